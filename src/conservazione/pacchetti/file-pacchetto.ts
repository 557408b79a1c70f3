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

/**
 * A rapporto read for a package, as it came: of a fascicolo taken apart there is one for each document and part, and each is a proof of
 * its own.
 *
 * @throws Rifiuto `conservazione.pacchetto-non-trovato`
 */
export async function rapportoLetto(
  parti: PartiConservazione,
  enteId: string,
  id: string,
  rapporto: string,
): Promise<FileTolto> {
  const r = await inLettura(parti.db, enteId, (tx) =>
    tx
      .selectFrom('pacchetto_evento as e')
      .innerJoin('documento as d', 'd.id', 'e.rapporto_id')
      .select(['d.impronta', 'd.dimensione', 'd.nome_file as nomeFile'])
      .where('e.pacchetto_id', '=', id)
      .where('e.rapporto_id', '=', rapporto)
      .executeTakeFirst(),
  );
  if (!r) throw pacchettoNonTrovato();
  return { nome: r.nomeFile, contenuto: await apriContenuto(parti, enteId, r) };
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
