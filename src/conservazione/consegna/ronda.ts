import { sql } from 'kysely';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { accodaPer } from '#platform/jobs';
import { attoreSistema, avvisa } from '#tracciamento';
import { produciPacchetto } from '../pacchetti/produci.ts';
import type { PartiConservazione } from '../parti.ts';
import { applicaRapporti } from '../rapporti/applica-rapporto.ts';
import { apriTrasporto } from '../trasporti/apri.ts';
import { chiediStati } from './chiedi-stati.ts';
import { perche, programma } from './consegna.ts';

const PER_VOLTA = 400;

/** Daily registers without a package that is good, oldest first: made here, whoever closed them. */
async function produciGiornalieri(parti: PartiConservazione, enteId: string): Promise<void> {
  const mancanti = await inLettura(parti.db, enteId, async (tx) => {
    const { rows } = await sql<{ id: string; identificativo: string }>`
      SELECT g.id, g.identificativo FROM registro_giornaliero g
      WHERE EXISTS (SELECT FROM conservatore c WHERE c.attivo)
        AND NOT EXISTS (SELECT FROM pacchetto p WHERE p.tipo = 'registro-giornaliero' AND p.oggetto_id = g.id)
      ORDER BY g.giorno, g.id LIMIT ${PER_VOLTA}`.execute(tx);
    return rows;
  });
  for (const { id, identificativo } of mancanti)
    try {
      await produciPacchetto(parti, attoreSistema(enteId), {
        tipo: 'registro-giornaliero',
        oggettoId: id,
        anno: 0,
      });
    } catch (errore) {
      if (errore instanceof Rifiuto && errore.codice === 'conservazione.gia-versato') continue;
      parti.log.error({ err: errore, identificativo }, 'conservazione: pacchetto non prodotto');
      await inTransazione(parti.db, enteId, (tx) =>
        avvisa(
          tx,
          enteId,
          `conservazione.non-prodotto:${id}`,
          `Del registro giornaliero ${identificativo} non si riesce a fare il pacchetto di versamento: ${perche(errore)}`,
        ),
      );
    }
}

/** Nothing is forgotten: what should have left and has no job left is queued again. */
async function riaccoda(parti: PartiConservazione, enteId: string): Promise<void> {
  await inTransazione(parti.db, enteId, async (tx) => {
    const fermi = await tx
      .selectFrom('pacchetto')
      .select('id')
      .where('stato', '=', 'prodotto')
      .where('prossimo_il', '<=', parti.orologio.adesso())
      .limit(PER_VOLTA)
      .execute();
    for (const { id } of fermi) await programma(tx, enteId, id, parti.orologio.adesso());
  });
}

/** Rapporti that the other end left since. */
async function ritiraEsiti(parti: PartiConservazione, enteId: string): Promise<void> {
  const inAttesa = await inLettura(parti.db, enteId, (tx) =>
    tx
      .selectFrom('pacchetto as p')
      .innerJoin('conservatore as c', 'c.id', 'p.conservatore_id')
      .select([
        'p.id',
        'p.identificativo',
        'c.id as conservatoreId',
        'c.trasporto',
        'c.parametri',
        'c.segreto',
        'c.dialetto',
      ])
      .where('p.stato', 'in', ['inviato', 'preso-in-carico'])
      .where('c.trasporto', '<>', 'http-parer')
      .orderBy('p.id')
      .limit(5000)
      .execute(),
  );
  for (const gruppo of Map.groupBy(inAttesa, (p) => p.conservatoreId).values()) {
    const [primo] = gruppo;
    if (!primo) continue;
    try {
      const trasporto = await apriTrasporto(parti, { ...primo, id: primo.conservatoreId });
      try {
        for (const p of gruppo) {
          const rapporto = await trasporto.esito(p);
          if (rapporto && rapporto.length > 0)
            await applicaRapporti(parti, attoreSistema(enteId), p.id, [{ byte: rapporto }]);
        }
      } finally {
        await trasporto.chiudi();
      }
    } catch (errore) {
      parti.log.warn({ err: errore }, 'conservazione: esiti non ritirati');
    }
  }
}

/** RN-5.1: a package past its day that the conservatore was not given is a warning for all to see. */
async function segnalaRitardi(parti: PartiConservazione, enteId: string): Promise<void> {
  await inTransazione(parti.db, enteId, async (tx) => {
    const { rows } = await sql<{ n: number; primo: string }>`
      SELECT count(*)::integer AS n, (array_agg(titolo ORDER BY dovuto_entro, id))[1] AS primo FROM pacchetto
      WHERE stato = 'prodotto' AND dovuto_entro < oggi_a_roma()`.execute(tx);
    const [r] = rows;
    if (r && r.n > 0)
      await avvisa(
        tx,
        enteId,
        'conservazione.in-ritardo',
        r.n === 1
          ? `Un pacchetto doveva essere già al conservatore: ${r.primo}.`
          : `${r.n} pacchetti dovevano essere già al conservatore; il primo è ${r.primo}.`,
      );
  });
}

/**
 * What conservation does by itself, every quarter of an hour: packages of the daily registers, deliveries that wait, rapporti, lateness.
 * May run any number of times.
 */
export async function lavoroRonda(contenuto: unknown, parti: PartiConservazione): Promise<void> {
  const { enteId } = contenuto as { enteId: string };
  await produciGiornalieri(parti, enteId);
  await riaccoda(parti, enteId);
  await ritiraEsiti(parti, enteId);
  await chiediStati(parti, enteId);
  await segnalaRitardi(parti, enteId);
}

/** Queues the next round: a job of its own, so that an end that does not answer keeps nobody else waiting. */
export async function prossimaRonda(db: Db, enteId: string): Promise<void> {
  await inTransazione(db, enteId, (tx) =>
    accodaPer(tx, 'conservazione.ronda', `conservazione.ronda:${enteId}`, { enteId }, new Date()),
  );
}
