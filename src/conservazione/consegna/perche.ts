import { Rifiuto } from '#platform/http';

const CADUTA = 'La connessione con il conservatore si è interrotta.';
const RETE: Record<string, string> = {
  ECONNREFUSED: 'Il conservatore non accetta connessioni a quell’indirizzo.',
  ENOTFOUND: 'Il nome del server non esiste.',
  EAI_AGAIN: 'Il nome del server non si riesce a cercare.',
  ETIMEDOUT: 'Il conservatore non risponde.',
  EHOSTUNREACH: 'Il conservatore non si raggiunge.',
  ENETUNREACH: 'Il conservatore non si raggiunge.',
  ECONNRESET: CADUTA,
  EPIPE: CADUTA,
};

const CERTIFICATO = /^(CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** What went wrong, for who looks after it; never the credentials. */
export function perche(errore: unknown): string {
  if (errore instanceof Rifiuto) return errore.dettaglio;
  const codice = errore instanceof Error && 'code' in errore ? String(errore.code) : '';
  const rete = RETE[codice];
  if (rete !== undefined) return rete;
  if (CERTIFICATO.test(codice)) return `Il certificato del server non è valido (${codice}).`;
  if (errore instanceof Error && 'level' in errore && errore.level === 'client-authentication')
    return 'Il server ha rifiutato utente, password o chiave.';
  return (errore instanceof Error ? errore.message : String(errore)).slice(0, 500) || 'Errore sconosciuto.';
}

/** Of these the connection was never made: of what was to be sent not a byte went. */
const MAI_COLLEGATO = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

export function maiCollegato(errore: unknown): boolean {
  const codice = errore instanceof Error && 'code' in errore ? String(errore.code) : '';
  return MAI_COLLEGATO.has(codice) || CERTIFICATO.test(codice);
}
