import { sqlstate } from './tx.ts';

const RETE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT']);
// admin_shutdown, crash_shutdown, cannot_connect_now, too_many_connections, serialization and deadlock, lock timeout.
const PASSEGGERI = new Set(['57P01', '57P02', '57P03', '53300', '40001', '40P01', '55P03']);

/**
 * Whether an error says that the database is away or busy rather than that something is wrong: the same request, sent again
 * with the same Idempotency-Key, may well succeed. Also true when the connection broke while committing, where only a retry
 * can tell what became of it.
 */
export function indisponibile(errore: unknown): boolean {
  const codice = sqlstate(errore);
  if (codice !== undefined) return RETE.has(codice) || PASSEGGERI.has(codice) || codice.startsWith('08');
  return (
    errore instanceof Error &&
    /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect/.test(
      errore.message,
    )
  );
}
