import type { Tx } from '#platform/db';
import type { Testa } from './testo-testa.ts';

function diRegistro(tx: Tx, registroId: string) {
  return tx
    .selectFrom('testa as t')
    .innerJoin('chiave_firma as c', 'c.id', 't.chiave_id')
    .select(['t.dimensione', 't.radice', 't.istante', 'c.impronta', 't.testo', 't.firma'])
    .where('t.registro_id', '=', registroId);
}

type Riga = {
  dimensione: number;
  radice: Buffer;
  istante: Date;
  impronta: Buffer;
  testo: string;
  firma: Buffer;
};

const inTesta = (r: Riga): Testa => ({
  dimensione: r.dimensione,
  radice: r.radice.toString('base64'),
  istante: r.istante,
  improntaChiave: r.impronta.toString('hex'),
  testo: r.testo,
  firma: r.firma.toString('base64'),
});

export async function leggiTesta(tx: Tx, registroId: string, dimensione: number): Promise<Testa | undefined> {
  const riga = await diRegistro(tx, registroId).where('t.dimensione', '=', dimensione).executeTakeFirst();
  return riga && inTesta(riga);
}

/** The last head, or the first that covers the leaf at `posizione`. */
export async function ultimaTesta(tx: Tx, registroId: string): Promise<Testa | undefined> {
  const riga = await diRegistro(tx, registroId).orderBy('t.dimensione', 'desc').limit(1).executeTakeFirst();
  return riga && inTesta(riga);
}

/** The first head whose tree has the leaf at `posizione`, from 1. */
export async function testaCheCopre(
  tx: Tx,
  registroId: string,
  posizione: number,
): Promise<Testa | undefined> {
  const riga = await diRegistro(tx, registroId)
    .where('t.dimensione', '>=', posizione)
    .orderBy('t.dimensione')
    .limit(1)
    .executeTakeFirst();
  return riga && inTesta(riga);
}

/** Newest first; shorter than `prima`, if given. */
export async function elencaTeste(
  tx: Tx,
  registroId: string,
  limite: number,
  prima?: number,
): Promise<Testa[]> {
  const righe = await diRegistro(tx, registroId)
    .$if(prima !== undefined, (q) => q.where('t.dimensione', '<', prima ?? 0))
    .orderBy('t.dimensione', 'desc')
    .limit(limite)
    .execute();
  return righe.map(inTesta);
}

export async function leggiMarcaDi(
  tx: Tx,
  registroId: string,
  dimensione: number,
): Promise<{ marca: Buffer; istante: Date } | undefined> {
  return await tx
    .selectFrom('testa_marca')
    .select(['marca', 'istante'])
    .where('registro_id', '=', registroId)
    .where('dimensione', '=', dimensione)
    .executeTakeFirst();
}
