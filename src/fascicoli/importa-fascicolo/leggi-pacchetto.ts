import { createHash } from 'node:crypto';
import type { TSchema, Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { verificaTesto } from '#platform/http';
import type { OpenZip, ZipEntry } from '#platform/zip';
import { alterato, nonPacchetto } from './importazione.errors.ts';
import {
  FORMATO,
  IndicePacchetto,
  NOME_INDICE,
  PartePacchetto,
  VERSIONE,
  type Pacchetto,
} from './pacchetto.schema.ts';

/** Thousands of documents fit; what is read whole must not be large. */
const DATI_MASSIMI = 16 * 1024 * 1024;

const indicePacchetto = Compile(IndicePacchetto);
const partePacchetto = Compile(PartePacchetto);

function voce(zip: OpenZip, percorso: string): ZipEntry {
  const trovata = zip.entries.get(percorso);
  if (!trovata) throw nonPacchetto(`manca «${percorso}»`);
  return trovata;
}

async function testo(entrata: ZipEntry): Promise<Buffer> {
  if (entrata.size > DATI_MASSIMI) throw nonPacchetto(`«${entrata.name}» è troppo grande`);
  return await entrata.bytes();
}

function comeJson(byte: Buffer, percorso: string): unknown {
  let letto: unknown;
  try {
    letto = JSON.parse(byte.toString('utf8'));
  } catch {
    throw nonPacchetto(`«${percorso}» non si legge`);
  }
  verificaTesto(letto);
  return letto;
}

function secondo<T extends TSchema>(
  forma: { Check: (valore: unknown) => boolean },
  valore: unknown,
  percorso: string,
): Static<T> {
  if (!forma.Check(valore)) throw nonPacchetto(`in «${percorso}» mancano dei dati`);
  return valore as Static<T>;
}

/**
 * Everything the archive says, once it is known to be what was exported: each file named is there with its own digest, and nothing
 * is there that is not named.
 *
 * @throws Rifiuto `fascicolo.pacchetto-non-valido`, `fascicolo.pacchetto-alterato`; ZipRefused
 */
export async function leggiPacchetto(zip: OpenZip): Promise<Pacchetto> {
  const letto = comeJson(await testo(voce(zip, NOME_INDICE)), NOME_INDICE);
  const { formato, versione } = (letto ?? {}) as { formato?: unknown; versione?: unknown };
  if (formato === FORMATO && versione !== VERSIONE)
    throw nonPacchetto(`è della versione ${String(versione)} del formato, qui si legge la ${VERSIONE}`);
  const indice = secondo<typeof IndicePacchetto>(indicePacchetto, letto, NOME_INDICE);

  const nominati = new Set([NOME_INDICE, 'indice.pdf']);
  const parti: PartePacchetto[] = [];
  for (const { numero, dati, impronta } of indice.parti) {
    nominati.add(dati).add(`metadati/${numero}.xml`);
    const byte = await testo(voce(zip, dati));
    if (createHash('sha256').update(byte).digest('hex') !== impronta) throw alterato(dati);
    const parte = secondo<typeof PartePacchetto>(partePacchetto, comeJson(byte, dati), dati);
    if (parte.numero !== numero) throw nonPacchetto(`«${dati}» è di un altro fascicolo`);
    parti.push(parte);
  }
  if (parti[0]?.numero !== indice.fascicolo) throw nonPacchetto('manca il fascicolo stesso');

  for (const file of parti.flatMap((p) => p.elencoDocumenti.flatMap((d) => d.file))) {
    nominati.add(file.percorso);
    const entrata = voce(zip, file.percorso);
    if (entrata.size !== file.dimensione || (await entrata.sha256()) !== file.impronta)
      throw alterato(file.percorso);
  }
  const estraneo = [...zip.entries.keys()].find((nome) => !nominati.has(nome));
  if (estraneo !== undefined) throw nonPacchetto(`contiene «${estraneo}», che non ne fa parte`);
  return { indice, parti };
}
