import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Readable as Flusso } from 'node:stream';
import yazl from 'yazl';
import type { Contesto } from '#autorizzazioni';
import { apriContenuto, type PartiDocumenti } from '#documenti';
import { oraDiRoma } from '#platform/clock';
import { inLettura, inTransazione, type Tx } from '#platform/db';
import { numeroASetteCifre } from '#segnatura';
import { traccia } from '#tracciamento';
import {
  contenutoFascicolo,
  partiDelFascicolo,
  type DocumentoContenuto,
  type FileContenuto,
} from './contenuto-fascicolo.ts';
import type { Fascicolo } from './fascicoli.schema.ts';
import { indicePdf, type ParteIndice } from './indice-pdf.ts';
import { leggiFascicolo } from './leggi-fascicolo.ts';
import { legamiDelFascicolo } from './importa-fascicolo/legami.queries.ts';
import {
  FORMATO,
  NOME_INDICE,
  VERSIONE,
  type IndicePacchetto,
} from './importa-fascicolo/pacchetto.schema.ts';
import { idAggregazione, metadatiXml, type EnteProduttore } from './metadati-xml.ts';

/** A name that every file system takes: no separators or control characters, no end in dots or blanks, 100 characters. */
export function nomeInArchivio(nome: string): string {
  const pulito = Array.from(nome.normalize('NFC'))
    .map((c) => ((c.codePointAt(0) ?? 0) < 0x20 || '/\\:*?"<>|\u007f'.includes(c) ? '_' : c))
    .join('');
  const estensione = /.(\.[A-Za-z0-9]{1,10})$/.exec(pulito)?.[1] ?? '';
  const radice = pulito.slice(0, pulito.length - estensione.length).replace(/^[. ]+|[. ]+$/g, '');
  return `${(radice === '' ? 'documento' : radice).slice(0, 100 - estensione.length)}${estensione}`;
}

/** Folder of a document in the archive: its place in the order of the fascicolo, then its registration. */
function cartella(numero: string, d: DocumentoContenuto, posto: number): string {
  const r = d.registrazione;
  const estremi = r === null ? 'non-registrato' : `${r.registro}-${r.anno}-${numeroASetteCifre(r.numero)}`;
  return `documenti/${numero}/${String(posto).padStart(5, '0')}-${estremi}`;
}

function percorsoFile(dove: string, file: FileContenuto, i: number): string {
  const prefisso = file.ruolo === 'allegato' ? `allegato-${String(i).padStart(3, '0')}` : file.ruolo;
  return `${dove}/${prefisso}-${nomeInArchivio(file.nomeFile)}`;
}

/** Everything there is to read before the first byte goes. */
export type DaEsportare = {
  id: string;
  parti: [ParteIndice, ...ParteIndice[]];
  ente: EnteProduttore;
  /** What ties it to the rest of the archive. */
  legami: Pick<IndicePacchetto, 'serie' | 'collegamenti'>;
};

async function leggiTutto(tx: Tx, ctx: Contesto, numero: string): Promise<DaEsportare> {
  const [primo, ...altri] = await partiDelFascicolo(tx, ctx, numero);
  const parte = async (codice: string): Promise<ParteIndice> => ({
    fascicolo: await leggiFascicolo(tx, ctx, codice),
    documenti: await contenutoFascicolo(tx, ctx, codice),
  });
  const parti: DaEsportare['parti'] = [await parte(primo ?? numero)];
  for (const codice of altri) parti.push(await parte(codice));
  const aoo = await tx
    .selectFrom('aoo')
    .select(['codice', 'denominazione', 'casella_pec as casellaPec'])
    .executeTakeFirstOrThrow();
  const { id, versione } = await tx
    .selectFrom('fascicolo as f')
    .innerJoin('voce_titolario as v', 'v.id', 'f.voce_titolario_id')
    .innerJoin('titolario as t', 't.id', 'v.titolario_id')
    .select(['f.id', 't.versione'])
    .where('f.codice', '=', numero)
    .executeTakeFirstOrThrow();
  return {
    id,
    parti,
    legami: await legamiDelFascicolo(tx, id, parti),
    ente: {
      denominazione: ctx.ente.denominazione,
      codiceIpa: ctx.ente.codiceIpa,
      aoo,
      titolario: versione,
    },
  };
}

/** What the archive is and what ties the fascicolo to the rest: with it the fascicolo is put back in its place (RN-40.2b). */
function indicePacchetto(
  { parti: [primo], ente, legami }: DaEsportare,
  parti: IndicePacchetto['parti'],
  adesso: Date,
): IndicePacchetto {
  return {
    formato: FORMATO,
    versione: VERSIONE,
    esportatoIl: oraDiRoma(adesso),
    ente: { codiceIpa: ente.codiceIpa, denominazione: ente.denominazione },
    aoo: { codice: ente.aoo.codice, denominazione: ente.aoo.denominazione },
    titolario: ente.titolario,
    fascicolo: primo.fascicolo.numero,
    ...legami,
    parti,
  };
}

/** The fascicolo as data, with where each document is in the archive: links survive without this program (RN-40.2b). */
function comeDati(fascicolo: Fascicolo, documenti: readonly DocumentoContenuto[], ente: EnteProduttore) {
  const { _links, contenuti, puoModificare: _puo, ...dati } = fascicolo;
  return {
    identificativo: idAggregazione(ente, fascicolo.numero),
    ...dati,
    parti: contenuti.map((c) => c.numero),
    elencoDocumenti: documenti.map((d, i) => {
      const dove = cartella(fascicolo.numero, d, i + 1);
      return { ...d, file: d.file.map((file, j) => ({ ...file, percorso: percorsoFile(dove, file, j) })) };
    }),
  };
}

/**
 * A whole fascicolo as a zip, written while it is sent: index in PDF/A, AgID metadata of each aggregation, the same as data
 * (JSON), what ties it to the rest of the archive, and the files, each verified against its digest before it goes in. A file that
 * is no longer itself breaks the stream: half an archive never looks like a whole one. `importaFascicolo` reads it back.
 *
 * @throws Rifiuto `fascicolo.non-trovato`, before anything is sent
 */
export async function esportaFascicolo(
  parti: PartiDocumenti,
  ctx: Contesto,
  numero: string,
  adesso: Date,
): Promise<Readable> {
  const tutto = await inLettura(parti.db, ctx.ente.id, (tx) => leggiTutto(tx, ctx, numero));
  const indice = await indicePdf(tutto.parti, ctx.ente.denominazione, adesso);
  await inTransazione(parti.db, ctx.ente.id, (tx) =>
    traccia(tx, ctx, 'fascicolo.esportato', { tipo: 'fascicolo', id: tutto.id }, { numero }),
  );
  const zip = new yazl.ZipFile();
  const uscita = zip.outputStream as Readable;
  zip.on('error', (errore) => uscita.destroy(errore as Error));
  const opzioni = { mtime: adesso };
  const datiDi = tutto.parti.map(({ fascicolo, documenti }) => {
    const byte = Buffer.from(JSON.stringify(comeDati(fascicolo, documenti, tutto.ente), null, 2));
    const impronta = createHash('sha256').update(byte).digest('hex');
    return { numero: fascicolo.numero, dati: `dati/${fascicolo.numero}.json`, impronta, byte };
  });
  const nominate = datiDi.map(({ byte: _byte, ...parte }) => parte);
  zip.addBuffer(
    Buffer.from(JSON.stringify(indicePacchetto(tutto, nominate, adesso), null, 2)),
    NOME_INDICE,
    opzioni,
  );
  for (const { dati, byte } of datiDi) zip.addBuffer(byte, dati, opzioni);
  zip.addBuffer(Buffer.from(indice), 'indice.pdf', opzioni);
  for (const { fascicolo, documenti } of tutto.parti) {
    const nome = fascicolo.numero;
    zip.addBuffer(
      Buffer.from(metadatiXml(fascicolo, documenti, tutto.ente)),
      `metadati/${nome}.xml`,
      opzioni,
    );
    for (const [i, d] of documenti.entries()) {
      const dove = cartella(nome, d, i + 1);
      for (const [j, file] of d.file.entries())
        zip.addReadStreamLazy(
          percorsoFile(dove, file, j),
          { ...opzioni, size: file.dimensione },
          (pronto) => {
            apriContenuto(parti, ctx.ente.id, file).then(
              (contenuto) => pronto(null, Buffer.isBuffer(contenuto) ? Flusso.from([contenuto]) : contenuto),
              (errore: unknown) => pronto(errore, Flusso.from([])),
            );
          },
        );
    }
  }
  zip.end();
  return uscita;
}
