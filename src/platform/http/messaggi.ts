import type { FastifySchemaValidationError } from 'fastify';
import type { ErroreCampo } from './rifiuto.ts';

const nomeTipo: Record<string, string> = {
  string: 'un testo',
  integer: 'un numero intero',
  number: 'un numero',
  boolean: 'vero o falso',
  object: 'un oggetto',
  array: 'un elenco',
};

const nomeFormato: Record<string, string> = {
  date: 'una data AAAA-MM-GG',
  'date-time': 'data e ora con fuso (AAAA-MM-GGTHH:MM:SS+01:00)',
  uuid: 'un identificativo',
};

function frase(errore: FastifySchemaValidationError): string {
  const { limit, type, format } = errore.params as {
    limit?: number;
    type?: string | string[];
    format?: string;
  };
  const limite = String(limit);
  switch (errore.keyword) {
    case 'required':
      return 'Dato obbligatorio mancante.';
    case 'additionalProperties':
      return 'Dato non previsto.';
    case 'type':
      return `Deve essere ${nomeTipo[String(type)] ?? String(type)}.`;
    case 'format':
      return `Deve essere ${nomeFormato[String(format)] ?? String(format)}.`;
    case 'minLength':
      return limit === 1 ? 'Non può essere vuoto.' : `Servono almeno ${limite} caratteri.`;
    case 'maxLength':
      return `Al massimo ${limite} caratteri.`;
    case 'maxItems':
      return `Al massimo ${limite} elementi.`;
    case 'minItems':
      return `Almeno ${limite} elementi.`;
    case 'minimum':
      return `Non può essere minore di ${limite}.`;
    case 'maximum':
      return `Non può essere maggiore di ${limite}.`;
    case 'const':
    case 'enum':
    case 'anyOf':
      return 'Valore non ammesso.';
    case 'pattern':
      return 'Forma non ammessa.';
    default:
      return 'Valore non ammesso.';
  }
}

/** Turns the validator's errors into sentences for the operator, one per field. */
export function campiInItaliano(errori: FastifySchemaValidationError[]): ErroreCampo[] {
  const campi = new Map<string, string>();
  for (const errore of errori) {
    const p = errore.params as Record<string, string>;
    const coda = p.missingProperty ?? p.additionalProperty;
    const campo = [...errore.instancePath.split('/').filter(Boolean), ...(coda ? [coda] : [])].join('.');
    // The branches of a union each complain; the first word on a field is the clearest.
    if (!campi.has(campo)) campi.set(campo, frase(errore));
  }
  return [...campi].map(([campo, messaggio]) => ({ campo, messaggio }));
}
