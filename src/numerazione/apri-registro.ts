import { sql } from 'kysely';
import type { Tx } from '#platform/db';

/** What the register gives to the rows about to be written, held until the transaction ends. */
export type Apertura = {
  /** The legal instant, never before that of any earlier row. */
  istante: Date;
  /** Solar year of Europe/Rome at that instant. */
  anno: number;
  /** First of the `numeri` numbers asked for, or null when none was. */
  primoNumero: number | null;
  /** First of the `foglie` positions of the verifiable log. */
  primaFoglia: number;
};

/**
 * Locks the register and takes instant, numbers and log positions, in that order (RN-52.2-2, architettura §4). The only
 * way to a number: nothing reserves one, and a rollback gives everything back. Call it last, when all that needs no
 * number is ready: the lock lasts until the transaction ends.
 *
 * @param adesso the application's clock, compared with the database's: the two must agree
 * @throws database errors `TB010` clock went back, `TB011` implausible leap forward, `TB012` clocks disagree
 */
export async function apriRegistro(
  tx: Tx,
  registroId: string,
  quanti: { numeri: number; foglie: number },
  adesso: Date,
): Promise<Apertura> {
  const { rows } = await sql<{
    istante: Date;
    anno: number;
    primo_numero: number | null;
    prima_foglia: number;
  }>`
    SELECT istante, anno, primo_numero, prima_foglia
    FROM apri_registro(${registroId}, ${quanti.numeri}, ${quanti.foglie}, ${adesso.toISOString()})`.execute(
    tx,
  );
  const riga = rows[0];
  if (!riga) throw new Error('apri_registro non ha risposto');
  return {
    istante: riga.istante,
    anno: riga.anno,
    primoNumero: riga.primo_numero,
    primaFoglia: riga.prima_foglia,
  };
}
