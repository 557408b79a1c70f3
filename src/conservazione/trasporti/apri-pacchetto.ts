import { createHash } from 'node:crypto';
import { apriContenuto } from '#documenti';
import { oraDiRoma } from '#platform/clock';
import { inLettura } from '#platform/db';
import { objectKey } from '#platform/storage';
import { openZip, type OpenZip } from '#platform/zip';
import type { PartiConservazione } from '../parti.ts';
import { PINDEX } from '../pacchetti/scrivi-zip.ts';
import type { Aperto } from './http-parer.ts';
import { distribuisci } from './unita-documentaria.ts';
import type { DaConsegnare, FileDaConsegnare } from './trasporto.ts';
import { smontaFascicolo } from './unita-di-fascicolo.ts';

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

/** The key of a document that goes by itself: its number, or, where it was never registered, its own identifier. */
function unitaDi(f: {
  documento_id: string;
  anno: number | null;
  numero: number | null;
  codice: string | null;
  caricato_il: Date | null;
}): DaConsegnare['chiave'] {
  return f.anno === null || f.numero === null || f.codice === null
    ? {
        registro: 'NON-REGISTRATI',
        anno: Number(oraDiRoma(f.caricato_il ?? new Date(0)).slice(0, 4)),
        numero: f.documento_id,
      }
    : { registro: f.codice, anno: f.anno, numero: String(f.numero) };
}

/** A package file by file: what was registered comes verified from the archive, metadata and index from the package. */
export async function apriPacchetto(parti: PartiConservazione, p: DaConsegnare): Promise<Aperto> {
  const { enteId } = p;
  const righe = await inLettura(parti.db, enteId, (tx) =>
    tx
      .selectFrom('pacchetto_file as f')
      .leftJoin('documento as d', 'd.id', 'f.documento_id')
      .leftJoin('registrazione as r', 'r.id', 'f.registrazione_id')
      .leftJoin('registro as g', 'g.id', 'r.registro_id')
      .selectAll('f')
      .select(['r.anno', 'r.numero', 'g.codice', 'd.caricato_il'])
      .where('f.pacchetto_id', '=', p.id)
      .orderBy('f.ordine')
      .execute(),
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
      unita: f.documento_id === null ? null : unitaDi({ ...f, documento_id: f.documento_id }),
      registrato: f.registrazione_id !== null,
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
      unita: null,
      registrato: false,
    },
  ];
  const { metadati } = distribuisci(file).principale;
  const leggi = async (percorso: string): Promise<string> => (await byteDi(zip, percorso)).toString('utf8');
  return {
    file,
    normativo: metadati === null ? undefined : await leggi(metadati),
    smonta: () => smontaFascicolo(p, file, leggi),
    apri: async (f) =>
      f.documentoId === null ? await byteDi(zip, f.percorso) : await apriContenuto(parti, enteId, f),
    chiudi: () => zip.close(),
  };
}
