import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { RigaGiornaliero } from '../giornalieri.queries.ts';
import { rifiuto } from '../registro-giornaliero.errors.ts';
import type { EstrattoArea, Vidimazione } from './vidimazione.schema.ts';
import { improntaAttese, vociEstratto } from './voci-estratto.ts';

export type Area = { id: string; codice: string; denominazione: string };

/** @throws Rifiuto `registro-giornaliero.area-non-trovata` */
export async function trovaArea(tx: Tx, codice: string): Promise<Area> {
  const { rows } = await sql<Area>`
    SELECT id, codice, denominazione FROM unita WHERE codice = ${codice} AND area_di(id) = id`.execute(tx);
  if (!rows[0]) throw rifiuto('area-non-trovata', 'nonTrovato', `L’Area «${codice}» non c’è.`);
  return rows[0];
}

/** Whether he is at the head of that Area, or acts for who is. */
export function dirige(ctx: Contesto, area: Area): boolean {
  return (
    ctx.permessi.has('registro-giornaliero.vidima') && ctx.responsabileUnita && ctx.unita?.id === area.id
  );
}

/** Those of the day, in order: the first, and what was added. */
export async function leggiVidimazioni(
  tx: Tx,
  giornalieroId: string,
  areaId: string,
): Promise<Vidimazione[]> {
  const righe = await tx
    .selectFrom('vidimazione')
    .select(['progressivo', 'nominativo', 'delegato', 'per_conto_di', 'istante', 'quante', 'impronta'])
    .where('giornaliero_id', '=', giornalieroId)
    .where('area_id', '=', areaId)
    .orderBy('progressivo')
    .execute();
  return righe.map((riga) => ({
    progressivo: riga.progressivo,
    nominativo: riga.nominativo,
    delegato: riga.delegato,
    perContoDi: riga.per_conto_di ?? undefined,
    istante: oraDiRoma(riga.istante),
    quante: riga.quante,
    impronta: riga.impronta,
  }));
}

/**
 * The extract of an Area: for its head, for who stands in for him, and for the RSP who watches.
 *
 * @throws Rifiuto `registro-giornaliero.altra-area`
 */
export async function leggiEstratto(
  tx: Tx,
  ctx: Contesto,
  g: RigaGiornaliero,
  codiceArea: string,
): Promise<EstrattoArea> {
  const area = await trovaArea(tx, codiceArea);
  if (!dirige(ctx, area) && !ctx.ruoli.has('rsp')) throw altraArea(area);
  const voci = await vociEstratto(tx, g, area);
  return {
    registro: g.registro,
    giorno: g.giorno,
    identificativo: g.identificativo,
    area: { codice: area.codice, denominazione: area.denominazione },
    voci,
    vidimabile: dirige(ctx, area) && voci.some((v) => v.stato === 'da-vidimare'),
    attese: improntaAttese(voci),
    vidimazioni: await leggiVidimazioni(tx, g.id, area.id),
  };
}

export const altraArea = (area: Area): Error =>
  rifiuto(
    'altra-area',
    'nonAmmesso',
    `L’estratto di «${area.denominazione}» lo vidima il suo responsabile, o chi lo sostituisce.`,
  );
