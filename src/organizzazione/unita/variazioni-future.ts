import type { Tx } from '#platform/db';
import { codiciUnita, oggiARoma, periodi } from './unita.queries.ts';
import type { VariazioniFuture } from './unita.schema.ts';

/** What is decided and still to come, by day: units that begin, change, close. Until its day each can be withdrawn. */
export async function leggiVariazioniFuture(tx: Tx): Promise<VariazioniFuture['items']> {
  const oggi = await oggiARoma(tx);
  const codici = await codiciUnita(tx);
  const righe = await tx
    .selectFrom('unita_storia')
    .selectAll()
    .where('unita_id', 'in', (eb) => eb.selectFrom('unita_storia').select('unita_id').where('dal', '>', oggi))
    .orderBy('dal')
    .execute();
  return [...Map.groupBy(righe, (r) => r.unita_id)]
    .flatMap(([id, storia]) =>
      periodi(storia, codici, oggi)
        .filter((periodo) => periodo.futura)
        .map(({ dal = '', stato, cambia, atto }) => ({
          codice: codici.get(id) ?? '',
          denominazione: stato.denominazione,
          dal,
          cosa: !stato.attiva
            ? ('chiusura' as const)
            : cambia.length > 0
              ? ('variazione' as const)
              : ('istituzione' as const),
          cambia,
          atto,
        })),
    )
    .sort((a, b) => a.dal.localeCompare(b.dal) || a.denominazione.localeCompare(b.denominazione, 'it'));
}
