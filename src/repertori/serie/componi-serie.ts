import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { inConflitto, nonValida, serieNonTrovata } from './serie.errors.ts';
import { trovaSerie, trovaUnita } from './serie.queries.ts';
import type { NuovaUnitaDiSerie } from './serie.schema.ts';

const CHIUSA = 'TB008';

function rifiuto(errore: unknown): unknown {
  if (sqlstate(errore) === CHIUSA)
    return inConflitto('chiusa', 'La serie è chiusa: riaprirla per cambiarne le unità.');
  if (sqlstate(errore) === '23505') return inConflitto('gia-presente', 'È già in questa serie.');
  return errore;
}

/** Puts a fascicolo or a register in a series (RN-47.1). @returns id of the membership */
export async function aggiungiASerie(
  tx: Tx,
  ctx: Contesto,
  serieId: string,
  quale: NuovaUnitaDiSerie,
): Promise<string> {
  await trovaSerie(tx, serieId);
  const unita = await trovaUnita(tx, ctx, quale);
  const campo = 'registro' in quale ? 'registro' : 'fascicolo';
  if (unita === undefined)
    throw nonValida(
      'unita-sconosciuta',
      campo,
      'registro' in quale
        ? `Il registro «${quale.registro}» non esiste.`
        : `Il fascicolo ${quale.fascicolo} non esiste o non è aperto a questo ufficio.`,
    );
  const { id } = await tx
    .insertInto('serie_unita')
    .values({
      ente_id: ctx.ente.id,
      serie_id: serieId,
      [campo === 'registro' ? 'registro_id' : 'fascicolo_id']: unita,
      aggiunta_da: ctx.attore,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch((errore: unknown) => {
      throw rifiuto(errore);
    });
  await traccia(tx, ctx, 'serie.unita-aggiunta', { tipo: 'serie', id: serieId }, quale);
  return id;
}

/** Takes a unit out of a series; the unit itself stays as it is. */
export async function togliDaSerie(tx: Tx, ctx: Contesto, serieId: string, id: string): Promise<void> {
  const tolta = await tx
    .deleteFrom('serie_unita')
    .where('id', '=', id)
    .where('serie_id', '=', serieId)
    .returning(['registro_id', 'fascicolo_id'])
    .executeTakeFirst()
    .catch((errore: unknown) => {
      throw rifiuto(errore);
    });
  if (!tolta) throw serieNonTrovata();
  await traccia(tx, ctx, 'serie.unita-tolta', { tipo: 'serie', id: serieId }, tolta);
}
