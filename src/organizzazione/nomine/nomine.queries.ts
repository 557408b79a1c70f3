import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { ElencoNomine, Nomina, RuoloNomina } from './nomine.schema.ts';

/** Appointments from the latest, one alone when `id` is given. */
export async function findNomine(tx: Tx, id?: string): Promise<Nomina[]> {
  const righe = await tx
    .selectFrom('nomina as n')
    .innerJoin('utente as u', 'u.id', 'n.utente_id')
    .select([
      'n.id',
      'n.ruolo',
      'u.id as utenteId',
      'u.nome',
      'u.cognome',
      'n.dal',
      'n.al',
      'n.atto',
      'n.atto_fine',
      'n.scritta_da',
      'n.scritta_il',
      sql<
        Nomina['stato']
      >`CASE WHEN n.dal > oggi_a_roma() THEN 'futura' WHEN n.al < oggi_a_roma() THEN 'cessata'
        ELSE 'in-carica' END`.as('stato'),
    ])
    .$if(id !== undefined, (q) => q.where('n.id', '=', id ?? ''))
    .orderBy('n.dal', 'desc')
    .orderBy('n.id', 'desc')
    .limit(500)
    .execute();
  return righe.map((r) => ({
    id: r.id,
    ruolo: r.ruolo as RuoloNomina,
    utente: { id: r.utenteId, nome: r.nome, cognome: r.cognome },
    dal: r.dal,
    ...(r.al !== null && { al: r.al }),
    atto: r.atto,
    ...(r.atto_fine !== null && { attoFine: r.atto_fine }),
    stato: r.stato,
    scrittaDa: r.scritta_da,
    scrittaIl: r.scritta_il.toISOString(),
  }));
}

/** The heads of the open Aree: the power is the incarico, and the date is when it began. */
export async function findResponsabiliArea(tx: Tx): Promise<ElencoNomine['responsabiliArea']> {
  const { rows } = await sql<{
    codice: string;
    denominazione: string;
    responsabili: { id: string; nome: string; cognome: string; dal: string | null }[];
  }>`
    SELECT a.codice, a.denominazione, coalesce(r.chi, '[]') AS responsabili FROM unita a
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('id', p.id, 'nome', p.nome, 'cognome', p.cognome, 'dal', s.dal) ORDER BY p.cognome) AS chi
      FROM incarico i JOIN utente p ON p.id = i.utente_id AND p.attivo
      LEFT JOIN unita_responsabile s ON s.incarico_id = i.id AND coalesce(s.al, 'infinity') > clock_timestamp()
      WHERE i.unita_id = a.id AND i.responsabile_unita) r ON true
    WHERE a.tipo = 'area' AND a.attiva ORDER BY a.ordine, a.codice`.execute(tx);
  return rows.map(({ codice, denominazione, responsabili }) => ({
    area: { codice, denominazione },
    responsabili: responsabili.map(({ dal, ...r }) => ({
      ...r,
      ...(dal !== null && { dal: new Date(dal).toISOString() }),
    })),
  }));
}
