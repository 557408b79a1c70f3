import { sql } from 'kysely';
import { inElenco, PROTEZIONE, visibile, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { numeroASetteCifre } from '#segnatura';
import { trovaRegistro } from './registrazione.queries.ts';
import type { RichiestaSimili, Simile } from './registrazione.schema.ts';

const MASSIMO = 20;

/**
 * Registrations this one may repeat: a file with the same digest, or the same number (and date, where both have one) of the
 * sender's protocol. Said before registering, never blocking: whether it is the same document only the operator knows (RN-52.5).
 */
export async function cercaSimili(
  tx: Tx,
  ctx: Contesto,
  registro: string,
  r: RichiestaSimili,
): Promise<Simile[]> {
  const { id } = await trovaRegistro(tx, registro);
  const { rows } = await sql<{
    anno: number;
    numero: number;
    istante: Date;
    oggetto: string;
    corrispondenti: string;
    motivo: Simile['motivo'];
    nome_file: string | null;
  }>`
    SELECT scheda.anno, scheda.numero, scheda.istante, ${inElenco('scheda', 'oggetto')} AS oggetto,
      ${inElenco('scheda', 'corrispondenti')} AS corrispondenti, x.motivo,
      CASE WHEN scheda.protezione < ${PROTEZIONE.riservato} THEN x.nome_file END AS nome_file
    FROM (
      SELECT rd.registrazione_id, 'stessa-impronta' AS motivo, min(rd.nome_file) AS nome_file FROM registrazione_documento rd
      WHERE rd.impronta IN (SELECT d.impronta FROM documento d WHERE d.id = ANY (${r.documenti ?? []}::uuid[])) GROUP BY rd.registrazione_id
      UNION ALL
      SELECT p.id, 'stesso-protocollo-mittente', NULL FROM registrazione p
      WHERE p.protocollo_mittente_numero = ${r.protocolloMittente?.numero ?? null}
        AND (p.protocollo_mittente_data = ${r.protocolloMittente?.data ?? null}::date OR p.protocollo_mittente_data IS NULL
          OR ${r.protocolloMittente?.data ?? null}::date IS NULL)
    ) x JOIN scheda ON scheda.registrazione_id = x.registrazione_id
    WHERE scheda.registro_id = ${id} AND ${visibile(ctx, 'scheda')}
    ORDER BY scheda.istante DESC LIMIT ${MASSIMO}`.execute(tx);
  return rows.map((s) => ({
    anno: s.anno,
    numero: numeroASetteCifre(s.numero),
    dataRegistrazione: oraDiRoma(s.istante),
    oggetto: s.oggetto,
    corrispondenti: s.corrispondenti,
    motivo: s.motivo,
    documento: s.nome_file ?? undefined,
  }));
}
