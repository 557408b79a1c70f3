import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { verificaPeriodo } from '../giorni.ts';
import { nominaSostituto, titolare } from './nomina-sostituto.ts';
import { chiudiSostituzione } from './revoca-sostituzione.ts';
import type { Assenza, NuovaAssenza } from './sostituzioni.schema.ts';

/**
 * Somebody says when he is away, and if he wants who acts for him meanwhile in all his offices. Not why.
 *
 * @throws Rifiuto `assenza.sovrapposta`, `assenza.ambiti`, `assenza.nessun-ufficio`, and those of `nominaSostituto`
 */
export async function segnaAssenza(tx: Tx, ctx: Contesto, nuova: NuovaAssenza): Promise<Assenza> {
  const utenteId = titolare(ctx);
  await verificaPeriodo(tx, nuova.dal, nuova.al);
  const { dal, al, sostituto, ambiti } = nuova;
  if ((sostituto === undefined) !== (ambiti === undefined))
    throw rifiuto('ambiti', 'Con il sostituto si dice per che cosa.', 'ambiti');
  const assenza = await tx
    .insertInto('assenza')
    .values({ ente_id: ctx.ente.id, utente_id: utenteId, dal, al, registrata_da: utenteId })
    .returning(['id', 'dal', 'al'])
    .executeTakeFirstOrThrow()
    .catch((errore: unknown) => {
      throw sqlstate(errore) === '23P01'
        ? new Rifiuto({
            codice: 'assenza.sovrapposta',
            categoria: 'conflitto',
            dettaglio: 'C’è già un’assenza in quei giorni.',
          })
        : errore;
    });
  await traccia(tx, ctx, 'assenza.segnata', { tipo: 'assenza', id: assenza.id }, { dal, al });
  if (sostituto !== undefined && ambiti !== undefined) {
    const incarichi = await tx
      .selectFrom('incarico')
      .select('id')
      .where('utente_id', '=', utenteId)
      .where('profilo', '!=', 'amministratore')
      .execute();
    if (incarichi.length === 0)
      throw rifiuto('nessun-ufficio', 'Non c’è un ufficio in cui farsi sostituire.', 'sostituto');
    for (const { id } of incarichi)
      await nominaSostituto(tx, ctx, { sostituto, incarico: id, ambiti, dal, al }, assenza.id);
  }
  return assenza;
}

/**
 * The absence is off, and who was to act meanwhile no longer does.
 *
 * @throws Rifiuto `assenza.non-trovata`
 */
export async function annullaAssenza(tx: Tx, ctx: Contesto, id: string): Promise<void> {
  const utenteId = titolare(ctx);
  const annullata = await tx
    .updateTable('assenza')
    .set({ annullata_il: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .where('utente_id', '=', utenteId)
    .where('annullata_il', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!annullata)
    throw new Rifiuto({
      codice: 'assenza.non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'L’assenza non esiste.',
    });
  const sostituzioni = await tx
    .selectFrom('sostituzione')
    .select(['id', 'sostituto_id'])
    .where('assenza_id', '=', id)
    .where('revocata_il', 'is', null)
    .execute();
  for (const z of sostituzioni) await chiudiSostituzione(tx, ctx, z);
  await traccia(tx, ctx, 'assenza.annullata', { tipo: 'assenza', id });
}

const rifiuto = (quale: string, dettaglio: string, campo: string): Rifiuto =>
  new Rifiuto({ codice: `assenza.${quale}`, categoria: 'nonValido', dettaglio, campo });
