import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { annota } from '../libro/annota.ts';
import { conflitto, nonValido } from '../pec.errors.ts';
import { messaggioDaDecidere } from './agisci.ts';
import type { RigaMessaggio } from './messaggi.queries.ts';

async function daSegnare(tx: Tx, ctx: Contesto, id: string): Promise<RigaMessaggio> {
  const m = await messaggioDaDecidere(tx, ctx, id);
  if (m.concluso_il) throw conflitto('gia-deciso', 'Di questo messaggio si è già deciso.');
  return m;
}

/** Somebody saw that it holds more than one istanza: its rejection is proposed, and stays his to decide (RN-79.4a). */
export async function segnaPiuIstanze(tx: Tx, ctx: Contesto, id: string, piuIstanze: boolean): Promise<void> {
  const m = await daSegnare(tx, ctx, id);
  if (m.piu_istanze === piuIstanze) return;
  await tx.updateTable('messaggio').set({ piu_istanze: piuIstanze }).where('id', '=', id).execute();
  await annota(tx, ctx, id, 'segnato', { piuIstanze });
  await traccia(tx, ctx, 'pec.segnato', { tipo: 'messaggio', id }, { piuIstanze });
}

/**
 * Says which files are scans of an original signed by hand (BES-13).
 *
 * @throws Rifiuto `pec.parte-sconosciuta`
 */
export async function segnaScansioni(
  tx: Tx,
  ctx: Contesto,
  id: string,
  percorsi: readonly string[],
): Promise<void> {
  const m = await daSegnare(tx, ctx, id);
  const suoi = new Set((m.lettura?.parti ?? []).map((p) => p.percorso));
  if (percorsi.some((p) => !suoi.has(p)))
    throw nonValido('parte-sconosciuta', 'percorsi', 'Il messaggio non ha questo file.');
  const scansioni = [...new Set(percorsi)].sort();
  await tx.updateTable('messaggio').set({ scansioni }).where('id', '=', id).execute();
  await annota(tx, ctx, id, 'segnato', { scansioni });
  await traccia(tx, ctx, 'pec.segnato', { tipo: 'messaggio', id }, { scansioni });
}
