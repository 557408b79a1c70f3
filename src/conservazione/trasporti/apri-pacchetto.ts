import { createHash } from 'node:crypto';
import { apriContenuto } from '#documenti';
import { inLettura } from '#platform/db';
import { objectKey } from '#platform/storage';
import { openZip, type OpenZip } from '#platform/zip';
import type { PartiConservazione } from '../parti.ts';
import { PINDEX } from '../pacchetti/scrivi-zip.ts';
import type { Aperto } from './http-parer.ts';
import { distribuisci } from './unita-documentaria.ts';
import type { FileDaConsegnare } from './trasporto.ts';

const LIMITI = {
  maxEntries: 2_000_000,
  maxBytes: Number.MAX_SAFE_INTEGER,
  maxRatio: Infinity,
  freeBytes: 0,
};

type Zip = { impronta: string; dimensione: number };

/** The package kept in the archive, as the zip it is. It was made here: what it declares is believed. */
export async function apriZip(parti: PartiConservazione, enteId: string, p: Zip): Promise<OpenZip> {
  const chiave = objectKey(enteId, p.impronta);
  return await openZip(
    {
      size: p.dimensione,
      read: (start, end) => parti.archivio.get(chiave, { start, end }),
    },
    LIMITI,
  );
}

/** Bytes of a file of the package, from the package itself. */
export async function byteDi(zip: OpenZip, percorso: string): Promise<Buffer> {
  const voce = zip.entries.get(percorso);
  if (!voce) throw new Error(`nel pacchetto manca ${percorso}`);
  return await voce.bytes();
}

/** A package file by file: what was registered comes verified from the archive, metadata and index from the package. */
export async function apriPacchetto(
  parti: PartiConservazione,
  enteId: string,
  p: Zip & { id: string },
): Promise<Aperto> {
  const righe = await inLettura(parti.db, enteId, (tx) =>
    tx.selectFrom('pacchetto_file').selectAll().where('pacchetto_id', '=', p.id).orderBy('ordine').execute(),
  );
  const zip = await apriZip(parti, enteId, p);
  const indice = await byteDi(zip, PINDEX);
  const file: FileDaConsegnare[] = [
    ...righe.map((f) => ({
      id: `F${String(f.ordine).padStart(6, '0')}`,
      ruolo: f.ruolo as FileDaConsegnare['ruolo'],
      percorso: f.percorso,
      nomeFile: f.nome_file,
      formato: f.formato,
      impronta: f.impronta,
      dimensione: f.dimensione,
      documentoId: f.documento_id,
      metadati: f.metadati,
    })),
    {
      id: 'PINDEX',
      ruolo: 'metadati',
      percorso: PINDEX,
      nomeFile: PINDEX,
      formato: 'application/xml',
      impronta: createHash('sha256').update(indice).digest('hex'),
      dimensione: indice.length,
      documentoId: null,
      metadati: null,
    },
  ];
  const { metadati } = distribuisci(file).principale;
  return {
    file,
    normativo: metadati === null ? undefined : (await byteDi(zip, metadati)).toString('utf8'),
    apri: async (f) =>
      f.documentoId === null ? await byteDi(zip, f.percorso) : await apriContenuto(parti, enteId, f),
    chiudi: () => zip.close(),
  };
}
