import { sql } from 'kysely';
import { inLettura, type Db, type Tx } from '#platform/db';
import type { UfficiPubblici, UfficiSenzaPosta } from './uffici.schema.ts';

type Ufficio = UfficiPubblici['items'][number];
type Riga = { [K in keyof Required<Ufficio>]: Ufficio[K] | null } & Pick<
  Ufficio,
  'codice' | 'denominazione' | 'tipo'
>;

/**
 * The offices of an ente as anybody may read them: what they are called, where they are, where to write to them (RN-7.3). No people.
 *
 * @returns undefined for an ente that is not here
 */
export async function ufficiPubblici(db: Db, codiceIpa: string): Promise<UfficiPubblici | undefined> {
  const ente = await db
    .selectFrom('ente')
    .select(['id', 'denominazione', 'codice_ipa'])
    .where('codice_ipa', '=', codiceIpa)
    .executeTakeFirst();
  if (!ente) return undefined;
  const righe = await inLettura(db, ente.id, async (tx) => {
    const { rows } = await sql<Riga>`
      SELECT u.codice, o.denominazione, o.tipo, p.codice AS padre, o.email, o.pec, o.telefono, o.indirizzo
      FROM organigramma_al(oggi_a_roma()) o JOIN unita u ON u.id = o.unita_id LEFT JOIN unita p ON p.id = o.padre_id
      WHERE o.attiva ORDER BY p.id IS NOT NULL, o.ordine, u.codice`.execute(tx);
    return rows;
  });
  return {
    ente: ente.denominazione,
    codiceIpa: ente.codice_ipa,
    items: righe.map((r) => Object.fromEntries(Object.entries(r).filter(([, v]) => v !== null)) as Ufficio),
  };
}

/** Servizi and uffici of today without an address of their own: an Area is reached through them. */
export async function ufficiSenzaPosta(tx: Tx): Promise<UfficiSenzaPosta['items']> {
  const { rows } = await sql<UfficiSenzaPosta['items'][number]>`
    SELECT u.codice, o.denominazione, o.tipo FROM organigramma_al(oggi_a_roma()) o JOIN unita u ON u.id = o.unita_id
    WHERE o.attiva AND o.tipo <> 'area' AND o.email IS NULL ORDER BY o.tipo, o.denominazione`.execute(tx);
  return rows;
}
