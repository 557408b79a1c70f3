import { AsyncLocalStorage } from 'node:async_hooks';
import {
  CompiledQuery,
  PostgresDialect,
  PostgresDriver,
  type DatabaseConnection,
  type PostgresDialectConfig,
  type TransactionSettings,
} from 'kysely';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const prossima = new AsyncLocalStorage<{ enteId: string | undefined }>();

/**
 * The transaction that `apri` opens speaks for that ente from its first moment: the setting that row-level security reads
 * goes with `begin`, in the same round trip.
 *
 * @param enteId UUID; it becomes text of the statement, so nothing else is let through
 * @param apri opens one transaction, and calls `detto` when it is open
 * @throws Error when the transaction belongs to a database of another dialect and speaks for nobody
 */
export async function perEnte<T>(enteId: string, apri: (detto: () => void) => Promise<T>): Promise<T> {
  if (!UUID.test(enteId)) throw new TypeError(`non è l'identificativo di un ente: ${enteId}`);
  const store: { enteId: string | undefined } = { enteId };
  return await prossima.run(store, () =>
    apri(() => {
      if (store.enteId)
        throw new Error('la transazione non è di una base di dati aperta con DialettoPerEnte');
    }),
  );
}

class DriverPerEnte extends PostgresDriver {
  override async beginTransaction(
    connessione: DatabaseConnection,
    { isolationLevel, accessMode }: TransactionSettings,
  ): Promise<void> {
    const store = prossima.getStore();
    const come = [isolationLevel && `isolation level ${isolationLevel}`, accessMode]
      .filter(Boolean)
      .join(' ');
    const ente = store?.enteId ? `; SELECT set_config('tabularium.ente', '${store.enteId}', true)` : '';
    // For one transaction only: another that its work opens by itself says its own ente, or none.
    if (store) store.enteId = undefined;
    await connessione.executeQuery(CompiledQuery.raw(`start transaction ${come}${ente}`));
  }
}

/** PostgreSQL as the product speaks to it. */
export class DialettoPerEnte extends PostgresDialect {
  readonly #configurazione: PostgresDialectConfig;

  constructor(configurazione: PostgresDialectConfig) {
    super(configurazione);
    this.#configurazione = configurazione;
  }

  override createDriver(): DriverPerEnte {
    return new DriverPerEnte(this.#configurazione);
  }
}
