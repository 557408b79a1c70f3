import { everyPart, headerOf, parseAddresses, type Part } from '#platform/mime';
import type { TipoMessaggio } from './messaggio.ts';
import { eRicevuta } from './tipo.ts';

/** Mailboxes nobody reads; that of the providers writes receipts, and their notices to the holder of the box. */
const MACCHINE = /^(mailer-daemon|postmaster|no-?reply|non-?rispondere|posta-certificata)@/i;
/** What another register sends by itself (DM 2013, messaggio_protocollo.xsd). */
const CONFERME = /^(conferma|aggiornamento|eccezione|annullamento)\.xml$/i;

function segnata(messaggio: Part): boolean {
  const valore = (nome: string): string => (headerOf(messaggio, nome) ?? '').trim().toLowerCase();
  const auto = valore('auto-submitted').replace(/[;\s(].*$/s, '');
  return (
    (auto !== '' && auto !== 'no') ||
    /^(bulk|junk|list|auto[_-]reply)$/.test(valore('precedence')) ||
    headerOf(messaggio, 'x-auto-response-suppress') !== undefined ||
    headerOf(messaggio, 'x-autoreply') !== undefined ||
    headerOf(messaggio, 'list-id') !== undefined ||
    headerOf(messaggio, 'list-unsubscribe') !== undefined ||
    /^<\s*>$/.test(valore('return-path'))
  );
}

/**
 * Whether a program wrote it, so that no program answers (RFC 3834 §2). Headers of the envelope count too: it takes over those of the
 * message. When in doubt it is: an answer too few is asked for, one too many may never end.
 */
export function eAutomatico(tipo: TipoMessaggio, busta: Part, letto: Part): boolean {
  if (eRicevuta(tipo) || segnata(busta) || segnata(letto)) return true;
  if (letto.type === 'multipart/report') return true;
  const [da] = parseAddresses(headerOf(letto, 'from'));
  if (da && MACCHINE.test(da.address)) return true;
  return [...everyPart(letto)].some(
    ({ fileName }) => fileName !== undefined && CONFERME.test(fileName.trim()),
  );
}
