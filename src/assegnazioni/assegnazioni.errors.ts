import { sqlstate } from '#platform/db';
import { Rifiuto } from '#platform/http';

export function nonValido(codice: string, campo: string, dettaglio: string): Rifiuto {
  return new Rifiuto({ codice: `assegnazione.${codice}`, categoria: 'nonValido', campo, dettaglio });
}

export function nonAmmesso(codice: string, dettaglio: string): Rifiuto {
  return new Rifiuto({ codice: `assegnazione.${codice}`, categoria: 'nonAmmesso', dettaglio });
}

export function conflitto(codice: string, dettaglio: string, dati?: Record<string, unknown>): Rifiuto {
  return new Rifiuto({
    codice: `assegnazione.${codice}`,
    categoria: 'conflitto',
    dettaglio,
    ...(dati && { dati }),
  });
}

export const nonTrovata = (): Rifiuto =>
  new Rifiuto({
    codice: 'assegnazione.non-trovata',
    categoria: 'nonTrovato',
    dettaglio: 'L’assegnazione non c’è, o non è visibile al profilo.',
  });

const daBancaDati: Record<string, () => Rifiuto> = {
  TB004: () => conflitto('documento-annullato', 'La registrazione è annullata: non si assegna più.'),
  TB031: () =>
    conflitto(
      'stato-cambiato',
      'Nel frattempo l’assegnazione ha cambiato stato: ricaricare per vederla com’è.',
    ),
  TB032: () =>
    conflitto(
      'conservazione-incompleta',
      'Un file del documento manca o è alterato nell’archivio: si smista quando è ripristinato (art. 34).',
    ),
  TB033: () =>
    conflitto(
      'non-classificato',
      'Il documento non è classificato: va classificato prima di archiviarlo (art. 40).',
    ),
  TB036: () =>
    nonValido(
      'destinatario-non-ammesso',
      'assegnazioni',
      'Si assegna a un ufficio utente (UU) attivo, o a una persona che vi lavora.',
    ),
  TB037: () =>
    conflitto(
      'ritiro-del-giorno',
      'La carta si ritira dal mattino seguente: prima solo se il responsabile del protocollo lo autorizza (art. 35).',
    ),
};

/** What the database refused at the last moment, said as a moment before. */
export function rifiutoBancaDati(errore: unknown): unknown {
  const stato = sqlstate(errore) ?? '';
  if (stato === '23505')
    return conflitto(
      'gia-assegnato',
      'Il documento è già assegnato così: per competenza va a un ufficio solo, e a ciascun ufficio una volta.',
    );
  return daBancaDati[stato]?.() ?? errore;
}
