import { sql } from 'kysely';
import { perChiunque } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { ISTANTE, leggiCursore, scriviCursore, UUID } from '#platform/http';
import type { ElencoTrattenuti, FiltroTrattenuti, Quadro } from './quadro.schema.ts';

export const GIORNI_TRATTENUTI = 30;

/** What an office still has for competenza after so many days, or after the due date it was given. */
const trattenuta = (adesso: Date, giorni: number) =>
  sql`a.titolo = 'competenza' AND a.utente_id IS NULL AND a.stato IN ('smistata', 'in-carico')
    AND (a.smistata_il < ${adesso}::timestamptz - make_interval(days => ${giorni}) OR a.scadenza < (${adesso}::timestamptz AT TIME ZONE 'Europe/Rome')::date)`;

export async function riassuntoTrattenuti(
  tx: Tx,
  adesso: Date,
  giorni: number,
): Promise<Quadro['trattenuti']> {
  const { rows } = await sql<{
    codice: string;
    denominazione: string;
    quanti: number;
    scaduti: number;
    dal: Date;
  }>`
    SELECT u.codice, u.denominazione, count(*) AS quanti, min(a.smistata_il) AS dal,
      count(*) FILTER (WHERE a.scadenza < (${adesso}::timestamptz AT TIME ZONE 'Europe/Rome')::date) AS scaduti
    FROM assegnazione a JOIN unita u ON u.id = a.unita_id WHERE ${trattenuta(adesso, giorni)}
    GROUP BY u.codice, u.denominazione ORDER BY count(*) DESC, u.codice`.execute(tx);
  return {
    giorni,
    totale: rows.reduce((n, r) => n + r.quanti, 0),
    scaduti: rows.reduce((n, r) => n + r.scaduti, 0),
    perUfficio: rows.map(({ codice, denominazione, quanti, dal }) => ({
      ufficio: { codice, denominazione },
      quanti,
      dal: oraDiRoma(dal),
    })),
  };
}

/** The documents held too long, the oldest first, a page by key. What is reserved is named by its number only. */
export async function elencaTrattenuti(
  tx: Tx,
  adesso: Date,
  filtro: FiltroTrattenuti,
): Promise<ElencoTrattenuti> {
  const limite = filtro.limit ?? 50;
  const da = filtro.cursor ? leggiCursore(filtro.cursor, [ISTANTE, UUID]) : undefined;
  const { rows } = await sql<{
    id: string;
    posto: string;
    registro: string;
    anno: number;
    numero: number;
    oggetto: string;
    codice: string;
    denominazione: string;
    persona: string | null;
    dal: Date;
    giorni: number;
    scadenza: string | null;
    scaduto: boolean;
    confermato: boolean;
  }>`
    SELECT a.id, a.smistata_il::text AS posto, g.codice AS registro, s.anno, s.numero, ${perChiunque('s', 'oggetto')} AS oggetto, u.codice, u.denominazione, a.smistata_il AS dal,
      floor(extract(epoch FROM ${adesso}::timestamptz - a.smistata_il) / 86400)::integer AS giorni, a.scadenza::text AS scadenza,
      coalesce(a.scadenza < (${adesso}::timestamptz AT TIME ZONE 'Europe/Rome')::date, false) AS scaduto,
      a.confermata_il IS NOT NULL AS confermato,
      (SELECT p.cognome || ' ' || p.nome FROM assegnazione b JOIN utente p ON p.id = b.utente_id
        WHERE b.origine_id = a.id AND b.stato IN ('smistata', 'in-carico') ORDER BY b.id DESC LIMIT 1) AS persona
    FROM assegnazione a JOIN unita u ON u.id = a.unita_id JOIN scheda s ON s.registrazione_id = a.registrazione_id
      JOIN registro g ON g.id = s.registro_id
    WHERE ${trattenuta(adesso, filtro.giorni ?? GIORNI_TRATTENUTI)}
      ${filtro.unita ? sql`AND u.codice = ${filtro.unita}` : sql``}
      ${da ? sql`AND (a.smistata_il, a.id) > (${da[0]}::timestamptz, ${da[1]}::uuid)` : sql``}
    ORDER BY a.smistata_il, a.id LIMIT ${limite + 1}`.execute(tx);
  const pagina = rows.slice(0, limite);
  const ultima = pagina.at(-1);
  return {
    items: pagina.map((r) => ({
      registro: r.registro,
      anno: r.anno,
      numero: r.numero,
      oggetto: r.oggetto,
      ufficio: { codice: r.codice, denominazione: r.denominazione },
      dal: oraDiRoma(r.dal),
      giorni: r.giorni,
      scaduto: r.scaduto,
      confermato: r.confermato,
      ...(r.persona !== null && { persona: r.persona }),
      ...(r.scadenza !== null && { scadenza: r.scadenza }),
    })),
    ...(rows.length > limite && ultima && { cursor: scriviCursore([ultima.posto, ultima.id]) }),
  };
}
