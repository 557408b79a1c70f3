import { sql } from 'kysely';
import { inElenco, vista, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { numeroASetteCifre } from '#segnatura';
import { trovaRegistro } from './registrazione.queries.ts';
import type { Elenco, FiltroElenco, Riservatezza } from './registrazione.schema.ts';

const CONTEGGIO_MASSIMO = 10_000;

/**
 * Where a page ended: instant (milliseconds) and number, which in a register grow together; and how many there were in all, which is
 * counted for the first page and stays what it was.
 */
type Cursore = { istante: number; numero: number; totale: number };

function leggiCursore(testo: string): Cursore {
  const [, istante, numero, totale] =
    /^(\d{12,13})-(\d{1,15})-(\d{1,5})$/.exec(Buffer.from(testo, 'base64url').toString()) ?? [];
  if (!istante || !numero || !totale) {
    throw new Rifiuto({
      codice: 'elenco.cursore-non-valido',
      categoria: 'nonValido',
      campo: 'cursor',
      dettaglio: 'Il cursore non è di questo elenco.',
    });
  }
  return { istante: Number(istante), numero: Number(numero), totale: Number(totale) };
}

const scriviCursore = (c: Cursore): string =>
  Buffer.from(`${c.istante}-${c.numero}-${c.totale}`).toString('base64url');

/** Words by Italian stem, quotes and minus as in any search box; the last word also as the beginning of one still being typed. */
function domandaTesto(q: string | undefined) {
  const testo = q?.trim() ?? '';
  if (testo === '') return sql`NULL::tsquery`;
  const ultima = /(?:^|\s)([\p{L}\p{N}]{3,})$/u.exec(testo)?.[1];
  const traVirgolette = (testo.match(/"/g)?.length ?? 0) % 2 === 1;
  if (!ultima || traVirgolette) return sql`websearch_to_tsquery('italiano', ${testo})`;
  const resto = testo.slice(0, -ultima.length);
  return sql`(websearch_to_tsquery('italiano', ${resto}) && (to_tsquery('italiano_parole', ${`${ultima}:*`}) || websearch_to_tsquery('italiano', ${ultima})))`;
}

/** Entries of the titolario with that code, or below it. */
function vociSotto(codice: string | undefined) {
  if (!codice) return sql`NULL::uuid[]`;
  const sotto = `${codice.replaceAll(/[\\%_]/g, String.raw`\$&`)}.%`;
  return sql`ARRAY(SELECT v.id FROM voce_titolario v WHERE v.codice = ${codice} OR v.codice LIKE ${sotto})`;
}

/** Conditions given, without the empty ones: a search box left blank is not a condition. */
function condizioni(f: FiltroElenco): string {
  return JSON.stringify(f, (chiave, valore: unknown) => {
    if (['q', 'classificazione', 'cursor', 'limit'].includes(chiave)) return undefined;
    return typeof valore === 'string' && valore.trim() === '' ? undefined : valore;
  });
}

/** Newest first, a page at a time by key (no page 2 of 90,000); the count stops at 10,000. Searched by `cerca_registrazioni`. */
export async function elenca(tx: Tx, ctx: Contesto, registro: string, filtro: FiltroElenco): Promise<Elenco> {
  const { id } = await trovaRegistro(tx, registro);
  const limite = filtro.limit ?? 50;
  const da = filtro.cursor ? leggiCursore(filtro.cursor) : undefined;
  const { principali, ancheAperte, vietata } = vista(ctx);
  const { rows: trovate } = await sql<{ ids: string[]; totale: number | null }>`
    SELECT ids, totale FROM cerca_registrazioni(${id}, ${condizioni(filtro)}, ${domandaTesto(filtro.q)},
      ${vociSotto(filtro.classificazione)}, ${vietata}, ${principali}::uuid[], ${ancheAperte}, ${da ? new Date(da.istante) : null}, ${da?.numero ?? null},
      ${limite + 1})`.execute(tx);
  const ids = trovate[0]?.ids ?? [];
  const totale = trovate[0]?.totale ?? da?.totale ?? 0;
  const { rows } = await sql<{
    anno: number;
    numero: number;
    istante: Date;
    flusso: 'E' | 'U' | 'I';
    oggetto: string;
    corrispondenti: string;
    annullata: boolean;
    rettificata: boolean;
    mezzo: string | null;
    voce: string | null;
    unita: string | null;
    numero_allegati: number;
    riservatezza: Riservatezza;
    dati_particolari: boolean;
    dati_giudiziari: boolean;
    gara_fino_a: Date | null;
  }>`
    SELECT scheda.anno, scheda.numero, scheda.istante, scheda.flusso, ${inElenco('scheda', 'oggetto')} AS oggetto,
      ${inElenco('scheda', 'corrispondenti')} AS corrispondenti, scheda.annullata, scheda.riservatezza, scheda.dati_particolari,
      scheda.dati_giudiziari, scheda.gara_fino_a,
      scheda.rettificata, scheda.mezzo, v.codice AS voce, u.denominazione AS unita, scheda.numero_allegati
    FROM scheda LEFT JOIN voce_titolario v ON v.id = scheda.voce_titolario_id LEFT JOIN unita u ON u.id = scheda.unita_competente_id
    WHERE scheda.registrazione_id = ANY (${ids}::uuid[])
    ORDER BY scheda.istante DESC, scheda.numero DESC`.execute(tx);
  const pagina = rows.slice(0, limite);
  const ultima = pagina.at(-1);
  return {
    items: pagina.map((r) => ({
      anno: r.anno,
      numero: numeroASetteCifre(r.numero),
      dataRegistrazione: oraDiRoma(r.istante),
      flusso: r.flusso,
      oggetto: r.oggetto,
      corrispondenti: r.corrispondenti,
      stato: r.annullata ? 'annullata' : 'valida',
      rettificata: r.rettificata,
      mezzo: r.mezzo ?? undefined,
      classificazione: r.voce ?? undefined,
      unitaCompetente: r.unita ?? undefined,
      numeroAllegati: r.numero_allegati,
      riservatezza: r.riservatezza,
      datiParticolari: r.dati_particolari,
      datiGiudiziari: r.dati_giudiziari,
      garaFinoA: r.gara_fino_a && r.gara_fino_a > new Date() ? oraDiRoma(r.gara_fino_a) : undefined,
    })),
    cursor:
      rows.length > limite && ultima
        ? scriviCursore({ istante: ultima.istante.getTime(), numero: ultima.numero, totale })
        : undefined,
    totale: Math.min(totale, CONTEGGIO_MASSIMO),
    totaleLimitato: totale > CONTEGGIO_MASSIMO,
  };
}
