import { sql } from 'kysely';
import { INIZIO_CSV, rigaCsv } from '#platform/csv';
import type { Tx } from '#platform/db';

const COLONNE = [
  'Nome utente',
  'Cognome',
  'Nome',
  'Codice fiscale',
  'E-mail',
  'Rapporto',
  'Attivo',
  'Incaricato dal',
  'Atto di nomina',
  'Dati particolari',
  'Dati giudiziari',
  'Autorizzazioni in vigore',
];
const siNo = (si: boolean): string => (si ? 'sì' : 'no');

/** Every account with what it may do today, as CSV; the columns that `importaUtenti` reads are named so that it reads them. */
export async function esportaUtenti(tx: Tx): Promise<string> {
  const righe = await tx
    .selectFrom('utente as u')
    .select([
      'u.nome_utente',
      'u.cognome',
      'u.nome',
      'u.codice_fiscale',
      'u.email',
      'u.rapporto',
      'u.attivo',
      'u.incaricato_dal',
      'u.incaricato_atto',
      'u.dati_particolari',
      'u.dati_giudiziari',
      sql<
        string | null
      >`(SELECT string_agg(i.profilo || ' presso ' || n.denominazione, ', ' ORDER BY n.denominazione)
        FROM incarico i JOIN unita n ON n.id = i.unita_id WHERE i.utente_id = u.id)`.as('autorizzazioni'),
    ])
    .orderBy('u.cognome')
    .orderBy('u.nome')
    .orderBy('u.id')
    .execute();
  return (
    INIZIO_CSV +
    rigaCsv(COLONNE) +
    righe
      .map((u) =>
        rigaCsv([
          u.nome_utente,
          u.cognome,
          u.nome,
          u.codice_fiscale,
          u.email,
          u.rapporto,
          siNo(u.attivo),
          u.incaricato_dal,
          u.incaricato_atto,
          siNo(u.dati_particolari),
          siNo(u.dati_giudiziari),
          u.autorizzazioni,
        ]),
      )
      .join('')
  );
}
