import { headerOf, type Part } from '#platform/mime';
import type { TipoMessaggio } from './messaggio.ts';

const RICEVUTE = new Set<string>([
  'accettazione',
  'non-accettazione',
  'presa-in-carico',
  'avvenuta-consegna',
  'errore-consegna',
  'preavviso-errore-consegna',
  'rilevazione-virus',
] satisfies TipoMessaggio[]);

function valore(messaggio: Part, nome: string): string {
  return (headerOf(messaggio, nome) ?? '')
    .replace(/[;(].*$/s, '')
    .trim()
    .toLowerCase();
}

/**
 * The kind of a message as its provider marked it, from the headers on top and from these alone: whoever writes can put any mark inside,
 * and `X-Riferimento-Message-ID` is on envelopes too (RFC 6109 §2.2.1).
 */
export function tipoDi(messaggio: Part): TipoMessaggio {
  const ricevuta = valore(messaggio, 'x-ricevuta');
  if (RICEVUTE.has(ricevuta)) return ricevuta as TipoMessaggio;
  const trasporto = valore(messaggio, 'x-trasporto');
  if (trasporto === 'posta-certificata') return 'posta-certificata';
  return trasporto === 'errore' ? 'anomalia' : 'posta-ordinaria';
}

export function eRicevuta(tipo: TipoMessaggio): boolean {
  return RICEVUTE.has(tipo);
}

/** A provider that found a virus says so beside the kind (RFC 6109 §3.1.3, §3.2.3). */
export function conVirus(messaggio: Part): boolean {
  return valore(messaggio, 'x-verificasicurezza') === 'errore';
}
