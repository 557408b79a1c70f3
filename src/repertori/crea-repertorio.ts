import type { Contesto } from '#autorizzazioni';
import { creaRegistro } from '#numerazione';
import { sqlstate, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { verificaClassificazione } from './classificazione-proposta.ts';
import type { NuovoRepertorio } from './repertori.schema.ts';
import { scriviUffici } from './uffici-repertorio.ts';

/**
 * Adds a register of the ente's own to those of art. 39 of the manual: an act of the RSP (RN-9.2). From its first number on it
 * is kept by the same mechanism as the protocollo.
 *
 * @throws Rifiuto `repertorio.codice-in-uso`, or about the field
 */
export async function creaRepertorio(tx: Tx, ctx: Contesto, r: NuovoRepertorio): Promise<void> {
  await verificaClassificazione(tx, r.classificazione);
  const aoo = await tx.selectFrom('aoo').select('id').executeTakeFirstOrThrow();
  const id = await creaRegistro(tx, {
    enteId: ctx.ente.id,
    aooId: aoo.id,
    codice: r.codice,
    denominazione: r.denominazione.trim(),
    tipo: 'repertorio',
    numerazione: r.numerazione ?? 'annuale',
    descrizione: r.descrizione,
    classificazione: r.classificazione,
  }).catch((errore: unknown) => {
    if (sqlstate(errore) === '23505')
      throw new Rifiuto({
        codice: 'repertorio.codice-in-uso',
        categoria: 'conflitto',
        campo: 'codice',
        dettaglio: `C’è già un registro con il codice «${r.codice}».`,
      });
    throw errore;
  });
  await scriviUffici(tx, ctx.ente.id, id, r.uffici ?? []);
  await traccia(tx, ctx, 'repertorio.creato', { tipo: 'registro', id }, r);
}
