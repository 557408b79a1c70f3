import { sql } from 'kysely';
import { inLettura, inTransazione, type Tx } from '#platform/db';
import { avvisa, rientra } from '#tracciamento';
import type { Oggetto } from '../pacchetti/contenuto.ts';
import { produciDaSe } from '../pacchetti/produci-da-se.ts';
import type { PartiConservazione } from '../parti.ts';
import { DEL_VECCHIO, INCERTO, SENZA_SEGUITO } from './passaggio.ts';
import { ritira } from './ritira.ts';

const PER_VOLTA = 400;

type Seguito = Oggetto & { identificativo: string; da: string; daId: string | null };

/** Of these he must be asked, and he may be gone for good: a few at a time, and not always the same. */
const DOMANDE = 10;

async function daRitirare(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    (SELECT p.id FROM pacchetto p JOIN conservatore c ON c.id = p.conservatore_id WHERE ${DEL_VECCHIO} AND NOT ${INCERTO}
      ORDER BY p.id LIMIT ${PER_VOLTA})
    UNION ALL (SELECT p.id FROM pacchetto p JOIN conservatore c ON c.id = p.conservatore_id WHERE ${DEL_VECCHIO} AND ${INCERTO}
      ORDER BY random() LIMIT ${DOMANDE})`.execute(tx);
  return rows.map((r) => r.id);
}

async function daRifare(tx: Tx): Promise<Seguito[]> {
  const { rows } = await sql<Seguito>`
    SELECT p.tipo, p.oggetto_id AS "oggettoId", p.anno, p.identificativo, p.chiesto_da AS da, p.chiesto_da_id AS "daId"
    FROM pacchetto p JOIN conservatore c ON c.id = p.conservatore_id WHERE p.stato IN ('ritirato', 'rifiutato') AND ${SENZA_SEGUITO}
    ORDER BY p.dovuto_entro, p.id LIMIT ${PER_VOLTA}`.execute(tx);
  return rows;
}

const INCERTI = 'conservazione.passaggio-incerto';

async function segnalaIncerti(tx: Tx, enteId: string): Promise<void> {
  const { rows } = await sql<{ n: number; primo: string; chi: string }>`
    SELECT count(*)::integer AS n, (array_agg(p.titolo ORDER BY p.id))[1] AS primo,
      string_agg(DISTINCT c.denominazione, ', ') AS chi
    FROM pacchetto p JOIN conservatore c ON c.id = p.conservatore_id WHERE ${DEL_VECCHIO} AND ${INCERTO}`.execute(
    tx,
  );
  const [r] = rows;
  if (!r || r.n === 0) return await rientra(tx, enteId, INCERTI);
  await avvisa(
    tx,
    enteId,
    INCERTI,
    `Il conservatore è cambiato, e di ${r.n === 1 ? 'un pacchetto' : `${r.n} pacchetti`} non si sa se ${r.n === 1 ? 'è arrivato' : 'sono arrivati'} a ${r.chi}: ${r.primo}${r.n === 1 ? '' : ' e altri'}. Il responsabile della conservazione lo chiede, e lo scrive nel pacchetto.`,
  );
}

/**
 * After the conservatore was changed: what the one before was never given is withdrawn, and of all that he has not, and nobody has, a
 * package is made for the new one. What is still to be done is read each time from how things are: it may end half-way and begin again.
 */
export async function passaAlNuovo(parti: PartiConservazione, enteId: string): Promise<void> {
  for (const id of await inLettura(parti.db, enteId, daRitirare)) await ritira(parti, enteId, id);
  for (const { identificativo, da, daId, ...oggetto } of await inLettura(parti.db, enteId, daRifare))
    await produciDaSe(
      parti,
      enteId,
      oggetto,
      `Di ciò che era nel pacchetto ${identificativo}, da versare al nuovo conservatore,`,
      { da, daId },
    );
  await inTransazione(parti.db, enteId, (tx) => segnalaIncerti(tx, enteId));
}
