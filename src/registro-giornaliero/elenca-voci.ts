import { sql } from 'kysely';
import { inElenco, visibile, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { leggiCursore, NUMERO, scriviCursore } from '#platform/http';
import { numeroASetteCifre } from '#segnatura';
import type { Tratto } from './leggi-giornata.ts';
import type { PaginaVoci, VoceElenco } from './registro-giornaliero.schema.ts';

const PAGINA = 100;

type Riga = {
  registro: string;
  anno: number;
  numero: number;
  istante: Date;
  flusso: VoceElenco['flusso'];
  oggetto: string;
  corrispondenti: string;
  classificazione: string | null;
  ufficio: string | null;
  annullata: boolean;
};

/** The registrations of a stretch that whoever asks sees, in order of number, a page at a time (CORI-4). */
export async function elencaVoci(
  tx: Tx,
  ctx: Contesto,
  t: Tratto,
  cursore: string | undefined,
): Promise<PaginaVoci> {
  const [millesimi = '0', numero = '0'] =
    cursore === undefined ? [] : leggiCursore(cursore, [NUMERO, NUMERO]);
  const da = cursore === undefined ? t.inizio : new Date(Number(millesimi));
  const { rows } = await sql<Riga>`
    SELECT g.codice AS registro, s.anno, s.numero, s.istante, s.flusso, ${inElenco('s', 'oggetto')} AS oggetto,
      ${inElenco('s', 'corrispondenti')} AS corrispondenti, v.codice AS classificazione, u.denominazione AS ufficio, s.annullata
    FROM scheda s JOIN registro g ON g.id = s.registro_id
      LEFT JOIN voce_titolario v ON v.id = s.voce_titolario_id LEFT JOIN unita u ON u.id = s.unita_competente_id
    WHERE s.registro_id = ${t.registroId} AND s.istante >= ${da} AND s.istante < ${t.fine}
      AND (s.istante, s.numero) > (${da}::timestamptz, ${numero}::bigint) AND ${visibile(ctx, 's')}
    ORDER BY s.istante, s.numero LIMIT ${PAGINA + 1}`.execute(tx);
  const pagina = rows.slice(0, PAGINA);
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
      classificazione: r.classificazione ?? undefined,
      ufficio: r.ufficio ?? undefined,
      annullata: r.annullata,
    })),
    ...(rows.length > PAGINA &&
      ultima && { cursor: scriviCursore([ultima.istante.getTime(), ultima.numero]) }),
  };
}
