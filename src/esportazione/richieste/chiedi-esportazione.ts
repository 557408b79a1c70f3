import { sql } from 'kysely';
import { statfs } from 'node:fs/promises';
import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { accoda } from '#platform/jobs';
import { traccia } from '#tracciamento';
import { annoVuoto, inCorso, senzaSpazio } from './esportazioni.errors.ts';
import { anniRegistrati, inEsportazione } from './esportazioni.queries.ts';
import type { Esportazione, NuovaEsportazione } from './esportazioni.schema.ts';

/** What is not documents: rows as text, several times smaller than what they speak of; and room for the database to work. */
const RIGHE = 0.2;
const MARGINE = 100e6;

/**
 * Puts an export in the queue.
 *
 * @throws Rifiuto `esportazioni.in-corso`, `esportazioni.anno-vuoto`, `esportazioni.spazio`
 */
export async function chiediEsportazione(
  tx: Tx,
  ctx: Contesto & { utenteId: string },
  { anno, ancheChiavi = false }: NuovaEsportazione,
  dati: string,
): Promise<Esportazione> {
  if (anno !== undefined && !(await anniRegistrati(tx)).includes(anno)) throw annoVuoto(anno);
  const servono = (await byteDeiDocumenti(tx, anno ?? null)) * (1 + RIGHE) + MARGINE;
  const disco = await statfs(dati);
  const liberi = disco.bavail * disco.bsize;
  if (servono > liberi) throw senzaSpazio(servono, liberi);
  const riga = await tx
    .insertInto('esportazione')
    .values({
      ente_id: ctx.ente.id,
      anno: anno ?? null,
      anche_chiavi: ancheChiavi,
      chiesta_da: ctx.attore,
      utente_id: ctx.utenteId,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch((errore: unknown) => {
      throw sqlstate(errore) === '23505' ? inCorso() : errore;
    });
  const di = { tipo: 'esportazione', id: riga.id };
  await traccia(tx, ctx, 'esportazione.chiesta', di, { anno: anno ?? null, ancheChiavi });
  await accoda(tx, 'esportazione.prepara', { enteId: ctx.ente.id, esportazioneId: riga.id });
  return inEsportazione(riga);
}

async function byteDeiDocumenti(tx: Tx, anno: number | null): Promise<number> {
  const { rows } = await sql<{ byte: number }>`
    SELECT coalesce(sum(d.dimensione), 0)::bigint AS byte FROM (SELECT impronta, max(dimensione) AS dimensione FROM documento t
      WHERE ${anno}::integer IS NULL OR EXISTS (SELECT FROM registrazione_documento x JOIN registrazione r ON r.id = x.registrazione_id
        WHERE x.documento_id = t.id AND r.anno = ${anno}::integer)
      GROUP BY impronta) d`.execute(tx);
  return Number(rows[0]?.byte ?? 0);
}
