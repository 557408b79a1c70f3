import { creaRegistro } from '#numerazione';
import type { Tx } from '#platform/db';

/** `db/seed/registri-particolari.json`: the registers of art. 39 of the manual, each with a stable code. */
export type RepertoriDaImportare = {
  registri: { numero: number; codice: string; denominazione: string }[];
};

/** Makes the registers that the manual foresees, ready for their first number (RN-39.1). On the owner's connection. */
export async function importaRepertori(
  tx: Tx,
  ente: { enteId: string; aooId: string },
  dati: RepertoriDaImportare,
): Promise<void> {
  for (const { numero, codice, denominazione } of dati.registri)
    await creaRegistro(tx, { ...ente, codice, denominazione, tipo: 'repertorio', voceManuale: numero });
}
