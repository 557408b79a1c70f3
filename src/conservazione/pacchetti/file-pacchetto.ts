import { apriContenuto } from '#documenti';
import type { Readable } from 'node:stream';
import { inLettura } from '#platform/db';
import { pacchettoNonTrovato } from '../conservazione.errors.ts';
import type { PartiConservazione } from '../parti.ts';
import { apriZip, byteDi } from '../trasporti/apri-pacchetto.ts';
import { PINDEX } from './scrivi-zip.ts';

/** A file taken out of a package, with the name it goes under. */
export type FileTolto = { nome: string; contenuto: Buffer | Readable };

/** The UNI 11386 index of a package, from the package itself. @throws Rifiuto `conservazione.pacchetto-non-trovato` */
export async function indiceDelPacchetto(
  parti: PartiConservazione,
  enteId: string,
  id: string,
): Promise<FileTolto> {
  const p = await inLettura(parti.db, enteId, (tx) =>
    tx
      .selectFrom('pacchetto')
      .select(['impronta', 'dimensione', 'identificativo'])
      .where('id', '=', id)
      .executeTakeFirst(),
  );
  if (!p) throw pacchettoNonTrovato();
  const zip = await apriZip(parti, enteId, p);
  try {
    return { nome: `${p.identificativo}-${PINDEX}`, contenuto: await byteDi(zip, PINDEX) };
  } finally {
    zip.close();
  }
}

/** The last rapporto di versamento of a package, as it came. @throws Rifiuto `conservazione.pacchetto-non-trovato` */
export async function rapportoDelPacchetto(
  parti: PartiConservazione,
  enteId: string,
  id: string,
): Promise<FileTolto> {
  const r = await inLettura(parti.db, enteId, (tx) =>
    tx
      .selectFrom('pacchetto as p')
      .innerJoin('documento as d', 'd.id', 'p.rapporto_id')
      .select(['d.impronta', 'd.dimensione', 'd.nome_file as nomeFile'])
      .where('p.id', '=', id)
      .executeTakeFirst(),
  );
  if (!r) throw pacchettoNonTrovato();
  return { nome: r.nomeFile, contenuto: await apriContenuto(parti, enteId, r) };
}
