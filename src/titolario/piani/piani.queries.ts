import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { oggi } from '../titolario.queries.ts';
import type { ElencoPiani, PianoIntero, TestataPiano } from './piani.schema.ts';
import { pianoInVigore } from './regole-in-vigore.ts';

/** All the plans, the newest first. */
export async function findPiani(tx: Tx, id?: string): Promise<TestataPiano[]> {
  const corrente = await pianoInVigore(tx, await oggi(tx));
  let domanda = tx
    .selectFrom('piano_conservazione as p')
    .select((eb) => [
      'p.id',
      'p.denominazione',
      'p.fonte',
      'p.in_vigore_dal',
      'p.caricato_il',
      'p.caricato_da',
      eb
        .selectFrom('piano_regola as r')
        .whereRef('r.piano_id', '=', 'p.id')
        .select((e) => e.fn.countAll<number>().as('n'))
        .$asScalar()
        .$notNull()
        .as('regole'),
    ])
    .orderBy('p.in_vigore_dal', 'desc')
    .orderBy('p.caricato_il', 'desc');
  if (id !== undefined) domanda = domanda.where('p.id', '=', id);
  const righe = await domanda.execute();
  return righe.map((p) => ({
    id: p.id,
    denominazione: p.denominazione,
    fonte: p.fonte,
    inVigoreDal: p.in_vigore_dal,
    corrente: p.id === corrente?.id,
    caricatoIl: p.caricato_il.toISOString(),
    caricatoDa: p.caricato_da,
    regole: p.regole,
  }));
}

/**
 * Entries of the titolario in use one can classify under, for which the plan in force says nothing, not even for what is
 * above them (RN-A.19). Without a plan, all of them.
 */
export async function senzaConservazione(tx: Tx): Promise<ElencoPiani['mancanti']> {
  const piano = await pianoInVigore(tx, await oggi(tx));
  const { rows } = await sql<{ codice: string; denominazione: string }>`
    WITH RECURSIVE albero AS (
      SELECT v.id, v.codice, v.denominazione, v.chiusa, ARRAY[v.numero] AS ordine, ARRAY[v.identita] AS identita
      FROM voce_titolario v WHERE v.titolario_id = titolario_al(oggi_a_roma()) AND v.padre_id IS NULL
      UNION ALL
      SELECT v.id, v.codice, v.denominazione, v.chiusa, a.ordine || v.numero, a.identita || v.identita
      FROM voce_titolario v JOIN albero a ON v.padre_id = a.id WHERE v.codice IS NOT NULL
    )
    SELECT a.codice, a.denominazione FROM albero a
    WHERE NOT a.chiusa
      AND NOT EXISTS (SELECT FROM voce_titolario f WHERE f.padre_id = a.id AND f.codice IS NOT NULL AND NOT f.chiusa)
      AND NOT EXISTS (SELECT FROM piano_regola r WHERE r.piano_id = ${piano?.id ?? null} AND r.voce_identita = ANY (a.identita))
    ORDER BY a.ordine`.execute(tx);
  return rows;
}

/** @throws Rifiuto `piano.non-trovato` */
export async function leggiPiano(tx: Tx, id: string): Promise<PianoIntero> {
  const [testata] = await findPiani(tx, id);
  if (!testata)
    throw new Rifiuto({
      codice: 'piano.non-trovato',
      categoria: 'nonTrovato',
      dettaglio: 'Il piano di conservazione non esiste.',
    });
  const righe = await tx
    .selectFrom('piano_regola')
    .select(['codice', 'voce', 'voce_identita', 'anni', 'permanente', 'nota'])
    .where('piano_id', '=', id)
    .orderBy('ordine')
    .execute();
  return {
    ...testata,
    righe: righe.map((r) => ({
      codice: r.codice,
      ...(r.voce !== null && { voce: r.voce }),
      ...(r.anni !== null && { anni: r.anni }),
      permanente: r.permanente,
      ...(r.nota !== null && { nota: r.nota }),
      abbinata: r.voce_identita !== null,
    })),
  };
}
