import { sql } from 'kysely';
import { inElenco, vista, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { ISTANTE, leggiCursore, NUMERO, scriviCursore } from '#platform/http';
import { numeroASetteCifre } from '#segnatura';
import type { DocumentiDaSistemare } from './fascicoli.schema.ts';

/** Enough to know that there is much to do; counting further would cost more than the page. */
const CONTEGGIO_MASSIMO = 100;

// No unit has this id.
const NESSUNO = '00000000-0000-0000-0000-000000000000';

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
  const { principali, ancheAperte, vietata } = vista(ctx);
  const { rows: trovate } = await sql<{ ids: string[]; totale: number }>`
    SELECT ids, totale FROM cerca_da_sistemare(${filtro.mancano === 'classificazione'}, ${await idUfficio(tx, filtro.ufficio)},
      ${vietata}, ${principali}::uuid[], ${ancheAperte}, ${da?.[0] ?? null}::timestamptz, ${da?.[1] ?? null}::bigint, ${limite + 1})`.execute(
    tx,
  );
  const { ids, totale } = trovate[0] ?? { ids: [], totale: 0 };
  const { rows } = await sql<Riga>`
    SELECT r.codice AS registro, s.anno, s.numero, s.istante, s.istante::text AS posto, s.flusso, ${inElenco('s', 'oggetto')} AS oggetto,
      ${inElenco('s', 'corrispondenti')} AS corrispondenti,
      v.codice AS voce, u.denominazione AS unita,
      EXISTS (SELECT FROM richiesta_fascicolo q WHERE q.registrazione_id = s.registrazione_id AND q.stato = 'aperta') AS richiesta_aperta
    FROM scheda s JOIN registro r ON r.id = s.registro_id
      LEFT JOIN voce_titolario v ON v.id = s.voce_titolario_id
      LEFT JOIN unita u ON u.id = s.unita_competente_id
    WHERE s.registrazione_id = ANY (${ids}::uuid[])
    ORDER BY s.istante DESC, s.numero DESC`.execute(tx);
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

/** An office that is not there has nothing to be put in order. */
async function idUfficio(tx: Tx, codice: string | undefined): Promise<string | null> {
  if (!codice) return null;
  const riga = await tx.selectFrom('unita').select('id').where('codice', '=', codice).executeTakeFirst();
  return riga?.id ?? NESSUNO;
}
