import type { Readable } from 'node:stream';
import type { Contesto } from '#autorizzazioni';
import { apriContenuto, leggiContenuto, trovaDocumenti, type PartiDocumenti } from '#documenti';
import { inLettura } from '#platform/db';
import { openZip, ZipRefused, type ZipLimits } from '#platform/zip';
import { haPortato } from '../ha-portato.ts';
import { nonCaricato, nonLeggibile } from './importazione.errors.ts';
import { leggiPacchetto } from './leggi-pacchetto.ts';
import type { Pacchetto } from './pacchetto.schema.ts';

const MIB = 1024 ** 2;
const IN_MEMORIA = 8 * MIB;
/** Beyond what is uploaded in one file by default, and what an honest archive of scanned pages compresses to. */
const LIMITI: ZipLimits = {
  maxEntries: 100_000,
  maxBytes: 8 * 1024 * MIB,
  maxRatio: 100,
  freeBytes: 64 * MIB,
};

/**
 * The exported fascicolo in an uploaded file, read where it is: one's own upload only.
 *
 * @returns what it says, and the digest of the archive
 * @throws Rifiuto `fascicolo.pacchetto-sconosciuto`, `fascicolo.pacchetto-non-leggibile`, `fascicolo.pacchetto-non-valido`,
 *   `fascicolo.pacchetto-alterato`
 */
export async function apriPacchetto(
  parti: PartiDocumenti,
  ctx: Contesto,
  documentoId: string,
): Promise<{ pacchetto: Pacchetto; impronta: string }> {
  const documento = await inLettura(parti.db, ctx.ente.id, async (tx) => {
    const [trovato] = await trovaDocumenti(tx, [documentoId]);
    if (!trovato || !(await haPortato(tx, ctx, documentoId))) throw nonCaricato();
    return trovato;
  });
  const intero = documento.dimensione <= IN_MEMORIA;
  try {
    const zip = await openZip(
      intero
        ? await leggiContenuto(parti, ctx.ente.id, documento)
        : {
            size: documento.dimensione,
            read: async (start, end) =>
              (await apriContenuto(parti, ctx.ente.id, documento, { start, end })) as Readable,
          },
      LIMITI,
    );
    try {
      return { pacchetto: await leggiPacchetto(zip), impronta: documento.impronta };
    } finally {
      zip.close();
    }
  } catch (errore) {
    throw errore instanceof ZipRefused ? nonLeggibile(errore.fault) : errore;
  }
}
