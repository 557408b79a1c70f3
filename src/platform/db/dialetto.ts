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
const ISTANTANEA = /^[0-9A-F]+(-[0-9A-F]+)+$/;
type Prossima = { enteId: string | undefined; istantanea: string | undefined };
const prossima = new AsyncLocalStorage<Prossima>();

/**
 * The transaction that `apri` opens speaks for that ente from its first moment: the setting that row-level security reads
 * goes with `begin`, in the same round trip.
 *
 * @param enteId UUID; it becomes text of the statement, so nothing else is let through
 * @param apri opens one transaction, and calls `detto` when it is open
 * @param istantanea what another transaction sees, as `pg_export_snapshot()` names it: this one sees the same
 * @throws Error when the transaction belongs to a database of another dialect and speaks for nobody
 */
export async function perEnte<T>(
  enteId: string,
  apri: (detto: () => void) => Promise<T>,
  istantanea?: string,
): Promise<T> {
  if (!UUID.test(enteId)) throw new TypeError(`non è l'identificativo di un ente: ${enteId}`);
  if (istantanea !== undefined && !ISTANTANEA.test(istantanea))
    throw new TypeError(`non è un'istantanea: ${istantanea}`);
  const store: Prossima = { enteId, istantanea };
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
    const vista = store?.istantanea ? `; SET TRANSACTION SNAPSHOT '${store.istantanea}'` : '';
    const ente = store?.enteId ? `; SELECT set_config('tabularium.ente', '${store.enteId}', true)` : '';
    // For one transaction only: another that its work opens by itself says its own ente, or none.
    if (store) store.enteId = store.istantanea = undefined;
    await connessione.executeQuery(CompiledQuery.raw(`start transaction ${come}${vista}${ente}`));
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
