import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { leggiCsv } from '#platform/csv';
import { findPiani } from './piani.queries.ts';
import type { EsitoPiano, NuovoPiano } from './piani.schema.ts';

type Regola = {
  codice: string;
  voce: string | null;
  anni: number | null;
  permanente: boolean;
  nota: string | null;
};

/**
 * Loads a plan whole, as a new version that is in force from its day on (RN-41.2). Rows about entries that the titolario in use
 * does not have are kept and reported; rows that cannot be read, or say the same entry twice, are reported and left out.
 *
 * @throws Rifiuto `piano.senza-righe`, `piano.nome-gia-usato`, `importazione.illeggibile`, `importazione.colonna-mancante`
 */
export async function caricaPiano(tx: Tx, ctx: Contesto, nuovo: NuovoPiano): Promise<EsitoPiano> {
  const { regole, scartate } = nuovo.csv === undefined ? daRighe(nuovo.righe ?? []) : daCsv(nuovo.csv);
  if (regole.length === 0)
    throw new Rifiuto({
      codice: 'piano.senza-righe',
      categoria: 'nonValido',
      dettaglio: 'Il piano non ha nessuna riga leggibile.',
      campo: nuovo.csv === undefined ? 'righe' : 'csv',
      dati: { scartate },
    });
  const id = await scriviTestata(tx, ctx, nuovo);
  const { rows } = await sql<{ riga: string; abbinata: boolean; ripetuta: boolean }>`
    WITH date AS (
      SELECT r.*, n FROM jsonb_array_elements(${JSON.stringify(regole)}::jsonb) WITH ORDINALITY x (j, n),
        jsonb_to_record(j) AS r (codice text, voce text, anni integer, permanente boolean, nota text)
    ), abbinate AS (
      SELECT d.*, coalesce(f.identita, CASE WHEN d.voce IS NULL THEN v.identita END) AS identita
      FROM date d
      LEFT JOIN voce_titolario v ON v.titolario_id = titolario_al(oggi_a_roma()) AND v.codice = d.codice
      LEFT JOIN LATERAL (SELECT y.identita FROM voce_titolario y WHERE y.padre_id = v.id AND y.codice IS NULL
        AND testo_indice(y.denominazione) = testo_indice(d.voce) LIMIT 1) f ON true
    ), contate AS (
      SELECT a.*, row_number() OVER (PARTITION BY coalesce(a.identita::text, a.codice || '/' || coalesce(a.voce, '')) ORDER BY a.n) AS volta
      FROM abbinate a
    ), scritte AS (
      INSERT INTO piano_regola (ente_id, piano_id, ordine, codice, voce, voce_identita, anni, permanente, nota)
      SELECT ${ctx.ente.id}, ${id}, n, codice, voce, identita, anni, permanente, nota FROM contate WHERE volta = 1
    )
    SELECT concat_ws(' ', codice, voce) AS riga, identita IS NOT NULL AS abbinata, volta > 1 AS ripetuta FROM contate ORDER BY n`.execute(
    tx,
  );
  const [piano] = await findPiani(tx, id);
  if (!piano) throw new Error('Il piano appena scritto non c’è');
  const esito: EsitoPiano = {
    piano,
    nonAbbinate: rows.filter((r) => !r.abbinata && !r.ripetuta).map((r) => r.riga),
    scartate: [...scartate, ...rows.filter((r) => r.ripetuta).map((r) => `${r.riga}: ripetuta`)],
  };
  await traccia(tx, ctx, 'piano-conservazione.caricato', { tipo: 'piano-conservazione', id }, esito);
  return esito;
}

async function scriviTestata(tx: Tx, ctx: Contesto, nuovo: NuovoPiano): Promise<string> {
  try {
    const { id } = await tx
      .insertInto('piano_conservazione')
      .values({
        ente_id: ctx.ente.id,
        denominazione: nuovo.denominazione.trim(),
        fonte: nuovo.fonte.trim(),
        in_vigore_dal: nuovo.inVigoreDal,
        caricato_da: ctx.attore,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  } catch (errore) {
    if (sqlstate(errore) !== '23505') throw errore;
    throw new Rifiuto({
      codice: 'piano.nome-gia-usato',
      categoria: 'conflitto',
      dettaglio: `C’è già un piano «${nuovo.denominazione}»: a una nuova versione si dà un altro nome.`,
      campo: 'denominazione',
    });
  }
}

type Lette = { regole: Regola[]; scartate: string[] };

function daRighe(righe: NonNullable<NuovoPiano['righe']>): Lette {
  const scartate: string[] = [];
  const regole = righe.flatMap((r): Regola[] => {
    const permanente = r.permanente ?? false;
    if (permanente === (r.anni !== undefined)) {
      scartate.push(`${r.codice}${r.voce ? ` ${r.voce}` : ''}: né anni né permanente, o tutti e due`);
      return [];
    }
    return [
      {
        codice: r.codice.trim().toUpperCase(),
        voce: r.voce?.trim() ?? null,
        anni: r.anni ?? null,
        permanente,
        nota: r.nota ?? null,
      },
    ];
  });
  return { regole, scartate };
}

function daCsv(csv: string): Lette {
  const scartate: string[] = [];
  const righe = leggiCsv(
    csv,
    {
      codice: ['classificazione', 'classe'],
      voce: ['descrizione', 'tipologia'],
      conservazione: ['anni', 'tempo', 'tempodiconservazione', 'tempiconservazione'],
      nota: ['note'],
    },
    ['codice', 'conservazione'],
  );
  const regole = righe.flatMap(({ linea, celle }): Regola[] => {
    const permanente = /^(perm\p{L}*|illimitat[oa]|perpetu[oa]|sempre)\.?$/iu.test(celle.conservazione);
    const anni = /^(\d{1,3})\s*(anni|anno|a\.?)?$/i.exec(celle.conservazione)?.[1];
    const n = Number(anni ?? 0);
    if (celle.codice === '' || (!permanente && (n < 1 || n > 200))) {
      scartate.push(`riga ${linea}: ${celle.codice} «${celle.conservazione}»`);
      return [];
    }
    return [
      {
        codice: celle.codice.toUpperCase(),
        voce: celle.voce || null,
        anni: permanente ? null : n,
        permanente,
        nota: celle.nota || null,
      },
    ];
  });
  return { regole, scartate };
}
