import { sql } from 'kysely';
import { sqlstate, type Tx } from '#platform/db';
import { Rifiuto, type Categoria } from '#platform/http';

const rifiuto = (codice: string, categoria: Categoria, dettaglio: string, campo?: string): Rifiuto =>
  new Rifiuto({ codice: `unita.${codice}`, categoria, dettaglio, ...(campo !== undefined && { campo }) });

export const nonTrovata = (codice: string): Rifiuto =>
  rifiuto('non-trovata', 'nonTrovato', `L’unità «${codice}» non esiste.`);
export const sconosciuta = (codice: string, campo: string): Rifiuto =>
  rifiuto('sconosciuta', 'nonValido', `L’unità «${codice}» non esiste.`, campo);
export const codiceUsato = (codice: string): Rifiuto =>
  rifiuto('codice-usato', 'conflitto', `C’è già un’unità con il codice «${codice}».`, 'codice');
export const giaChiusa = (): Rifiuto =>
  rifiuto('chiusa', 'conflitto', 'L’unità in quel giorno è chiusa: non si può cambiare.');
export const nonAncora = (): Rifiuto =>
  rifiuto('non-ancora', 'nonValido', 'In quel giorno l’unità non c’è ancora.', 'dal');
export const nullaCambia = (): Rifiuto =>
  rifiuto('nessuna-variazione', 'nonValido', 'Non è indicato nulla di diverso da come è già.');
export const nelPassato = (): Rifiuto =>
  rifiuto('decorrenza', 'nonValido', 'La decorrenza è da oggi in poi: il passato resta com’era.', 'dal');
export const giaInVigore = (): Rifiuto =>
  rifiuto('gia-in-vigore', 'conflitto', 'La variazione ha già avuto effetto: non si può ritirare.');
export const variazioniSuccessive = (giorno: string): Rifiuto =>
  rifiuto(
    'variazioni-successive',
    'conflitto',
    `C’è già una variazione decisa per il ${italiana(giorno)}: va prima ritirata.`,
  );
export const successoreChiuso = (codice: string): Rifiuto =>
  rifiuto(
    'successore',
    'nonValido',
    `«${codice}» in quel giorno non è un’unità aperta: non può continuare il lavoro.`,
    'successori',
  );
export const nonChiusa = (): Rifiuto =>
  rifiuto('non-chiusa', 'conflitto', 'L’unità non è chiusa: i successori si indicano alla chiusura.');
export const protocolloSenzaUop = (): Rifiuto =>
  rifiuto(
    'protocollo-senza-uop',
    'nonValido',
    'L’Ufficio Protocollo è sempre un’unità di registrazione (UOP).',
    'ufficioProtocollo',
  );

const italiana = (giorno: string): string => giorno.split('-').reverse().join('/');

/**
 * Runs now the checks that the database keeps for the end of the transaction, so that what it refuses is said in words.
 *
 * @throws Rifiuto `unita.albero` a unit would hang from nothing; `unita.servizio-protocollo` the Servizio would be closed (RN-4.1)
 */
export async function verificaAlbero(tx: Tx): Promise<void> {
  try {
    // Not all of them: that each change has its line of the audit trail is still to be asked at the end.
    await sql`SET CONSTRAINTS albero, servizio_protocollo IMMEDIATE`.execute(tx);
    await sql`SET CONSTRAINTS albero, servizio_protocollo DEFERRED`.execute(tx);
  } catch (errore) {
    throw rifiutoBancaDati(errore);
  }
}

/** What the database refused, in the words of the office. */
export function rifiutoBancaDati(errore: unknown): unknown {
  switch (sqlstate(errore)) {
    case 'TB060':
      return nelPassato();
    case 'TB061':
      return rifiuto(
        'albero',
        'conflitto',
        `${errore instanceof Error ? errore.message : ''}: prima vanno spostate o chiuse le unità che comprende.`,
      );
    case 'TB062':
      return rifiuto(
        'servizio-protocollo',
        'conflitto',
        'È il servizio di protocollo e archivi: prima va designata un’altra unità (RN-4.1).',
      );
    default:
      return errore;
  }
}
