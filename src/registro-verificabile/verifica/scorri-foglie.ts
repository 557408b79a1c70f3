import type { Tx } from '#platform/db';
import { leggiFoglie, type LogLetto } from './leggi-foglie.ts';
import { leggiBrano, type Brano, type FogliaLetta } from './righe.ts';

const INSIEME = 2000;

/** Some leaves, one after the other, with the rows of those that are to be compared here. */
export type Tratto = { foglie: FogliaLetta[]; brano: Brano; fine: number };

/**
 * A log from its beginning, some thousands of leaves at a time. Each connection reads on while what the others gave is checked: two of
 * the same snapshot keep two processors at work, and never more than a stretch for each waits in memory.
 *
 * @param conRighe whether the rows of these leaves are needed too
 */
export async function* scorriFoglie(
  lettori: readonly Tx[],
  log: LogLetto,
  ultima: number,
  conRighe: (f: FogliaLetta) => boolean,
): AsyncGenerator<Tratto> {
  const attesi: { tx: Tx; fine: number; foglie: Promise<FogliaLetta[]> }[] = [];
  let chieste = 0;
  const chiedi = (tx: Tx): void => {
    if (chieste >= ultima) return;
    const da = chieste;
    chieste += INSIEME;
    const foglie = leggiFoglie(tx, log, da, chieste);
    // A refusal of the database finds somebody listening, also when it comes before its turn.
    foglie.catch(() => undefined);
    attesi.push({ tx, fine: Math.min(chieste, ultima), foglie });
  };
  try {
    for (const tx of lettori) chiedi(tx);
    for (let primo; (primo = attesi.shift());) {
      const foglie = await primo.foglie;
      const posizioni = foglie.filter(conRighe).map((f) => f.posizione);
      const brano = leggiBrano(primo.tx, log.id, posizioni);
      chiedi(primo.tx);
      yield { foglie, brano: await brano, fine: primo.fine };
    }
  } finally {
    await Promise.allSettled(attesi.map((a) => a.foglie));
  }
}
