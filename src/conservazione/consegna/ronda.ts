import { sql } from 'kysely';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { accodaPer } from '#platform/jobs';
import { attoreSistema, avvisa, rientra } from '#tracciamento';
import { produciPacchetto } from '../pacchetti/produci.ts';
import type { PartiConservazione } from '../parti.ts';
import { applicaRapporti } from '../rapporti/applica-rapporto.ts';
import { apriTrasporto } from '../trasporti/apri.ts';
import { RapportoIllegibile, type Trasporto } from '../trasporti/trasporto.ts';
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

/** One that cannot be read keeps back nobody else's. @throws what the connection throws when it is gone */
async function ritiraEsito(
  parti: PartiConservazione,
  enteId: string,
  trasporto: Trasporto,
  p: { id: string; identificativo: string },
): Promise<void> {
  const rapporto = await trasporto.esito(p).catch((errore: unknown) => {
    if (errore instanceof RapportoIllegibile) {
      parti.log.warn({ err: errore, pacchetto: p.identificativo }, 'conservazione: esito non ritirato');
      return undefined;
    }
    throw errore;
  });
  if (rapporto && rapporto.length > 0)
    await applicaRapporti(parti, attoreSistema(enteId), p.id, [{ byte: rapporto }]);
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
        for (const p of gruppo) await ritiraEsito(parti, enteId, trasporto, p);
      } finally {
        await trasporto.chiudi();
      }
    } catch (errore) {
      parti.log.warn({ err: errore }, 'conservazione: esiti non ritirati');
    }
  }
}

const IN_RITARDO = 'conservazione.in-ritardo';

/** RN-5.1: a package past its day that the conservatore was not given is a warning for all to see. */
async function segnalaRitardi(parti: PartiConservazione, enteId: string): Promise<void> {
  await inTransazione(parti.db, enteId, async (tx) => {
    const { rows } = await sql<{ n: number; primo: string }>`
      SELECT count(*)::integer AS n, (array_agg(titolo ORDER BY dovuto_entro, id))[1] AS primo FROM pacchetto
      WHERE stato = 'prodotto' AND dovuto_entro < oggi_a_roma()`.execute(tx);
    const [r] = rows;
    if (!r || r.n === 0) return await rientra(tx, enteId, IN_RITARDO);
    await avvisa(
      tx,
      enteId,
      IN_RITARDO,
      r.n === 1
        ? `Un pacchetto doveva essere già al conservatore: ${r.primo}.`
        : `${r.n} pacchetti dovevano essere già al conservatore; il primo è ${r.primo}.`,
    );
  });
}

/** Days a conservatore may take to say that he has what he was given. */
const GIORNI_SENZA_RAPPORTO = 3;
const SENZA_RAPPORTO = 'conservazione.senza-rapporto';

/** Handed over is not kept: what nobody has answered for in days is somebody's to ask about (Linee guida AgID §4). */
async function segnalaSenzaRapporto(parti: PartiConservazione, enteId: string): Promise<void> {
  const prima = new Date(parti.orologio.adesso().getTime() - GIORNI_SENZA_RAPPORTO * 24 * 60 * 60_000);
  await inTransazione(parti.db, enteId, async (tx) => {
    const { rows } = await sql<{ n: number; primo: string }>`
      SELECT count(*)::integer AS n, (array_agg(titolo ORDER BY inviato_il, id))[1] AS primo FROM pacchetto
      WHERE stato = 'inviato' AND inviato_il < ${prima}`.execute(tx);
    const [r] = rows;
    if (!r || r.n === 0) return await rientra(tx, enteId, SENZA_RAPPORTO);
    await avvisa(
      tx,
      enteId,
      SENZA_RAPPORTO,
      `${r.n === 1 ? 'Di un pacchetto inviato' : `Di ${r.n} pacchetti inviati`} da più di ${GIORNI_SENZA_RAPPORTO} giorni non c’è un rapporto di versamento buono: ${r.primo}${r.n === 1 ? '' : ' e altri'}. Va chiesto al conservatore.`,
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
  await segnalaSenzaRapporto(parti, enteId);
}

/** Queues the next round: a job of its own, so that an end that does not answer keeps nobody else waiting. */
export async function prossimaRonda(db: Db, enteId: string): Promise<void> {
  await inTransazione(db, enteId, (tx) =>
    accodaPer(tx, 'conservazione.ronda', `conservazione.ronda:${enteId}`, { enteId }, new Date()),
  );
}
