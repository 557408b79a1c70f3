import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { consultabile } from '../accesso.ts';
import type { RiferimentoRegistrazione } from '../fascicoli.schema.ts';
import { comeSiScrive } from './resoconto.ts';

/** A registration of this archive, with the digest of each of its files. */
export type RegistratoQui = RiferimentoRegistrazione & {
  id: string;
  segnatura: string;
  classificazione: string | null;
  impronte: Record<string, string>;
};

/** Of these registrations those that are here and that whoever asks sees, by how they are written. */
export async function registratiQui(
  tx: Tx,
  ctx: Contesto,
  registrazioni: readonly RiferimentoRegistrazione[],
): Promise<Map<string, RegistratoQui>> {
  const cercati = registrazioni.map(({ registro, anno, numero }) => ({ registro, anno, numero }));
  const { rows } = await sql<RegistratoQui>`
    SELECT r.codice AS registro, x.anno, x.numero, x.id, x.segnatura, v.codice AS classificazione,
      coalesce((SELECT jsonb_object_agg(rd.documento_id, rd.impronta) FROM registrazione_documento rd
        WHERE rd.registrazione_id = x.id AND rd.documento_id IS NOT NULL), '{}') AS impronte
    FROM (SELECT DISTINCT * FROM jsonb_to_recordset(${JSON.stringify(cercati)}) AS d (registro text, anno integer, numero bigint)) d
      JOIN registro r ON r.codice = d.registro
      JOIN registrazione x ON x.registro_id = r.id AND x.anno = d.anno AND x.numero = d.numero
      JOIN scheda s ON s.registrazione_id = x.id
      LEFT JOIN voce_titolario v ON v.id = s.voce_titolario_id
    WHERE ${consultabile(ctx)}`.execute(tx);
  return new Map(rows.map((r) => [comeSiScrive(r), r]));
}

/** Digest of each of these documents that is here, by id. */
export async function documentiQui(tx: Tx, ids: readonly string[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {};
  const righe = await tx
    .selectFrom('documento')
    .select(['id', 'impronta'])
    .where('id', 'in', [...ids])
    .execute();
  return Object.fromEntries(righe.map((d) => [d.id, d.impronta]));
}

/** A place a document has now: `id` is of the fascicolazione. */
export type Collocato = { id: string; parte: string };

/** What is now in these fascicoli, by registration or, if it is not registered, by document. */
export async function collocazioni(tx: Tx, parti: readonly string[]): Promise<Map<string, Collocato[]>> {
  const { rows } = await sql<{ cosa: string; dove: Collocato[] }>`
    SELECT coalesce(g.registrazione_id, g.documento_id) AS cosa,
      jsonb_agg(jsonb_build_object('id', g.id, 'parte', f.codice) ORDER BY g.id) AS dove
    FROM fascicolo f JOIN fascicolazione g ON g.fascicolo_id = f.id AND g.tolta_il IS NULL
    WHERE f.codice = ANY (${[...parti]}::text[]) GROUP BY 1`.execute(tx);
  return new Map(rows.map((r) => [r.cosa, r.dove]));
}
