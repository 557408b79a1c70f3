import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { DestinatariAssegnabili } from './assegnazioni.schema.ts';

/** The offices a document can be assigned to, with their Area and the people who work there. */
export async function destinatariAssegnabili(tx: Tx): Promise<DestinatariAssegnabili> {
  const { rows } = await sql<DestinatariAssegnabili['items'][number] & { area: string | null }>`
    WITH RECURSIVE sopra AS (
      SELECT u.id AS uu, u.id, u.padre_id, u.tipo, u.denominazione FROM unita u WHERE u.uu AND u.attiva
      UNION
      SELECT s.uu, p.id, p.padre_id, p.tipo, p.denominazione FROM sopra s JOIN unita p ON p.id = s.padre_id
    )
    SELECT u.codice, u.denominazione, (SELECT s.denominazione FROM sopra s WHERE s.uu = u.id AND s.tipo = 'area' LIMIT 1) AS area,
      (SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('id', p.id, 'nome', p.cognome || ' ' || p.nome)), '[]')
        FROM incarico i JOIN utente p ON p.id = i.utente_id AND p.attivo
        WHERE i.unita_id = u.id AND i.profilo <> 'amministratore') AS persone
    FROM unita u WHERE u.uu AND u.attiva ORDER BY u.denominazione`.execute(tx);
  return {
    items: rows.map((r) => ({
      ...r,
      area: r.area ?? undefined,
      persone: [...r.persone].sort((a, b) => a.nome.localeCompare(b.nome, 'it')),
    })),
  };
}
