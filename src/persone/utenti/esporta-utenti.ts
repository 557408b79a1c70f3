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
    .select((eb) => [
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
      eb
        .selectFrom('incarico as i')
        .innerJoin('unita as n', 'n.id', 'i.unita_id')
        .whereRef('i.utente_id', '=', 'u.id')
        .select((e) =>
          e.fn
            .agg<string>('string_agg', [
              e.fn<string>('concat', ['i.profilo', e.val(' presso '), 'n.denominazione']),
              e.val(', '),
            ])
            .as('a'),
        )
        .as('autorizzazioni'),
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
