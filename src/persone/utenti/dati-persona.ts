import { codiceFiscalePersonaEsatto } from '#platform/codice-fiscale';
import { sqlstate } from '#platform/db';
import { Rifiuto } from '#platform/http';
import type { ModificaUtente } from './utenti.schema.ts';

/**
 * The columns of a person's data. The tax code must agree with its own check digit.
 *
 * @throws Rifiuto `utente.codice-fiscale`
 */
export function colonneDi(dati: ModificaUtente) {
  const codiceFiscale = dati.codiceFiscale?.toUpperCase() ?? null;
  if (codiceFiscale !== null && !codiceFiscalePersonaEsatto(codiceFiscale))
    throw new Rifiuto({
      codice: 'utente.codice-fiscale',
      categoria: 'nonValido',
      dettaglio: 'Il codice fiscale non è esatto: il carattere di controllo non torna.',
      campo: 'codiceFiscale',
    });
  return {
    nome: dati.nome.trim(),
    cognome: dati.cognome.trim(),
    email: dati.email ?? null,
    codice_fiscale: codiceFiscale,
    rapporto: dati.rapporto,
    incaricato_dal: dati.incaricato?.dal ?? null,
    incaricato_atto: dati.incaricato?.atto.trim() ?? null,
    dati_particolari: dati.incaricato?.datiParticolari ?? false,
    dati_giudiziari: dati.incaricato?.datiGiudiziari ?? false,
  };
}

/** What the database's own refusal means: one user name for one account, one active account for one person (RN-11.5). */
export function comeRifiuto(errore: unknown): unknown {
  if (sqlstate(errore) !== '23505') return errore;
  const { constraint } = errore as { constraint?: string };
  if (constraint === 'utente_persona')
    return new Rifiuto({
      codice: 'utente.persona-gia-attiva',
      categoria: 'conflitto',
      dettaglio: 'C’è già un utente attivo per la stessa persona (RN-11.5): disattivarlo, o usare quello.',
      campo: 'codiceFiscale',
    });
  return new Rifiuto({
    codice: 'utente.nome-usato',
    categoria: 'conflitto',
    dettaglio: 'Il nome utente è già in uso.',
    campo: 'nomeUtente',
  });
}
