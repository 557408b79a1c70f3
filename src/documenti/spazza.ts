import { inLettura, inTransazione, sqlstate, type Tx } from '#platform/db';
import { traccia, type Attore } from '#tracciamento';
import { findAbbandonati, findImpronteUsate, lockImpronta } from './documenti.queries.ts';
import type { PartiDocumenti } from './verifica.ts';

const ORE = 24;
const PAGINA = 500;
const RIFERITO = '23503';

type Abbandonato = { id: string; nomeFile: string; impronta: string };

async function elimina(tx: Tx, enteId: string, { id, nomeFile, impronta }: Abbandonato): Promise<void> {
  const chi: Attore = {
    ente: { id: enteId },
    attore: 'sistema',
    utenteId: null,
    chiaveApiId: null,
    unita: null,
    ip: '',
    richiestaId: '',
  };
  await tx.deleteFrom('documento').where('id', '=', id).execute();
  await traccia(
    tx,
    chi,
    'documento.eliminato',
    { tipo: 'documento', id },
    { nomeFile, impronta, motivo: 'mai registrato' },
  );
}

/** One transaction each: a document that is being registered in this very moment is held by its foreign key, and only it. */
async function eliminaRighe({ db }: PartiDocumenti, enteId: string, ore: number): Promise<number> {
  let eliminati = 0;
  const trattenuti = new Set<string>();
  for (;;) {
    const pagina = await inLettura(db, enteId, (tx) => findAbbandonati(tx, ore, PAGINA + trattenuti.size));
    const nuovi = pagina.filter((d) => !trattenuti.has(d.id));
    if (nuovi.length === 0) return eliminati;
    for (const documento of nuovi) {
      try {
        await inTransazione(db, enteId, (tx) => elimina(tx, enteId, documento));
        eliminati++;
      } catch (errore) {
        if (sqlstate(errore) !== RIFERITO) throw errore;
        trattenuti.add(documento.id);
      }
    }
  }
}

/** The files of these digests that no row names, one by one under the lock that an upload of the same content takes. */
async function eliminaFile(
  { db, archivio }: PartiDocumenti,
  enteId: string,
  candidati: Map<string, string>,
): Promise<number> {
  if (candidati.size === 0) return 0;
  const usate = await inLettura(db, enteId, (tx) => findImpronteUsate(tx, [...candidati.keys()]));
  let eliminati = 0;
  for (const [impronta, key] of candidati) {
    if (usate.has(impronta)) continue;
    await inTransazione(db, enteId, async (tx) => {
      await lockImpronta(tx, enteId, impronta);
      if ((await findImpronteUsate(tx, [impronta])).size > 0) return;
      await archivio.delete(key);
      eliminati++;
    });
  }
  return eliminati;
}

/**
 * Removes what nobody will register any more: uploads that after a day no registration and no exclusion names, then
 * the files older than a day that no row names, then what interrupted uploads left. Safe beside uploads, registrations
 * and other sweepers.
 *
 * @returns how many of each
 */
export async function spazza(
  parti: PartiDocumenti,
  enteId: string,
  ore = ORE,
): Promise<{ righe: number; file: number; incompleti: number }> {
  const righe = await eliminaRighe(parti, enteId, ore);
  const prima = Date.now() - ore * 3_600_000;
  let file = 0;
  let candidati = new Map<string, string>();
  for await (const { key, storedAt } of parti.archivio.list(enteId)) {
    if (storedAt.getTime() > prima) continue;
    candidati.set(key.slice(-64), key);
    if (candidati.size < PAGINA) continue;
    file += await eliminaFile(parti, enteId, candidati);
    candidati = new Map();
  }
  file += await eliminaFile(parti, enteId, candidati);
  const incompleti = await parti.archivio.purgeIncoming();
  if (righe + file + incompleti > 0)
    parti.log.info({ enteId, righe, file, incompleti }, 'documenti mai registrati eliminati');
  return { righe, file, incompleti };
}
