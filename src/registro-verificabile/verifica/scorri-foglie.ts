import type { Tx } from '#platform/db';
import { leggiFoglie, type LogLetto } from './leggi-foglie.ts';
import { leggiBrano, type Brano, type FogliaLetta } from './righe.ts';

const INSIEME = 2000;
/** Stretches for each connection that may be read and not looked at yet. */
const AVANTI = 2;

/** Some leaves, one after the other, with the rows of those that are to be compared here. */
export type Tratto = { foglie: FogliaLetta[]; brano: Brano; fine: number };

/**
 * A log from its beginning, some thousands of leaves at a time, in order. Each connection reads on as soon as it is free, whatever the
 * others do: two of the same snapshot keep two processors at work, and never more than two stretches for each wait in memory.
 *
 * @param conRighe whether the rows of these leaves are needed too
 */
export async function* scorriFoglie(
  lettori: readonly Tx[],
  log: LogLetto,
  ultima: number,
  conRighe: (f: FogliaLetta) => boolean,
): AsyncGenerator<Tratto> {
  const liberi = [...lettori];
  const attesi: Promise<Tratto>[] = [];
  let chieste = 0;
  const leggi = async (tx: Tx, da: number, fine: number): Promise<Tratto> => {
    const foglie = await leggiFoglie(tx, log, da, fine);
    const posizioni = foglie.filter(conRighe).map((f) => f.posizione);
    const brano = await leggiBrano(tx, log.id, posizioni);
    liberi.push(tx);
    chiedi();
    return { foglie, brano, fine };
  };
  const chiedi = (): void => {
    while (chieste < ultima && attesi.length < lettori.length * AVANTI) {
      const tx = liberi.pop();
      if (!tx) return;
      const da = chieste;
      chieste = Math.min(chieste + INSIEME, ultima);
      const tratto = leggi(tx, da, chieste);
      // A refusal of the database finds somebody listening, also when it comes before its turn.
      tratto.catch(() => undefined);
      attesi.push(tratto);
    }
  };
  try {
    chiedi();
    for (let primo; (primo = attesi.shift());) {
      const tratto = await primo;
      chiedi();
      yield tratto;
    }
  } finally {
    chieste = ultima;
    await Promise.allSettled(attesi);
  }
}
