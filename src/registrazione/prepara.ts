import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { nominativo, verificaCorrispondente, type Corrispondente } from '#corrispondenti';
import type { Tx } from '#platform/db';
import type { Bozza, Circostanze, Nominato } from './bozza.ts';
import { regolePer } from './regole/index.ts';
import type { RichiestaRegistrazione } from './registrazione.schema.ts';

/** A registration that lacks only what the register gives: instant, number, log position. */
export type Pronta = {
  id: string;
  token: string;
  bozza: Bozza;
  circostanze: Circostanze;
  /** Where its answer is kept for a retry, when the client sent an Idempotency-Key. */
  idempotenza?: { chiave: string; impronta: string };
  /** What else is written with it, or neither: the message it was made from. */
  inRegistrando?: InRegistrando;
};

/** Runs in the transaction that registers, after the registration is written. */
export type InRegistrando = (tx: Tx, registrazione: { id: string }) => Promise<void>;

function nomina(campo: string, elenco: Corrispondente[], avvisi: string[]): Nominato[] {
  return elenco.map((c, i) => {
    avvisi.push(...verificaCorrispondente(c, `${campo}.${i}`).avvisi);
    return { ...c, nominativo: nominativo(c) };
  });
}

/**
 * Applies the rules of the office to a request: everything that can be decided without a number is decided here, before
 * any lock (architettura §4).
 *
 * @throws Rifiuto of the first rule that does not hold, naming the field
 */
export function prepara(richiesta: RichiestaRegistrazione, circostanze: Circostanze): Pronta {
  const avvisi: string[] = [];
  const mittenti = [...(richiesta.mittente ? [richiesta.mittente] : []), ...(richiesta.mittenti ?? [])];
  const bozza: Bozza = {
    richiesta,
    mittenti: nomina(richiesta.mittente ? 'mittente' : 'mittenti', mittenti, avvisi),
    destinatari: nomina('destinatari', richiesta.destinatari ?? [], avvisi),
    perConoscenza: nomina('perConoscenza', richiesta.perConoscenza ?? [], avvisi),
    documenti: [],
    collegamenti: [],
    diciture: [],
    avvisi,
  };
  for (const regola of regolePer(circostanze.fatti.registro.tipo)) regola(bozza, circostanze);
  return { id: uuidv7(), token: randomBytes(16).toString('base64url'), bozza, circostanze };
}
