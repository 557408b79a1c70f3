import { sql } from 'kysely';
import { apriContenuto } from '#documenti';
import { inLettura } from '#platform/db';
import { XmlMalformato } from '#platform/xml';
import type { PartiConservazione } from '../parti.ts';
import { leggiRapporto, type Rapporto } from '../rapporti/leggi-rapporto.ts';

/** A rapporto with the digest of what is shown in it: of its package, or of the file itself. */
export type RapportoCheProva = { byte: Buffer; impronte: Rapporto['impronte'] };

/** Nothing when it cannot be read: it was kept as it came, and proves nothing. */
function impronteDi(byte: Buffer): Rapporto['impronte'] | undefined {
  try {
    return leggiRapporto(byte).impronte;
  } catch (errore) {
    if (errore instanceof XmlMalformato) return undefined;
    throw errore;
  }
}

/**
 * Among the rapporti read for a package, the newest that carries the digest of this file, or of the whole. Others are kept with it that
 * do not: of another package, unreadable, or, of a fascicolo handed over document by document, of its other documents. Its digests were written down when it was read; here it is opened, and they are looked for in its bytes.
 */
export async function rapportoCheProva(
  parti: PartiConservazione,
  enteId: string,
  pacchetto: { id: string; impronta: string },
  file: { impronta: string },
): Promise<RapportoCheProva | undefined> {
  const letti = await inLettura(parti.db, enteId, (tx) =>
    tx
      .selectFrom('pacchetto_evento as e')
      .innerJoin('documento as d', 'd.id', 'e.rapporto_id')
      .leftJoin('rapporto_impronte as r', (j) =>
        j.onRef('r.pacchetto_id', '=', 'e.pacchetto_id').onRef('r.rapporto_id', '=', 'e.rapporto_id'),
      )
      .select(['d.impronta', 'd.dimensione'])
      .where('e.pacchetto_id', '=', pacchetto.id)
      // Of those read before their digests were written down it is not known: they are opened.
      .where(
        sql<boolean>`(r.impronte IS NULL OR r.impronte && ARRAY[${pacchetto.impronta}, ${file.impronta}]::text[])`,
      )
      .orderBy('e.istante', 'desc')
      .orderBy('e.id', 'desc')
      .execute(),
  );
  for (const r of letti) {
    const contenuto = await apriContenuto(parti, enteId, r);
    const byte = Buffer.isBuffer(contenuto) ? contenuto : Buffer.concat(await contenuto.toArray());
    const impronte = impronteDi(byte);
    if (impronte && (impronte.pacchetto === pacchetto.impronta || impronte.file.includes(file.impronta)))
      return { byte, impronte };
  }
  return undefined;
}
