import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { verificaParte } from './accesso.ts';
import { nonTrovata } from './assegnazioni.errors.ts';
import { bloccaAssegnazione } from './assegnazioni.queries.ts';
import type { ModificaAssegnazione } from './assegnazioni.schema.ts';
import { perComando, scriviEsito, statoInatteso } from './comando.ts';
import type { NuovoPasso } from './passi.ts';

/** Changes note or due date of an open assignment, each with its step: before and after. */
export async function modificaAssegnazione(
  tx: Tx,
  ctx: Contesto,
  id: string,
  r: ModificaAssegnazione,
): Promise<void> {
  const letta = await bloccaAssegnazione(tx, id);
  if (!letta) throw nonTrovata();
  const lato = letta.subassegnata ? 'capo' : 'uop';
  await verificaParte(tx, ctx, letta, lato);
  const { a } = await perComando(tx, ctx, id, r.versione, lato);
  if (!['assegnata', 'smistata', 'in-carico'].includes(a.stato)) throw statoInatteso(a, 'aperta');
  const passi: Omit<NuovoPasso, 'assegnazione' | 'registrazione'>[] = [];
  if (r.nota !== undefined && r.nota !== a.nota)
    passi.push({ passo: 'nota', dettaglio: { prima: a.nota, dopo: r.nota } });
  if (r.scadenza !== undefined && r.scadenza !== a.scadenza)
    passi.push({ passo: 'scadenza', dettaglio: { prima: a.scadenza, dopo: r.scadenza } });
  if (passi.length === 0) return;
  const colonne = Object.fromEntries(passi.map((p) => [p.passo, p.dettaglio?.dopo]));
  await scriviEsito(tx, ctx, a, colonne, passi);
}
