import { sql } from 'kysely';
import { inElenco, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { ISTANTE, leggiCursore, NUMERO, scriviCursore } from '#platform/http';
import { numeroASetteCifre } from '#segnatura';
import { consultabile } from './accesso.ts';
import type { DocumentiDaSistemare } from './fascicoli.schema.ts';

/** Enough to know that there is much to do; counting further would cost more than the page. */
const CONTEGGIO_MASSIMO = 1_000;

type Riga = {
  registro: string;
  anno: number;
  numero: number;
  istante: Date;
  posto: string;
  flusso: string;
  oggetto: string;
  corrispondenti: string;
  voce: string | null;
  unita: string | null;
  richiesta_aperta: boolean;
};

/**
 * Registrations that lack a class (RN-40.1), or that are in no fascicolo (RN-43.1-2), newest first; annulled ones lack nothing.
 */
export async function documentiDaSistemare(
  tx: Tx,
  ctx: Contesto,
  filtro: { mancano: 'classificazione' | 'fascicolo'; ufficio?: string; cursor?: string; limit?: number },
): Promise<DocumentiDaSistemare> {
  const limite = filtro.limit ?? 50;
  const da = filtro.cursor ? leggiCursore(filtro.cursor, [ISTANTE, NUMERO]) : undefined;
  const manca =
    filtro.mancano === 'classificazione' ? sql`s.voce_titolario_id IS NULL` : sql`NOT s.fascicolata`;
  const dellUfficio = filtro.ufficio
    ? sql`AND s.unita_competente_id = (SELECT id FROM unita WHERE codice = ${filtro.ufficio})`
    : sql``;
  const dove = sql`s.ente_id = ${ctx.ente.id} AND ${manca} AND NOT s.annullata AND ${consultabile(ctx)} ${dellUfficio}`;
  const dopo = da ? sql`AND (s.istante, s.numero) < (${da[0]}::timestamptz, ${da[1]}::bigint)` : sql``;
  const { rows: conteggio } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM (SELECT FROM scheda s WHERE ${dove} LIMIT ${CONTEGGIO_MASSIMO + 1}) x`.execute(
    tx,
  );
  const { rows } = await sql<Riga>`
    SELECT r.codice AS registro, s.anno, s.numero, s.istante, s.istante::text AS posto, s.flusso, ${inElenco('s', 'oggetto')} AS oggetto,
      ${inElenco('s', 'corrispondenti')} AS corrispondenti,
      v.codice AS voce, u.denominazione AS unita,
      EXISTS (SELECT FROM richiesta_fascicolo q WHERE q.registrazione_id = s.registrazione_id AND q.stato = 'aperta') AS richiesta_aperta
    FROM (SELECT * FROM scheda s WHERE ${dove} ${dopo} ORDER BY s.istante DESC, s.numero DESC LIMIT ${limite + 1}) s
      JOIN registro r ON r.id = s.registro_id
      LEFT JOIN voce_titolario v ON v.id = s.voce_titolario_id
      LEFT JOIN unita u ON u.id = s.unita_competente_id
    ORDER BY s.istante DESC, s.numero DESC`.execute(tx);
  const totale = conteggio[0]?.n ?? 0;
  const pagina = rows.slice(0, limite);
  const ultima = pagina.at(-1);
  return {
    items: pagina.map((r) => ({
      registro: r.registro,
      anno: r.anno,
      numero: numeroASetteCifre(r.numero),
      dataRegistrazione: oraDiRoma(r.istante),
      flusso: r.flusso,
      oggetto: r.oggetto,
      corrispondenti: r.corrispondenti,
      classificazione: r.voce ?? undefined,
      unitaCompetente: r.unita ?? undefined,
      richiestaAperta: r.richiesta_aperta,
    })),
    cursor: rows.length > limite && ultima ? scriviCursore([ultima.posto, ultima.numero]) : undefined,
    totale: Math.min(totale, CONTEGGIO_MASSIMO),
    totaleLimitato: totale > CONTEGGIO_MASSIMO,
  };
}
