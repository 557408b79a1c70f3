import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { operazioniDi } from '../log/operazioni.ts';
import type { Quadro } from './quadro.schema.ts';
import { nelPeriodo, type Periodo } from './volumi.ts';

/**
 * Who was not let in, when and from where (RN-11.8).
 *
 * @param nomi whether the asker may know of whom: the audit trail is not of everybody who looks at the panel
 */
export async function rifiuti(tx: Tx, periodo: Periodo, nomi: boolean): Promise<Quadro['rifiuti']> {
  const dove = sql`t.operazione = ANY (${operazioniDi(['rifiuti'])}::text[]) AND ${nelPeriodo('t.istante', periodo)}`;
  const { rows: perGiorno } = await sql<{ giorno: string; quanti: number }>`
    SELECT (t.istante AT TIME ZONE 'Europe/Rome')::date::text AS giorno, count(*) AS quanti FROM traccia t WHERE ${dove}
    GROUP BY 1 ORDER BY 1`.execute(tx);
  const origini = sql<{ attore: string; ip: string | null; quanti: number }>`
    SELECT t.attore, t.ip, count(*) AS quanti FROM traccia t WHERE ${dove}
    GROUP BY t.attore, t.ip ORDER BY count(*) DESC, t.attore LIMIT 10`;
  const perOrigine = nomi ? (await origini.execute(tx)).rows : [];
  return {
    totale: perGiorno.reduce((n, g) => n + g.quanti, 0),
    perGiorno,
    perOrigine: perOrigine.map(({ ip, ...o }) => ({ ...o, ...(ip !== null && { ip }) })),
  };
}

/** What had to be corrected after it was registered, and where it had been registered. */
export async function correzioni(tx: Tx, periodo: Periodo): Promise<Quadro['correzioni']> {
  const { rows: conti } = await sql<{ annullamenti: number; rettifiche: number; modifiche: number }>`
    SELECT (SELECT count(*) FROM annullamento a WHERE ${nelPeriodo('a.istante', periodo)}) AS annullamenti,
      (SELECT count(*) FROM rettifica r WHERE ${nelPeriodo('r.istante', periodo)}) AS rettifiche,
      (SELECT count(*) FROM variazione v WHERE ${nelPeriodo('v.istante', periodo)}) AS modifiche`.execute(tx);
  const { rows } = await sql<{
    codice: string;
    denominazione: string;
    registrazioni: number;
    corrette: number;
  }>`
    SELECT u.codice, u.denominazione, count(*) AS registrazioni, count(*) FILTER (WHERE s.annullata OR s.rettificata) AS corrette
    FROM scheda s JOIN registrazione r ON r.id = s.registrazione_id JOIN unita u ON u.id = r.unita_id
    WHERE ${nelPeriodo('s.istante', periodo)} GROUP BY u.codice, u.denominazione
    ORDER BY count(*) FILTER (WHERE s.annullata OR s.rettificata) DESC, count(*) DESC, u.codice`.execute(tx);
  return {
    ...(conti[0] ?? { annullamenti: 0, rettifiche: 0, modifiche: 0 }),
    perUfficio: rows.map(({ codice, denominazione, ...n }) => ({ ufficio: { codice, denominazione }, ...n })),
  };
}
