const codice = (errore: unknown, nome: string): unknown =>
  errore instanceof Error && nome in errore
    ? (errore as unknown as Record<string, unknown>)[nome]
    : undefined;

/** What went wrong with a mail server, for whoever looks after it. Never the credentials, which no server repeats. */
export function inItaliano(errore: unknown): string {
  const c = codice(errore, 'code');
  if (codice(errore, 'authenticationFailed') === true || c === 'EAUTH')
    return 'Il server ha rifiutato utente o password.';
  if (c === 'NoSecret') return 'Manca la password: la si scrive modificando la casella.';
  if (c === 'ECONNREFUSED') return 'Il server non accetta connessioni su quella porta.';
  if (c === 'ENOTFOUND' || c === 'EAI_AGAIN')
    return 'Il nome del server non esiste, o non si riesce a cercarlo.';
  if (typeof c === 'string' && /CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO_VERIFY/.test(c))
    return 'Il certificato del server non è riconosciuto: non gli si dice nulla.';
  if (c === 'ETIMEDOUT' || c === 'CONNECT_TIMEOUT' || c === 'GREETING_TIMEOUT' || c === 'ESOCKET')
    return 'Il server non risponde.';
  if (c === 'NoConnection' || c === 'EConnectionClosed' || c === 'ECONNRESET' || c === 'ECONNECTION')
    return 'La connessione con il server si è interrotta.';
  const risposta = codice(errore, 'responseText');
  if (typeof risposta === 'string') return `Il server risponde: ${risposta.slice(0, 300)}`;
  return `Errore della casella: ${(errore instanceof Error ? errore.message : String(errore)).slice(0, 300)}`;
}
