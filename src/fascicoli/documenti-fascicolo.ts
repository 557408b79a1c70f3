import { sql, type RawBuilder } from 'kysely';
import { inElenco, PROTEZIONE, vista, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { ISTANTE, leggiCursore, NUMERO, scriviCursore, UUID } from '#platform/http';
import { numeroASetteCifre } from '#segnatura';
import { consultabile, puoSpostare } from './accesso.ts';
import { trovaFascicolo } from './fascicoli.queries.ts';
import type { ElencoDocumentiFascicolo, Fascicolazione } from './fascicoli.schema.ts';

type Riga = {
  id: string;
  fascicolo: string;
  fascicolo_unita_id: string;
  fascicolo_chiuso: boolean;
  denominazione: string | null;
  giorno: string;
  inserita_il: Date;
  operatore: string;
  unita_id: string | null;
  unita_codice: string | null;
  unita_denominazione: string | null;
  dal_protocollo: boolean;
  registro: string | null;
  anno: number;
  numero: number;
  istante: Date;
  flusso: string;
  oggetto: string;
  corrispondenti: string;
  annullata: boolean;
  voce: string | null;
  numero_allegati: number;
  documento_id: string | null;
  nome_file: string;
  formato: string;
  dimensione: number;
  impronta: string;
  posto_istante: string;
  posto_numero: number;
};

/** What the asker sees of the documents of a fascicolo; not asked of who sees all, or every document would be looked for before the first page. */
function soloConsultabili(ctx: Contesto) {
  const { principali, vietata } = vista(ctx);
  if (principali === null && vietata === 0) return sql``;
  return sql`AND (g.registrazione_id IS NULL OR EXISTS (SELECT FROM scheda s
    WHERE s.registrazione_id = g.registrazione_id AND ${consultabile(ctx)}))`;
}

/** The documents of `dove` (a condition on `g`, a fascicolazione), in order of registration; the file is the principal one. */
function righe(ctx: Contesto, dove: RawBuilder<unknown>, limite: number) {
  return sql<Riga>`
    SELECT g.id, f.codice AS fascicolo, f.unita_id AS fascicolo_unita_id, f.chiuso_il IS NOT NULL AS fascicolo_chiuso,
      g.denominazione, g.giorno, g.inserita_il, g.operatore, g.unita_id, u.codice AS unita_codice,
      u.denominazione AS unita_denominazione, g.dal_protocollo, r.codice AS registro, s.anno, s.numero, s.istante, s.flusso,
      ${inElenco('s', 'oggetto')} AS oggetto, ${inElenco('s', 'corrispondenti')} AS corrispondenti, s.annullata, v.codice AS voce, s.numero_allegati,
      CASE WHEN g.registrazione_id IS NULL THEN d.id WHEN s.protezione < ${PROTEZIONE.riservato} THEN rd.documento_id END AS documento_id,
      coalesce(rd.nome_file, d.nome_file) AS nome_file,
      coalesce(rd.formato, d.formato) AS formato, coalesce(rd.dimensione, d.dimensione) AS dimensione,
      coalesce(rd.impronta, d.impronta) AS impronta, g.ordine_istante::text AS posto_istante, g.ordine_numero AS posto_numero
    FROM (SELECT * FROM fascicolazione g WHERE g.tolta_il IS NULL AND ${dove}
        ${soloConsultabili(ctx)}
        ORDER BY g.ordine_istante, g.ordine_numero, g.id LIMIT ${limite}) g
      JOIN fascicolo f ON f.id = g.fascicolo_id
      LEFT JOIN scheda s ON s.registrazione_id = g.registrazione_id
      LEFT JOIN registro r ON r.id = s.registro_id
      LEFT JOIN voce_titolario v ON v.id = s.voce_titolario_id
      LEFT JOIN registrazione_documento rd ON rd.registrazione_id = g.registrazione_id AND rd.ruolo = 'principale'
      LEFT JOIN documento d ON d.id = g.documento_id
      LEFT JOIN unita u ON u.id = g.unita_id
    ORDER BY g.ordine_istante, g.ordine_numero, g.id`;
}

function fascicolazione(ctx: Contesto, r: Riga): Fascicolazione {
  return {
    id: r.id,
    fascicolo: r.fascicolo,
    tipo: r.registro === null ? 'non-registrato' : 'registrato',
    registrazione:
      r.registro === null
        ? undefined
        : {
            registro: r.registro,
            anno: r.anno,
            numero: numeroASetteCifre(r.numero),
            dataRegistrazione: oraDiRoma(r.istante),
            flusso: r.flusso,
            oggetto: r.oggetto,
            corrispondenti: r.corrispondenti,
            stato: r.annullata ? 'annullata' : 'valida',
            classificazione: r.voce ?? undefined,
            numeroAllegati: r.numero_allegati,
          },
    documento:
      r.documento_id === null
        ? undefined
        : {
            id: r.documento_id,
            nomeFile: r.nome_file,
            formato: r.formato,
            dimensione: r.dimensione,
            impronta: r.impronta,
          },
    denominazione: r.denominazione ?? r.oggetto,
    data: r.giorno,
    inseritoIl: oraDiRoma(r.inserita_il),
    inseritoDa: r.operatore,
    ufficio:
      r.unita_codice === null
        ? undefined
        : { codice: r.unita_codice, denominazione: r.unita_denominazione ?? '' },
    dalProtocollo: r.dal_protocollo,
    puoSpostare:
      !r.fascicolo_chiuso &&
      puoSpostare(ctx, {
        dal_protocollo: r.dal_protocollo,
        unita_id: r.unita_id,
        fascicolo_unita_id: r.fascicolo_unita_id,
      }),
  };
}

/** A page of the documents of a fascicolo, in chronological order of registration (RN-43.3). */
export async function documentiFascicolo(
  tx: Tx,
  ctx: Contesto,
  numero: string,
  pagina: { cursor?: string; limit?: number },
): Promise<ElencoDocumentiFascicolo> {
  const f = await trovaFascicolo(tx, ctx, numero);
  const limite = pagina.limit ?? 100;
  const da = pagina.cursor ? leggiCursore(pagina.cursor, [ISTANTE, NUMERO, UUID]) : undefined;
  const dopo = da
    ? sql`AND (g.ordine_istante, g.ordine_numero, g.id) > (${da[0]}::timestamptz, ${da[1]}::bigint, ${da[2]}::uuid)`
    : sql``;
  const { rows } = await righe(ctx, sql`g.fascicolo_id = ${f.id} ${dopo}`, limite + 1).execute(tx);
  const trovate = rows.slice(0, limite);
  const ultima = trovate.at(-1);
  return {
    items: trovate.map((r) => fascicolazione(ctx, r)),
    cursor:
      rows.length > limite && ultima
        ? scriviCursore([ultima.posto_istante, ultima.posto_numero, ultima.id])
        : undefined,
  };
}

/** One document where it is, as the list shows it. */
export async function leggiFascicolazione(tx: Tx, ctx: Contesto, id: string): Promise<Fascicolazione> {
  const { rows } = await righe(ctx, sql`g.id = ${id}`, 1).execute(tx);
  if (!rows[0]) throw new Error(`fascicolazione ${id} non riletta`);
  return fascicolazione(ctx, rows[0]);
}
