import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { spazza } from './spazza.ts';
import { verifica, type PartiDocumenti } from './verifica.ts';

const DaVerificare = Type.Array(
  Type.Object({
    enteId: Type.String(),
    documenti: Type.Array(Type.String(), { description: 'Identificativi dei documenti' }),
  }),
);
const DaSpazzare = Type.Object({ enteId: Type.String() });

/** Job `documenti.verifica`, payload `[{ enteId, documenti: [id, …] }, …]`: gathers the registrations of some seconds. Retried if the store is away. */
export async function lavoroVerifica(contenuto: unknown, parti: PartiDocumenti): Promise<void> {
  for (const { enteId, documenti } of Value.Parse(DaVerificare, contenuto))
    await verifica(parti, enteId, documenti);
}

/** Job `documenti.spazza`, payload `{ enteId }`: every night, for each ente. */
export async function lavoroSpazza(contenuto: unknown, parti: PartiDocumenti): Promise<void> {
  const { enteId } = Value.Parse(DaSpazzare, contenuto);
  await spazza(parti, enteId);
}
