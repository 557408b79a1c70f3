import type { FastifyBaseLogger } from 'fastify';
import { Rifiuto } from '#platform/http';
import { MultipartError } from '#platform/multipart';
import { ObjectTooLarge, StorageUnavailable } from '#platform/storage';

export function nonTrovato(): Rifiuto {
  return new Rifiuto({
    codice: 'documenti.non-trovato',
    categoria: 'nonTrovato',
    dettaglio: 'Il documento non esiste o non è visibile a chi lo chiede.',
  });
}

export function nonValido(motivo: string, dettaglio: string, campo = 'file'): Rifiuto {
  return new Rifiuto({ codice: `documenti.${motivo}`, categoria: 'nonValido', dettaglio, campo });
}

function inGrande(byte: number): string {
  const unita = ['byte', 'KiB', 'MiB', 'GiB'];
  let [valore, u] = [byte, 0];
  for (; valore >= 1024 && u < unita.length - 1; u++) valore /= 1024;
  return `${new Intl.NumberFormat('it-IT', { maximumFractionDigits: 1 }).format(valore)} ${unita[u]}`;
}

export function troppoGrande(massimo: number): Rifiuto {
  return new Rifiuto({
    codice: 'documenti.troppo-grande',
    categoria: 'troppoGrande',
    dettaglio: `Il file supera la dimensione massima ammessa, ${inGrande(massimo)}.`,
    campo: 'file',
    dati: { massimo },
  });
}

/** The stored bytes are not (all) there any more: nobody gets them, and somebody must look. */
export function alterato(esito: 'altered' | 'missing'): Rifiuto {
  return new Rifiuto({
    codice: esito === 'altered' ? 'documenti.alterato' : 'documenti.mancante',
    categoria: 'nonDisponibile',
    dettaglio:
      esito === 'altered'
        ? 'Il file conservato non corrisponde più alla sua impronta. Il responsabile è stato avvisato.'
        : 'Il file conservato non si trova nell’archivio. Il responsabile è stato avvisato.',
  });
}

/** Turns what the store and the form reader throw into what the office can understand; anything else passes. */
export function comeRifiuto(errore: unknown, log: FastifyBaseLogger, massimo: number): unknown {
  if (errore instanceof ObjectTooLarge) return troppoGrande(massimo);
  if (errore instanceof MultipartError)
    return nonValido(
      'invio-illeggibile',
      'L’invio è incompleto o non è un modulo multipart/form-data in UTF-8.',
    );
  // The client's connection; the database's breaks with the same code and other words.
  if (
    errore instanceof Error &&
    errore.message === 'aborted' &&
    'code' in errore &&
    errore.code === 'ECONNRESET'
  )
    return nonValido('invio-interrotto', 'L’invio si è interrotto prima della fine.');
  if (!(errore instanceof StorageUnavailable)) return errore;
  log.error({ err: errore.cause ?? errore }, 'archivio dei documenti non disponibile');
  return new Rifiuto({
    codice: 'documenti.archivio-non-disponibile',
    categoria: 'nonDisponibile',
    dettaglio:
      'L’archivio dei documenti non è disponibile o è pieno. Nulla è stato salvato: riprovare più tardi.',
  });
}
