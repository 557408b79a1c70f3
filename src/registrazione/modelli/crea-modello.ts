import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { nomeUsato } from './modelli.errors.ts';
import { insertModello } from './modelli.queries.ts';
import type { Modello, NuovoModello } from './modelli.schema.ts';

/**
 * Keeps the data of a registration under a name, for whoever registers in the ente. Nothing is checked against the rules
 * of registering: what is missing or out of date is said when it is used.
 *
 * @throws Rifiuto `modello.nome-usato`
 */
export async function creaModello(tx: Tx, ctx: Contesto, nuovo: NuovoModello): Promise<Modello> {
  const modello = await insertModello(tx, ctx.ente.id, { ...nuovo, creatoDa: ctx.utenteId });
  if (!modello) throw nomeUsato(nuovo.nome);
  await traccia(tx, ctx, 'modello.creato', { tipo: 'modello', id: modello.id }, { nome: modello.nome });
  return modello;
}
