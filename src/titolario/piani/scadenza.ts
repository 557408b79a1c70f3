import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { oggi } from '../titolario.queries.ts';
import type { Scadenza } from './piani.schema.ts';
import { pianoInVigore } from './regole-in-vigore.ts';

export type Conservata = { permanente: boolean; anni: number | null };

/**
 * The rule of the plan for an entry: its own, else the one of the nearest entry above it (RN-41.1). Undefined when the plan says
 * nothing.
 *
 * @param voceId entry of any version: rules are by identity
 */
export async function regolaDi(tx: Tx, pianoId: string, voceId: string): Promise<Conservata | undefined> {
  const { rows } = await sql<Conservata>`
    WITH RECURSIVE sopra AS (
      SELECT v.identita, v.padre_id, 0 AS passo FROM voce_titolario v WHERE v.id = ${voceId}
      UNION ALL SELECT p.identita, p.padre_id, s.passo + 1 FROM voce_titolario p JOIN sopra s ON p.id = s.padre_id
    )
    SELECT r.permanente, r.anni FROM sopra s JOIN piano_regola r ON r.voce_identita = s.identita AND r.piano_id = ${pianoId}
    ORDER BY s.passo LIMIT 1`.execute(tx);
  return rows[0];
}

/**
 * Until when something closed that day is kept, and whether it may be proposed for scarto: 10 years, closed in 2020, kept
 * to 31/12/2030 (RN-41.1). What is permanent never may.
 *
 * @throws Rifiuto `piano.assente`, `piano.senza-regola`, `titolario.voce-sconosciuta`
 */
export async function scadenza(
  tx: Tx,
  domanda: { classificazione: string; voce?: string; chiusoIl: string; al?: string },
): Promise<Scadenza> {
  const al = domanda.al ?? (await oggi(tx));
  const piano = await pianoInVigore(tx, al);
  if (!piano)
    throw new Rifiuto({
      codice: 'piano.assente',
      categoria: 'nonTrovato',
      dettaglio: 'Nessun piano di conservazione è in vigore in quel giorno.',
    });
  const { rows } = await sql<{ id: string }>`
    SELECT coalesce(f.id, v.id) AS id FROM voce_titolario v
    LEFT JOIN voce_titolario f ON f.padre_id = v.id AND f.codice IS NULL
      AND testo_indice(f.denominazione) = testo_indice(${domanda.voce ?? null})
    WHERE v.titolario_id = titolario_al(oggi_a_roma()) AND v.codice = ${domanda.classificazione}
      AND (${domanda.voce ?? null}::text IS NULL OR f.id IS NOT NULL) LIMIT 1`.execute(tx);
  const [voce] = rows;
  if (!voce)
    throw new Rifiuto({
      codice: 'titolario.voce-sconosciuta',
      categoria: 'nonTrovato',
      dettaglio: `La voce «${domanda.classificazione}${domanda.voce ? ` ${domanda.voce}` : ''}» non è nel titolario in uso.`,
    });
  const regola = await regolaDi(tx, piano.id, voce.id);
  if (!regola)
    throw new Rifiuto({
      codice: 'piano.senza-regola',
      categoria: 'nonTrovato',
      dettaglio: `Il piano «${piano.denominazione}» non dice per quanto si conserva ${domanda.classificazione}.`,
    });
  if (regola.anni === null) return { permanente: true, scartabile: false, piano: piano.denominazione };
  const { rows: fini } = await sql<{ fino: string }>`
    SELECT conservare_fino(${domanda.chiusoIl}, ${regola.anni}) AS fino`.execute(tx);
  const fino = fini[0]?.fino ?? '';
  return {
    permanente: false,
    anni: regola.anni,
    conservareFino: fino,
    scartabile: al > fino,
    piano: piano.denominazione,
  };
}
