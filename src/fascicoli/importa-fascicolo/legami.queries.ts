import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { RiferimentoRegistrazione } from '../fascicoli.schema.ts';
import type { IndicePacchetto } from './pacchetto.schema.ts';

type Legami = Pick<IndicePacchetto, 'serie' | 'collegamenti'>;
type ConDocumenti = { documenti: readonly { registrazione: RiferimentoRegistrazione | null }[] };

/** What ties a fascicolo to the rest of the archive: the serie it is in, the links of its registrations. */
export async function legamiDelFascicolo(
  tx: Tx,
  fascicoloId: string,
  parti: readonly ConDocumenti[],
): Promise<Legami> {
  const serie = await tx
    .selectFrom('serie_unita as x')
    .innerJoin('serie as s', 's.id', 'x.serie_id')
    .select(['s.id', 's.denominazione', 's.criterio', 's.tipo_criterio as tipoCriterio'])
    .where('x.fascicolo_id', '=', fascicoloId)
    .orderBy('s.denominazione')
    .execute();
  const registrati = parti.flatMap((p) =>
    p.documenti.flatMap(({ registrazione: r }) =>
      r === null ? [] : [{ registro: r.registro, anno: r.anno, numero: r.numero }],
    ),
  );
  const { rows } = await sql<Legami['collegamenti'][number]>`
    WITH sue AS (
      SELECT x.id FROM jsonb_to_recordset(${JSON.stringify(registrati)}) AS d (registro text, anno integer, numero bigint)
        JOIN registro r ON r.codice = d.registro
        JOIN registrazione x ON x.registro_id = r.id AND x.anno = d.anno AND x.numero = d.numero
    ), legami AS (
      SELECT c.registrazione_id, c.altra_id, c.tipo FROM sue JOIN collegamento c ON c.registrazione_id = sue.id
      UNION
      SELECT c.registrazione_id, c.altra_id, c.tipo FROM sue JOIN collegamento c ON c.altra_id = sue.id
    )
    SELECT jsonb_build_object('registro', ra.codice, 'anno', a.anno, 'numero', a.numero) AS da,
      jsonb_build_object('registro', rb.codice, 'anno', b.anno, 'numero', b.numero) AS a, l.tipo
    FROM legami l
      JOIN registrazione a ON a.id = l.registrazione_id JOIN registro ra ON ra.id = a.registro_id
      JOIN registrazione b ON b.id = l.altra_id JOIN registro rb ON rb.id = b.registro_id
    ORDER BY a.istante, a.numero, b.istante, b.numero, l.tipo`.execute(tx);
  return { serie, collegamenti: rows };
}

/** Of these links, those that are here. */
export async function collegamentiPresenti(
  tx: Tx,
  collegamenti: Legami['collegamenti'],
): Promise<Legami['collegamenti'][number][]> {
  const { rows } = await sql<Legami['collegamenti'][number]>`
    SELECT l.da, l.a, l.tipo FROM jsonb_to_recordset(${JSON.stringify(collegamenti)}) AS l (da jsonb, a jsonb, tipo text)
    WHERE EXISTS (
      SELECT FROM registro ra JOIN registrazione x ON x.registro_id = ra.id AND x.anno = (l.da ->> 'anno')::integer
          AND x.numero = (l.da ->> 'numero')::bigint
        JOIN collegamento c ON c.registrazione_id = x.id AND c.tipo = l.tipo
        JOIN registrazione y ON y.id = c.altra_id JOIN registro rb ON rb.id = y.registro_id
      WHERE ra.codice = l.da ->> 'registro' AND rb.codice = l.a ->> 'registro' AND y.anno = (l.a ->> 'anno')::integer
        AND y.numero = (l.a ->> 'numero')::bigint)`.execute(tx);
  return rows;
}
