import { isDeepStrictEqual } from 'node:util';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { puoModificare } from './accesso.ts';
import { ufficiAmmessi, verificaAccesso, verificaRpa } from './apri-fascicolo.ts';
import { chiuso, conflitto, nonAmmesso, nonValido } from './fascicoli.errors.ts';
import { trovaFascicolo, type RigaFascicolo } from './fascicoli.queries.ts';
import type { ModificaFascicolo } from './fascicoli.schema.ts';
import { scriviEvento } from './evento.ts';

type Cambio = { campo: string; prima: unknown; dopo: unknown; colonne: Record<string, unknown> };

/** Data that one field of the request changes, one to one: field, column, and whether the column is JSON. */
const SEMPLICI = [
  ['denominazione', 'denominazione', false],
  ['oggetto', 'oggetto', false],
  ['rpa', 'rpa_utente_id', false],
  ['luogo', 'luogo', false],
  ['note', 'note', false],
  ['intestatario', 'intestatario', true],
  ['amministrazioniPartecipanti', 'amministrazioni', true],
  ['procedimento', 'procedimento', true],
  ['dati', 'dati', true],
] as const;

/** @throws Rifiuto `fascicolo.di-altro-ufficio` */
export function verificaPuoModificare(ctx: Contesto, f: RigaFascicolo): void {
  if (puoModificare(ctx, f)) return;
  throw nonAmmesso(
    'di-altro-ufficio',
    'Il fascicolo è di un altro ufficio: lo può modificare quello, il responsabile del procedimento o l’Ufficio Protocollo.',
  );
}

function cambiSemplici(f: RigaFascicolo, m: ModificaFascicolo): Cambio[] {
  return SEMPLICI.flatMap(([campo, colonna, json]) => {
    const dopo = m[campo];
    if (dopo === undefined || isDeepStrictEqual(dopo, f[colonna])) return [];
    const valore = json && dopo !== null ? JSON.stringify(dopo) : dopo;
    return [{ campo, prima: f[colonna], dopo, colonne: { [colonna]: valore } }];
  });
}

/** Who may open it changes for the fascicolo and, with it, for all its parts. */
async function cambiAccesso(tx: Tx, f: RigaFascicolo, m: ModificaFascicolo): Promise<Cambio[]> {
  if (m.riservatezza === undefined && m.uffici === undefined) return [];
  if (f.livello > 1)
    throw nonValido(
      'accesso-del-fascicolo',
      m.uffici === undefined ? 'riservatezza' : 'uffici',
      'Riservatezza e uffici sono quelli del fascicolo: si cambiano lì.',
    );
  const cambi: Cambio[] = [];
  if (m.riservatezza !== undefined && m.riservatezza !== f.riservatezza)
    cambi.push({
      campo: 'riservatezza',
      prima: f.riservatezza,
      dopo: m.riservatezza,
      colonne: { riservatezza: m.riservatezza },
    });
  const ammessi = m.uffici === undefined ? undefined : await ufficiAmmessi(tx, m.uffici, f.unita_id);
  verificaAccesso(m.riservatezza ?? f.riservatezza, ammessi?.tutti ?? f.tutti_gli_uffici);
  if (ammessi && !isDeepStrictEqual(new Set(ammessi.ids), new Set(f.uffici_ammessi))) {
    const codici = async (ids: string[]): Promise<unknown> =>
      ids.length === 0
        ? 'tutti'
        : (
            await tx.selectFrom('unita').select('codice').where('id', 'in', ids).orderBy('codice').execute()
          ).map((u) => u.codice);
    cambi.push({
      campo: 'uffici',
      prima: await codici(f.uffici_ammessi),
      dopo: await codici(ammessi.ids),
      colonne: { tutti_gli_uffici: ammessi.tutti, uffici_ammessi: ammessi.ids },
    });
  }
  return cambi;
}

/**
 * Changes what may change of a fascicolo, each datum with its line in the history. `versione` is the one that was read: who saved
 * in between is not overwritten unseen. Of a closed one only the place changes.
 *
 * @throws Rifiuto `fascicolo.modificato-nel-frattempo`, `fascicolo.chiuso`, `fascicolo.di-altro-ufficio`, or about the field
 */
export async function modificaFascicolo(
  tx: Tx,
  ctx: Contesto,
  numero: string,
  m: ModificaFascicolo,
): Promise<void> {
  const f = await trovaFascicolo(tx, ctx, numero, 'per-modifica');
  verificaPuoModificare(ctx, f);
  if (f.versione !== m.versione)
    throw conflitto(
      'modificato-nel-frattempo',
      'Qualcun altro ha modificato il fascicolo: ricaricarlo per vedere che cosa è cambiato.',
      { versione: f.versione },
    );
  if (m.procedimento && f.tipo !== 'procedimento')
    throw nonValido(
      'procedimento-non-previsto',
      'procedimento',
      'I dati del procedimento sono dei soli fascicoli di procedimento.',
    );
  await verificaRpa(tx, m.rpa);
  const accesso = await cambiAccesso(tx, f, m);
  const cambi = [...cambiSemplici(f, m), ...accesso];
  if (cambi.length === 0) return;
  if (f.chiuso_il !== null && cambi.some((c) => c.campo !== 'luogo')) throw chiuso(numero);
  await tx
    .updateTable('fascicolo')
    .set({ ...Object.fromEntries(cambi.flatMap((c) => Object.entries(c.colonne))), versione: f.versione + 1 })
    .where('id', '=', f.id)
    .execute();
  const dellAccesso = Object.fromEntries(accesso.flatMap((c) => Object.entries(c.colonne)));
  if (accesso.length > 0)
    await tx
      .updateTable('fascicolo')
      .set(dellAccesso)
      .where('registro_id', '=', f.registro_id)
      .where('numero', '=', f.numero)
      .where('sottofascicolo', '>', 0)
      .execute();
  for (const { campo, prima, dopo } of cambi)
    await scriviEvento(tx, ctx, f.id, 'modifica', { campo, prima, dopo });
  await traccia(
    tx,
    ctx,
    'fascicolo.modificato',
    { tipo: 'fascicolo', id: f.id },
    { numero, campi: cambi.map((c) => c.campo) },
  );
}
