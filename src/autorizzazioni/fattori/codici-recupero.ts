import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '#platform/db';

const QUANTI = 10;
/** Crockford's base 32: no letter that is taken for another. Sixteen of them are 80 bits, salted and hashed (ASVS 2.6.2). */
const ALFABETO = '0123456789abcdefghjkmnpqrstvwxyz';
const LETTERE = 16;

const impronta = (sale: Buffer, codice: string): Buffer =>
  createHash('sha256').update(sale).update(codice).digest();

function nuovoCodice(): string {
  return [...randomBytes(LETTERE)].map((b) => ALFABETO[b % 32]).join('');
}

/** How it is shown and written down: `k3m9-…` in groups of four. */
const aGruppi = (codice: string): string => codice.match(/.{4}/g)?.join('-') ?? codice;

/** As it was given, however it is typed; undefined when it cannot be one of ours. */
export function leggiCodiceRecupero(testo: string): string | undefined {
  const codice = testo.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
  return codice.length === LETTERE && [...codice].every((c) => ALFABETO.includes(c)) ? codice : undefined;
}

/**
 * Ten new codes in place of those there were.
 *
 * @returns the codes, which nobody can read again
 */
export async function rinnovaCodici(tx: Tx, enteId: string, utenteId: string): Promise<string[]> {
  await tx.deleteFrom('codice_recupero').where('utente_id', '=', utenteId).execute();
  const codici = Array.from({ length: QUANTI }, nuovoCodice);
  await tx
    .insertInto('codice_recupero')
    .values(
      codici.map((codice) => {
        const sale = randomBytes(16);
        return { ente_id: enteId, utente_id: utenteId, sale, impronta: impronta(sale, codice) };
      }),
    )
    .execute();
  return codici.map(aGruppi);
}

/** Uses a code up. @returns how many are left, or undefined when it is not one of his or was used already */
export async function usaCodice(tx: Tx, utenteId: string, codice: string): Promise<number | undefined> {
  const righe = await tx
    .selectFrom('codice_recupero')
    .select(['sale', 'impronta'])
    .where('utente_id', '=', utenteId)
    .where('usato_il', 'is', null)
    .forUpdate()
    .execute();
  const trovata = righe.find((r) => timingSafeEqual(impronta(r.sale, codice), r.impronta));
  if (!trovata) return undefined;
  await tx
    .updateTable('codice_recupero')
    .set({ usato_il: sql<Date>`clock_timestamp()` })
    .where('utente_id', '=', utenteId)
    .where('impronta', '=', trovata.impronta)
    .execute();
  return righe.length - 1;
}
