import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import yazl from 'yazl';
import { apriContenuto, portaFirma } from '#documenti';
import { nomeInArchivio } from '#fascicoli';
import { oraDiRoma } from '#platform/clock';
import { inLettura } from '#platform/db';
import type { PartiConservazione } from '../parti.ts';
import type { Descritto } from '../metadati/descritto.ts';
import { documentoXml } from '../metadati/documento-xml.ts';
import { leggiDescritto } from '../metadati/leggi-descritto.ts';
import { leggiSciolto } from '../metadati/sciolto.ts';
import { scioltoXml } from '../metadati/sciolto-xml.ts';
import type { VoceFile } from './contenuto.ts';
import { pindex, SCHEMA_AGGREGAZIONE, SCHEMA_ALLEGATO5, SCHEMA_SCIOLTO, type Indice } from './pindex.ts';
import type { Preparato } from './prepara.ts';

export const PINDEX = 'PIndex.xml';

/** A file as it went into the package. */
export type Scritto = {
  ruolo: 'principale' | 'allegato' | 'metadati';
  percorso: string;
  impronta: string;
  dimensione: number;
  formato: string;
  nomeFile: string;
  documentoId: string | null;
  registrazioneId: string | null;
  metadati: string | null;
};

const sha256 = (byte: Buffer): string => createHash('sha256').update(byte).digest('hex');

/** Where each file goes: a folder for its document, then its place in it. */
function percorsi(file: readonly VoceFile[]): Map<VoceFile, string> {
  const cartelle = new Map<string, string>();
  const quanti = new Map<string, number>();
  return new Map(
    file.map((f) => {
      const cartella =
        cartelle.get(f.estremi) ?? `documenti/${String(cartelle.size + 1).padStart(5, '0')}-${f.estremi}`;
      cartelle.set(f.estremi, cartella);
      const n = quanti.get(f.estremi) ?? 0;
      quanti.set(f.estremi, n + 1);
      const prefisso = f.ruolo === 'allegato' ? `allegato-${String(n).padStart(3, '0')}` : f.ruolo;
      return [f, `${cartella}/${prefisso}-${nomeInArchivio(f.nomeFile)}`];
    }),
  );
}

/**
 * Writes a package while it is read: every file verified against its digest before it goes in, its metadata made when their turn
 * comes, and last the index, which names them all. What is not as it was registered breaks the stream.
 *
 * @returns the stream, and what was written and the index once it has ended
 */
export function scriviZip(
  parti: PartiConservazione,
  enteId: string,
  p: Preparato,
  adesso: Date,
): { flusso: Readable; scritti: Scritto[]; indice: () => Buffer } {
  const zip = new yazl.ZipFile();
  const flusso = zip.outputStream as Readable;
  zip.on('error', (errore) => flusso.destroy(errore as Error));
  const scritti: Scritto[] = [];
  const gruppi = new Map<string, Indice['gruppi'][number]>();
  let indice: Buffer | undefined;
  let letto: Descritto | undefined;

  const aggiungi = (nome: string, apri: () => Promise<Buffer | Readable>, size?: number): void =>
    void zip.addReadStreamLazy(nome, { mtime: adesso, ...(size !== undefined && { size }) }, (pronto) => {
      apri().then(
        (c) => pronto(null, Buffer.isBuffer(c) ? Readable.from([c]) : c),
        (errore: unknown) => pronto(errore, Readable.from([])),
      );
    });
  const gruppo = (id: string, etichetta: string): Indice['gruppi'][number] => {
    const g = gruppi.get(id) ?? { id, etichetta, file: [] };
    gruppi.set(id, g);
    return g;
  };
  const metadati = (percorso: string, xml: Buffer, registrazioneId: string | null): Scritto => {
    const scritto: Scritto = {
      ruolo: 'metadati',
      percorso,
      impronta: sha256(xml),
      dimensione: xml.length,
      formato: 'application/xml',
      nomeFile: percorso.slice(percorso.lastIndexOf('/') + 1),
      documentoId: null,
      registrazioneId,
      metadati: null,
    };
    scritti.push(scritto);
    return scritto;
  };

  const metadatiDi = async (f: VoceFile, firmato: boolean): Promise<string> => {
    const { registrazioneId, documentoId } = f;
    if (registrazioneId === null) {
      const sciolto = await inLettura(parti.db, enteId, (tx) => leggiSciolto(tx, documentoId));
      if (!sciolto) throw new Error(`documento ${documentoId} non riletto`);
      return scioltoXml(sciolto, p.dialetto, { firmato });
    }
    if (letto?.id !== registrazioneId)
      letto = await inLettura(parti.db, enteId, (tx) => leggiDescritto(tx, registrazioneId));
    if (!letto) throw new Error(`registrazione ${registrazioneId} non riletta`);
    return documentoXml(letto, f.ordine, p.dialetto, { firmato });
  };
  const dove = percorsi(p.contenuto.file);
  for (const f of p.contenuto.file) {
    const percorso = dove.get(f) ?? '';
    const xml = `metadati/${f.estremi}-${f.ordine}.xml`;
    aggiungi(
      percorso,
      async () => {
        scritti.push({ ...f, percorso, metadati: xml });
        gruppo(f.estremi, f.estremi).file.push({
          id: f.documentoId,
          percorso,
          impronta: f.impronta,
          formato: f.formato,
        });
        return await apriContenuto(parti, enteId, f);
      },
      f.dimensione,
    );
    aggiungi(xml, async () => {
      const firmato = await portaFirma(parti, enteId, f);
      const byte = Buffer.from(await metadatiDi(f, firmato));
      const { impronta } = metadati(xml, byte, f.registrazioneId);
      const indicizzato = gruppo(f.estremi, f.estremi).file.find((x) => x.percorso === percorso);
      const schema = f.registrazioneId === null ? SCHEMA_SCIOLTO : SCHEMA_ALLEGATO5;
      if (indicizzato) indicizzato.metadati = { percorso: xml, impronta, schema };
      return byte;
    });
  }
  for (const a of p.aggregazioni)
    aggiungi(`aggregazioni/${a.nome}.xml`, () => {
      const byte = Buffer.from(a.xml);
      const { percorso, impronta } = metadati(`aggregazioni/${a.nome}.xml`, byte, null);
      gruppo('aggregazioni', `Metadati dell’aggregazione (${SCHEMA_AGGREGAZIONE})`).file.push({
        id: a.nome,
        percorso,
        impronta,
        formato: 'application/xml',
      });
      return Promise.resolve(byte);
    });
  aggiungi(PINDEX, () => {
    indice = Buffer.from(
      pindex({
        identificativo: p.identificativo,
        titolo: p.contenuto.titolo,
        descrizione: `Pacchetto di versamento: ${p.contenuto.tipo}, versione ${p.versione}`,
        istante: oraDiRoma(adesso),
        ente: p.ente,
        responsabile: p.responsabile,
        gruppi: [...gruppi.values()],
      }),
    );
    return Promise.resolve(indice);
  });
  zip.end();
  return {
    flusso,
    scritti,
    indice: () => {
      if (!indice) throw new Error('pacchetto non finito');
      return indice;
    },
  };
}
