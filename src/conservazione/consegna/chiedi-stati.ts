import { sql } from 'kysely';
import { inLettura, inTransazione, type Tx } from '#platform/db';
import { attoreSistema, traccia } from '#tracciamento';
import type { PartiConservazione } from '../parti.ts';
import { segnala } from '../rapporti/applica-rapporto.ts';
import { apriTrasporto } from '../trasporti/apri.ts';
import type { DaConsegnare, StatoDetto } from '../trasporti/trasporto.ts';

/** What is in the works takes days: each is asked about four times a day. */
const FRA_DUE_DOMANDE = 6 * 60 * 60_000;
const PER_VOLTA = 200;

type Preso = {
  id: string;
  identificativo: string;
  chiave: DaConsegnare['chiave'];
  chiesto_da_id: string | null;
};

async function muovi(tx: Tx, enteId: string, p: Preso, s: StatoDetto): Promise<void> {
  const chi = attoreSistema(enteId);
  const stato = s.vuolDire === 'conservato' ? 'conservato' : 'rifiutato';
  const motivo =
    s.vuolDire === 'conservato'
      ? `Stato detto dal conservatore: ${s.detto}`
      : `Il conservatore ha annullato il versamento (${s.detto}).`;
  const { numUpdatedRows } = await tx
    .updateTable('pacchetto')
    .set({
      stato,
      motivo,
      concluso_il: sql<Date>`istante_corrente()`,
      mosso_da: chi.attore,
      mosso_da_id: null,
    })
    .where('id', '=', p.id)
    .where('stato', '=', 'preso-in-carico')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  await traccia(
    tx,
    chi,
    'conservazione.stato-letto',
    { tipo: 'pacchetto', id: p.id },
    { identificativo: p.identificativo, detto: s.detto, a: stato },
  );
  if (stato === 'rifiutato') await segnala(tx, chi, p, stato, motivo);
}

/**
 * Asks a conservatore with a service for it where the packages he took charge of are. What he answers carries no digest: it moves only
 * those whose digests a rapporto has already proved. Fascicoli handed over by their own service have no key it would know them by.
 */
export async function chiediStati(parti: PartiConservazione, enteId: string): Promise<void> {
  const adesso = parti.orologio.adesso();
  const presi = await inLettura(parti.db, enteId, (tx) =>
    tx
      .selectFrom('pacchetto as p')
      .innerJoin('conservatore as c', 'c.id', 'p.conservatore_id')
      .select(['p.id', 'p.identificativo', 'p.chiave', 'p.chiesto_da_id'])
      .select(['c.id as conservatoreId', 'c.trasporto', 'c.parametri', 'c.segreto', 'c.dialetto'])
      .where('p.stato', '=', 'preso-in-carico')
      .where('p.prossimo_il', '<=', adesso)
      .where('c.trasporto', '=', 'http-parer')
      .where(sql<boolean>`c.parametri ? 'stato' AND NOT (p.tipo = 'fascicolo' AND c.parametri ? 'fascicoli')`)
      .orderBy('p.prossimo_il')
      .limit(PER_VOLTA)
      .execute(),
  );
  for (const p of presi) {
    const preso: Preso = { ...p, chiave: p.chiave as DaConsegnare['chiave'] };
    const detto = await chiedi(parti, { ...p, id: p.conservatoreId }, preso);
    await inTransazione(parti.db, enteId, async (tx) => {
      if (detto && detto.vuolDire !== 'in-lavorazione') return await muovi(tx, enteId, preso, detto);
      await tx
        .updateTable('pacchetto')
        .set({ prossimo_il: new Date(adesso.getTime() + FRA_DUE_DOMANDE) })
        .where('id', '=', p.id)
        .execute();
    });
  }
}

async function chiedi(
  parti: PartiConservazione,
  conservatore: Parameters<typeof apriTrasporto>[1],
  { identificativo, chiave }: Preso,
): Promise<StatoDetto | undefined> {
  try {
    const trasporto = await apriTrasporto(parti, conservatore);
    try {
      return await trasporto.stato?.(chiave);
    } finally {
      await trasporto.chiudi();
    }
  } catch (errore) {
    parti.log.warn({ err: errore, pacchetto: identificativo }, 'conservazione: stato non letto');
    return undefined;
  }
}
