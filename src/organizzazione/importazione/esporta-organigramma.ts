import { INIZIO_CSV, rigaCsv } from '#platform/csv';
import type { Tx } from '#platform/db';
import { findEsportate } from './importazione.queries.ts';

const COLONNE = [
  'Codice',
  'Denominazione',
  'Tipo',
  'Padre',
  'UOP',
  'UU',
  'Ufficio protocollo',
  'Ordine',
  'Indirizzo',
  'E-mail',
  'PEC',
  'Telefono',
  'Codice univoco',
  'Responsabile',
  'Servizio protocollo',
];
const siNo = (si: boolean): string => (si ? 'sì' : 'no');

/** The chart of a day as CSV; the columns that `leggiOrganigramma` reads are named so that it reads them. */
export async function esportaOrganigramma(tx: Tx, giorno: string): Promise<string> {
  const righe = await findEsportate(tx, giorno);
  return (
    INIZIO_CSV +
    rigaCsv(COLONNE) +
    righe
      .map(({ codice, stato: s, responsabili, servizio }) =>
        rigaCsv([
          codice,
          s.denominazione,
          s.tipo,
          s.padre,
          siNo(s.uop),
          siNo(s.uu),
          siNo(s.ufficioProtocollo),
          s.ordine,
          s.indirizzo,
          s.email,
          s.pec,
          s.telefono,
          s.codiceUnivoco,
          responsabili,
          siNo(servizio),
        ]),
      )
      .join('')
  );
}
