import { sql } from 'kysely';
import { join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { baseDatiIrraggiungibile, inTransazione, type Db } from '#platform/db';
import type { Log } from '#platform/log';
import type { ObjectStore } from '#platform/storage';
import { traccia } from '#tracciamento';
import type { Avanzamento } from '../esporta-dati.ts';
import { esporta, NOME_ELENCO, type Elenco } from '../esporta.ts';
import { leggiJson } from '../leggi-json.ts';
import type { MetadatiAgid } from '../metadati.ts';
import { improntaDi } from '../scrivi-file.ts';
import { butta, cartellaDi, fileScritti } from './cartella.ts';
import type { RigaEsportazione } from './esportazioni.queries.ts';
import { inParole } from './in-parole.ts';
import { chiChiese, procedi } from './procedi.ts';

export type PartiPreparazione = {
  db: Db;
  archivio: ObjectStore;
  log: Log;
  dati: string;
  metadati: MetadatiAgid | null;
  giorniEsportazioni: number;
};

const DaPreparare = Type.Object({ enteId: Type.String(), esportazioneId: Type.String() });
const OGNI_MS = 700;

/** Somebody stopped it while it was being written. */
class Annullata extends Error {}

/**
 * Job `esportazione.prepara`, payload `{ enteId, esportazioneId }`. Interrupted (kill −9 included) and run again, it goes on in the same
 * folder from what is whole; one that was cancelled leaves nothing.
 */
export async function lavoroPrepara(contenuto: unknown, parti: PartiPreparazione): Promise<void> {
  const { enteId, esportazioneId } = Value.Parse(DaPreparare, contenuto);
  await inTransazione(parti.db, enteId, async (tx) => {
    // Open as long as the work lasts, and doing nothing: it holds the lock, which two workers must not have at once.
    await sql`SET LOCAL idle_in_transaction_session_timeout = 0`.execute(tx);
    const { rows } = await sql<{ presa: boolean }>`
      SELECT pg_try_advisory_xact_lock(hashtextextended(${`esportazione/${esportazioneId}`}, 0)) AS presa`.execute(
      tx,
    );
    if (!rows[0]?.presa) throw new Error(`esportazione ${esportazioneId} già in preparazione altrove`);
    await prepara(parti, enteId, esportazioneId);
  });
}

async function prepara(parti: PartiPreparazione, enteId: string, id: string): Promise<void> {
  const riga = await inTransazione(parti.db, enteId, (tx) => procedi(tx, id, { stato: 'in-corso' }));
  if (!riga) return await butta(parti.dati, enteId, id);
  try {
    const elenco = await scrivi(parti, riga);
    await concludi(parti, riga, elenco);
  } catch (errore) {
    // The queue tries again, and goes on from what is written.
    if (baseDatiIrraggiungibile(errore)) throw errore;
    if (!(errore instanceof Annullata)) {
      parti.log.error({ err: errore, esportazioneId: id }, 'esportazione non riuscita');
      await fallita(parti, riga, errore);
    }
    await butta(parti.dati, enteId, id);
  }
}

/** Writes the folder, or what is missing of it, telling how far it is. */
async function scrivi(parti: PartiPreparazione, riga: RigaEsportazione): Promise<Elenco> {
  const cartella = cartellaDi(parti.dati, riga.ente_id, riga.id);
  // The list is written last: where it is, all the rest is there too.
  const gia = await leggiJson<Elenco>(cartella, NOME_ELENCO);
  if (gia) return gia;
  let ultimo = 0;
  let annullata = false;
  let inCorso: Promise<unknown> = Promise.resolve();
  const avanza = ({ fatti, tutti }: Avanzamento): void => {
    if (annullata) throw new Annullata();
    if (Date.now() - ultimo < OGNI_MS) return;
    ultimo = Date.now();
    inCorso = inCorso
      .then(() =>
        inTransazione(parti.db, riga.ente_id, (tx) =>
          procedi(tx, riga.id, { fatti, tutti: Math.max(fatti, tutti) }),
        ),
      )
      .then((ancora) => {
        annullata = ancora === undefined;
      })
      // How far it is, is only for who looks: if it cannot be told, the work goes on.
      .catch(() => undefined);
  };
  try {
    return await esporta(parti, chiChiese(riga), { cartella, anno: riga.anno }, avanza);
  } finally {
    await inCorso;
  }
}

async function concludi(parti: PartiPreparazione, riga: RigaEsportazione, elenco: Elenco): Promise<void> {
  const cartella = cartellaDi(parti.dati, riga.ente_id, riga.id);
  const impronta = (await improntaDi(join(cartella, NOME_ELENCO)))?.impronta ?? '';
  const byte = (await fileScritti(cartella)).reduce((n, f) => n + f.dimensione, 0);
  const scritta = await inTransazione(parti.db, riga.ente_id, (tx) =>
    procedi(tx, riga.id, {
      stato: 'pronta',
      pronta_il: sql<Date>`clock_timestamp()`,
      scade_il: sql<Date>`clock_timestamp() + make_interval(days => ${parti.giorniEsportazioni})`,
      byte,
      impronta: Buffer.from(impronta, 'hex'),
      registrazioni: elenco.registri.reduce((n, r) => n + r.registrazioni, 0),
      documenti: elenco.documenti,
      difetti: elenco.difetti.length,
      fatti: sql<number>`greatest(fatti, tutti)`,
    }),
  );
  if (!scritta) throw new Annullata();
}

async function fallita(parti: PartiPreparazione, riga: RigaEsportazione, errore: unknown): Promise<void> {
  const perche = inParole(errore);
  await inTransazione(parti.db, riga.ente_id, async (tx) => {
    const scritta = await procedi(tx, riga.id, {
      stato: 'non-riuscita',
      errore: perche,
      chiusa_il: sql<Date>`clock_timestamp()`,
    });
    if (scritta)
      await traccia(
        tx,
        chiChiese(riga),
        'esportazione.non-riuscita',
        { tipo: 'esportazione', id: riga.id },
        { perche },
      );
  });
}
