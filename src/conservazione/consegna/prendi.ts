import { sql } from 'kysely';
import { inTransazione } from '#platform/db';
import type { PartiConservazione } from '../parti.ts';
import type { ConservatoreDaRaggiungere } from '../trasporti/apri.ts';
import type { DaConsegnare } from '../trasporti/trasporto.ts';

export type Preso = {
  pacchetto: DaConsegnare;
  conservatore: ConservatoreDaRaggiungere;
  /** Whether it may be there already, from attempts before this. */
  incerto: boolean;
};

/**
 * Takes one that must go, and commits that it is leaving before a byte goes. What waits for its time is left, and what was for who keeps
 * no more.
 */
export async function prendi(
  parti: PartiConservazione,
  enteId: string,
  id: string,
): Promise<Preso | undefined> {
  return await inTransazione(parti.db, enteId, async (tx) => {
    const p = await tx
      .selectFrom('pacchetto as p')
      .innerJoin('conservatore as c', 'c.id', 'p.conservatore_id')
      .select(['p.id', 'p.identificativo', 'p.titolo', 'p.tipo', 'p.chiave', 'p.impronta', 'p.dimensione'])
      .select(['p.stato', 'p.tentativi', 'p.prossimo_il', 'p.creato_il'])
      .select(['p.partito_il', 'p.arrivo_incerto', 'c.attivo'])
      .select(['c.id as conservatoreId', 'c.trasporto', 'c.parametri', 'c.segreto', 'c.dialetto'])
      .where('p.id', '=', id)
      .forUpdate('p')
      // Whoever is changing the conservatore comes before, or after.
      .forShare('c')
      .executeTakeFirst();
    if (p?.stato !== 'prodotto' || !p.attivo || p.prossimo_il.getTime() > parti.orologio.adesso().getTime())
      return undefined;
    await tx
      .updateTable('pacchetto')
      .set({
        partito_il: sql<Date>`istante_corrente()`,
        arrivo_incerto: true,
        tentativi: sql<number>`tentativi + 1`,
        motivo: null,
        mosso_da: 'sistema',
        mosso_da_id: null,
      })
      .where('id', '=', id)
      .execute();
    return {
      pacchetto: {
        id,
        enteId,
        identificativo: p.identificativo,
        titolo: p.titolo,
        tipo: p.tipo,
        chiave: p.chiave as DaConsegnare['chiave'],
        impronta: p.impronta,
        dimensione: p.dimensione,
        tentativo: p.tentativi + 1,
        creatoIl: p.creato_il,
      },
      conservatore: {
        id: p.conservatoreId,
        trasporto: p.trasporto,
        parametri: p.parametri,
        segreto: p.segreto,
        dialetto: p.dialetto,
      },
      incerto: p.partito_il !== null && p.arrivo_incerto,
    };
  });
}
