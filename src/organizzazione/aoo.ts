import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Aoo } from './organizzazione.schema.ts';

/** The only AOO of the ente (RN-3.1). */
export async function leggiAoo(tx: Tx): Promise<Aoo> {
  return await tx
    .selectFrom('aoo')
    .select(['codice', 'denominazione', 'responsabile', 'casella_pec as casellaPec', 'indirizzo'])
    .executeTakeFirstOrThrow();
}

/**
 * Saves the data of the AOO, that segnatura, ricevute and outgoing documents take from here (RN-3.1-3). The code is the
 * one of IndicePA and is in every segnatura made: it does not change.
 *
 * @throws Rifiuto `organizzazione.codice-aoo-immutabile`
 */
export async function salvaAoo(tx: Tx, ctx: Contesto, nuova: Aoo): Promise<Aoo> {
  const prima = await leggiAoo(tx);
  if (nuova.codice !== prima.codice)
    throw new Rifiuto({
      codice: 'organizzazione.codice-aoo-immutabile',
      categoria: 'nonValido',
      dettaglio: `Il codice dell’AOO è ${prima.codice} e non può cambiare.`,
      campo: 'codice',
    });
  await tx
    .updateTable('aoo')
    .set({
      denominazione: nuova.denominazione,
      responsabile: nuova.responsabile,
      casella_pec: nuova.casellaPec,
      indirizzo: nuova.indirizzo,
    })
    .execute();
  await traccia(tx, ctx, 'aoo.modificata', { tipo: 'aoo', id: prima.codice }, { prima, dopo: nuova });
  return nuova;
}
