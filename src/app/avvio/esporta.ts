import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { metadatiDocumento, metadatiSciolto } from '#conservazione';
import { anniRegistrati, CartellaOccupata, esporta } from '#esportazione';
import { apriBancaDati, inLettura, type Db } from '#platform/db';
import { openFileSystemStore } from '#platform/storage';
import type { BaseDati } from './base-dati.ts';
import { Fermata, USCITA } from './fermata.ts';
import type { Terminale } from './terminale.ts';

const USO = 'Uso: npm run esporta -- <cartella> [--anno AAAA] [--ente <codice IPA>]';

export type DaEsportare = { cartella: string; anno: number | null; ente: string | undefined };

/**
 * @param chiamato where whoever gave the command was
 * @throws Fermata when it is not said where, or the year is none
 */
export function daEsportare(argomenti: string[], chiamato: string): DaEsportare {
  try {
    const { values, positionals } = parseArgs({
      args: argomenti,
      options: { anno: { type: 'string' }, ente: { type: 'string' } },
      allowPositionals: true,
    });
    const [cartella, ...altre] = positionals;
    if (cartella === undefined || altre.length > 0 || !/^(2\d{3})?$/.test(values.anno ?? ''))
      throw new Fermata(USO, USCITA.impostazioni);
    return {
      cartella: resolve(chiamato, cartella),
      anno: values.anno === undefined ? null : Number(values.anno),
      ente: values.ente,
    };
  } catch (errore) {
    if (errore instanceof Fermata) throw errore;
    throw new Fermata(USO, USCITA.impostazioni, errore);
  }
}

/** @throws Fermata when the ente is not said and there are many, when nothing is of that year, when the folder holds something else, or when documents are not whole */
export async function esportaEnte(
  { base, dati, terminale }: { base: BaseDati; dati: string; terminale: Terminale },
  { cartella, anno, ente }: DaEsportare,
): Promise<void> {
  const db = apriBancaDati(base.url);
  try {
    const { id, denominazione } = await qualeEnte(db, ente);
    if (anno !== null) await verificaAnno(db, id, anno);
    const archivio = await openFileSystemStore(join(dati, 'documenti'));
    const chi = {
      ente: { id },
      attore: 'installazione (esporta)',
      utenteId: null,
      chiaveApiId: null,
      unita: null,
      ip: '',
      richiestaId: '',
    };
    const elenco = await esporta(
      { db, archivio, metadati: { registrato: metadatiDocumento, sciolto: metadatiSciolto } },
      chi,
      { cartella, anno },
      ({ fatti, tutti }) => terminale.avanza(fatti, tutti),
    ).catch((errore: unknown) => {
      if (errore instanceof CartellaOccupata) throw new Fermata(errore.message, USCITA.impostazioni, errore);
      throw errore;
    });
    const registrazioni = elenco.registri.reduce((n, r) => n + r.registrazioni, 0);
    terminale.scrivi(
      `\n${denominazione}: ${registrazioni} registrazioni e ${elenco.documenti} documenti in ${cartella}.\n` +
        `Per verificarli: node verificatore/verifica.mjs ${cartella}`,
    );
    if (elenco.difetti.length > 0)
      throw new Fermata(
        `Documenti mancanti o alterati nell’archivio: ${elenco.difetti.length}. Sono elencati in esportazione.json.`,
        USCITA.guasto,
      );
  } finally {
    await db.destroy();
  }
}

async function verificaAnno(db: Db, enteId: string, anno: number): Promise<void> {
  const anni = await inLettura(db, enteId, anniRegistrati);
  if (anni.includes(anno)) return;
  const quali =
    anni.length === 0 ? 'non ce n’è in alcun anno' : `ce ne sono in: ${anni.toSorted().join(', ')}`;
  throw new Fermata(`Nel ${anno} non c’è alcuna registrazione; ${quali}.`, USCITA.impostazioni);
}

async function qualeEnte(db: Db, codice: string | undefined): Promise<{ id: string; denominazione: string }> {
  const enti = await db
    .selectFrom('ente')
    .select(['id', 'codice_ipa', 'denominazione'])
    .orderBy('codice_ipa')
    .execute();
  const scelti = enti.filter((e) => codice === undefined || e.codice_ipa === codice);
  const [solo, altro] = scelti;
  if (!solo)
    throw new Fermata(
      codice === undefined ? 'Non c’è alcun ente.' : `L’ente «${codice}» non c’è.`,
      USCITA.impostazioni,
    );
  if (altro)
    throw new Fermata(
      `Indicare quale ente con --ente: ${enti.map((e) => e.codice_ipa).join(', ')}.`,
      USCITA.impostazioni,
    );
  return solo;
}
