import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Db } from '#platform/db';
import type { Log } from '#platform/log';
import { aggiornaModello } from './aggiorna-modello.ts';

const DaAddestrare = Type.Object({
  enteId: Type.String(),
  comunque: Type.Optional(Type.Boolean({ description: 'Anche se di nuovo c’è una sola registrazione' })),
});

/** Job `suggerimenti.addestra`, payload `{ enteId, comunque? }`: for each ente every quarter of an hour, and `comunque` at night. */
export async function lavoroAddestra(contenuto: unknown, parti: { db: Db; log: Log }): Promise<void> {
  const { enteId, comunque } = Value.Parse(DaAddestrare, contenuto);
  await aggiornaModello(parti, enteId, comunque ?? false);
}
