import type { Tx } from '#platform/db';

/** The kinds of document that are not registered, by law (DPR 445/2000 art. 53 c. 5) or by choice of the ente (RN-38.1-2, RN-38.1-3). */
export type EsclusioniDaImportare = {
  esclusioni: {
    numero: number;
    codice: string;
    denominazione: string;
    origine: string;
    ambito: string;
    condizione?: string;
    clausolaResiduale?: boolean;
  }[];
};

/** Brings the excluded kinds into the ente the transaction speaks for, in their order. */
export async function importaEsclusioni(
  tx: Tx,
  enteId: string,
  elenco: EsclusioniDaImportare,
): Promise<void> {
  await tx
    .insertInto('categoria_esclusa')
    .values(
      elenco.esclusioni.map((e) => ({
        ente_id: enteId,
        codice: e.codice,
        denominazione: e.denominazione,
        origine: e.origine,
        ambito: e.ambito,
        condizione: e.condizione ?? null,
        residuale: e.clausolaResiduale ?? false,
        ordine: e.numero,
      })),
    )
    .execute();
}
