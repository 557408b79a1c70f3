import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { nonTrovato } from './registro-verificabile.errors.ts';
import type { ProvaConsistenza, ProvaInclusione, TestaFirmata } from './registro-verificabile.schema.ts';
import { provaConsistenza, provaInclusione } from './prove.ts';
import { leggiMarcaDi, leggiTesta, testaCheCopre } from './teste.queries.ts';
import type { Testa } from './testo-testa.ts';

export async function testaFirmata(tx: Tx, registroId: string, testa: Testa): Promise<TestaFirmata> {
  const marca = await leggiMarcaDi(tx, registroId, testa.dimensione);
  return {
    ...testa,
    istante: oraDiRoma(testa.istante),
    ...(marca && { marca: marca.marca.toString('base64'), marcaIstante: oraDiRoma(marca.istante) }),
  };
}

/**
 * Proof that the leaf at `posizione` is in the log, in the first head that has it: nothing in it is personal.
 *
 * @returns undefined until a head covers it
 */
export async function componiProva(
  tx: Tx,
  registro: { id: string; codice: string; codiceIpa: string },
  foglia: { posizione: number; impronta: string },
): Promise<ProvaInclusione | undefined> {
  const testa = await testaCheCopre(tx, registro.id, foglia.posizione);
  if (!testa) return undefined;
  const chiave = await tx
    .selectFrom('chiave_firma')
    .select('pubblica')
    .where('impronta', '=', Buffer.from(testa.improntaChiave, 'hex'))
    .executeTakeFirstOrThrow();
  return {
    formato: 'tabularium.prova/1',
    ente: registro.codiceIpa,
    registro: registro.codice,
    foglia: foglia.impronta,
    posizione: foglia.posizione,
    percorso: await provaInclusione(tx, registro.id, foglia.posizione, testa.dimensione),
    testa: await testaFirmata(tx, registro.id, testa),
    chiave: chiave.pubblica.toString('base64'),
  };
}

/** @throws Rifiuto `registro-verificabile.testa-non-trovata` */
export async function componiConsistenza(
  tx: Tx,
  registroId: string,
  da: number,
  a: number,
): Promise<ProvaConsistenza> {
  const [prima, dopo] = [await leggiTesta(tx, registroId, da), await leggiTesta(tx, registroId, a)];
  if (!prima || !dopo || da > a)
    throw nonTrovato(
      'testa-non-trovata',
      `Non ci sono due teste firmate di ${da} e di ${a} foglie, in quest’ordine.`,
    );
  return {
    da: await testaFirmata(tx, registroId, prima),
    a: await testaFirmata(tx, registroId, dopo),
    percorso: await provaConsistenza(tx, registroId, da, a),
  };
}
