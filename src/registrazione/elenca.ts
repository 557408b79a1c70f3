import { sql, type SqlBool } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { numeroASetteCifre } from '#segnatura';
import { soloVisibili, trovaRegistro } from './registrazione.queries.ts';
import type { Elenco, FiltroElenco } from './registrazione.schema.ts';

const CONTEGGIO_MASSIMO = 10_000;

type Cursore = { anno: number; numero: number };

function leggiCursore(testo: string): Cursore {
  const [, anno, numero] = /^(\d{4})-(\d+)$/.exec(Buffer.from(testo, 'base64url').toString()) ?? [];
  if (!anno || !numero) {
    throw new Rifiuto({
      codice: 'elenco.cursore-non-valido',
      categoria: 'nonValido',
      campo: 'cursor',
      dettaglio: 'Il cursore non è di questo elenco.',
    });
  }
  return { anno: Number(anno), numero: Number(numero) };
}

const scriviCursore = (c: Cursore): string => Buffer.from(`${c.anno}-${c.numero}`).toString('base64url');

/** Words by Italian stem, quotes and minus as in any search box; the last word also as the beginning of one still being typed. */
function domandaTesto(q: string) {
  const testo = q.trim();
  const ultima = /(?:^|\s)([\p{L}\p{N}]{3,})$/u.exec(testo)?.[1];
  const traVirgolette = (testo.match(/"/g)?.length ?? 0) % 2 === 1;
  if (!ultima || traVirgolette) return sql`websearch_to_tsquery('italiano', ${testo})`;
  const resto = testo.slice(0, -ultima.length);
  return sql`(websearch_to_tsquery('italiano', ${resto}) && (to_tsquery('italiano_parole', ${`${ultima}:*`}) || websearch_to_tsquery('italiano', ${ultima})))`;
}

function condizioni(ctx: Contesto, registroId: string, f: FiltroElenco) {
  const c = [sql<SqlBool>`scheda.registro_id = ${registroId}`, soloVisibili(ctx)];
  if (f.q?.trim()) c.push(sql`scheda.ricerca @@ ${domandaTesto(f.q)}`);
  // Legal days are those of Rome; the bounds are turned into instants so that an index can be used.
  if (f.dal) c.push(sql`scheda.istante >= (${f.dal}::date::timestamp AT TIME ZONE 'Europe/Rome')`);
  if (f.al) c.push(sql`scheda.istante < ((${f.al}::date + 1)::timestamp AT TIME ZONE 'Europe/Rome')`);
  if (f.flusso) c.push(sql`scheda.flusso = ${f.flusso}`);
  if (f.mezzo) c.push(sql`scheda.mezzo = ${f.mezzo}`);
  if (f.luogo) c.push(sql`testo_ricerca(scheda.luogo) LIKE '%' || testo_ricerca(${f.luogo}) || '%'`);
  if (f.rpa) c.push(sql`testo_ricerca(scheda.rpa) LIKE '%' || testo_ricerca(${f.rpa}) || '%'`);
  if (f.stato === 'annullata') c.push(sql`scheda.annullata`);
  if (f.stato === 'valida') c.push(sql`NOT scheda.annullata`);
  if (f.stato === 'rettificata') c.push(sql`scheda.rettificata`);
  if (f.classificazione) {
    c.push(
      sql`scheda.voce_titolario_id IN (SELECT v.id FROM voce_titolario v WHERE v.codice = ${f.classificazione} OR v.codice LIKE ${`${f.classificazione.replaceAll(/[\\%_]/g, '\\$&')}.%`})`,
    );
  }
  if (f.protocolloMittente) {
    c.push(
      sql`EXISTS (SELECT FROM registrazione r WHERE r.id = scheda.registrazione_id AND r.protocollo_mittente_numero = ${f.protocolloMittente})`,
    );
  }
  if (f.corrispondente) {
    c.push(sql`EXISTS (SELECT FROM corrispondente c WHERE c.registrazione_id = scheda.registrazione_id
      AND (c.codice_fiscale = upper(${f.corrispondente}) OR testo_ricerca(c.nominativo) LIKE '%' || testo_ricerca(${f.corrispondente}) || '%'))`);
  }
  return sql.join(c, sql` AND `);
}

/** Newest first, a page at a time by key (no page 2 of 90,000); the count stops at 10,000 (`lezioni`: never count exactly). */
export async function elenca(tx: Tx, ctx: Contesto, registro: string, filtro: FiltroElenco): Promise<Elenco> {
  const { id } = await trovaRegistro(tx, registro);
  const limite = filtro.limit ?? 50;
  const dove = condizioni(ctx, id, filtro);
  const cursore = filtro.cursor ? leggiCursore(filtro.cursor) : undefined;
  const dopo = cursore ? sql`(scheda.anno, scheda.numero) < (${cursore.anno}, ${cursore.numero})` : sql`true`;
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
  }>`
    SELECT scheda.anno, scheda.numero, scheda.istante, scheda.flusso, scheda.oggetto, scheda.corrispondenti, scheda.annullata,
      scheda.rettificata, scheda.mezzo, v.codice AS voce, u.denominazione AS unita, scheda.numero_allegati
    FROM scheda LEFT JOIN voce_titolario v ON v.id = scheda.voce_titolario_id LEFT JOIN unita u ON u.id = scheda.unita_competente_id
    WHERE ${dove} AND ${dopo}
    ORDER BY scheda.anno DESC, scheda.numero DESC LIMIT ${limite + 1}`.execute(tx);
  const { rows: conto } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM (SELECT FROM scheda WHERE ${dove} LIMIT ${CONTEGGIO_MASSIMO + 1}) x`.execute(
    tx,
  );
  const totale = conto[0]?.n ?? 0;
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
    })),
    cursor: rows.length > limite && ultima ? scriviCursore(ultima) : undefined,
    totale: Math.min(totale, CONTEGGIO_MASSIMO),
    totaleLimitato: totale > CONTEGGIO_MASSIMO,
  };
}
