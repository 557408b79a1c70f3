import { Readable } from 'node:stream';
import yazl from 'yazl';
import type { Contesto } from '#autorizzazioni';
import { apriContenuto } from '#documenti';
import { nomeInArchivio } from '#fascicoli';
import { dataItaliana, oraDiRoma } from '#platform/clock';
import { inLettura, inTransazione } from '#platform/db';
import { leggiXml, trova, type Elemento } from '#platform/xml';
import { traccia } from '#tracciamento';
import { pacchettoNonTrovato, rifiuto } from '../conservazione.errors.ts';
import type { PartiConservazione } from '../parti.ts';
import { apriZip, byteDi } from '../trasporti/apri-pacchetto.ts';
import { rapportoCheProva } from './rapporto-che-prova.ts';
import { PINDEX } from './scrivi-zip.ts';

type Confronto = { cosa: string; impronta: string; concorda: boolean };

async function leggi(parti: PartiConservazione, ctx: Contesto, id: string, ordine: number) {
  return await inLettura(parti.db, ctx.ente.id, async (tx) => {
    const p = await tx
      .selectFrom('pacchetto as p')
      .innerJoin('documento as z', 'z.id', 'p.archivio_id')
      .innerJoin('conservatore as c', 'c.id', 'p.conservatore_id')
      .select(['p.identificativo', 'p.stato', 'p.titolo', 'p.impronta', 'p.dimensione', 'p.concluso_il'])
      .select(['c.denominazione as conservatore', 'p.mosso_da as mosso'])
      .where('p.id', '=', id)
      .executeTakeFirst();
    const file = await tx
      .selectFrom('pacchetto_file')
      .selectAll()
      .where('pacchetto_id', '=', id)
      .where('ordine', '=', ordine)
      .where('ruolo', '<>', 'metadati')
      .executeTakeFirst();
    if (!p || !file) throw pacchettoNonTrovato();
    if (p.stato !== 'conservato')
      throw rifiuto(
        'non-conservato',
        'conflitto',
        'Si esibisce da un pacchetto conservato: questo non lo è ancora.',
      );
    return { p, file };
  });
}

function hashNelPIndex(pindex: Elemento, percorso: string): string | undefined {
  const scritto = pindex.figli
    .filter((g) => g.nome === 'FileGroup')
    .flatMap((g) => g.figli)
    .find((f) => trova(f, 'Path')?.testo === encodeURI(percorso));
  const base64 = trova(scritto, 'Hash')?.testo;
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('hex');
}

const relazione = (righe: readonly string[], confronti: readonly Confronto[]): string =>
  [
    ...righe,
    '',
    'Impronte SHA-256 confrontate adesso:',
    ...confronti.map((c) => `  ${c.impronta}  ${c.concorda ? 'concorda' : 'NON CONCORDA'}  ${c.cosa}`),
    '',
    'Si rifà con: sha256sum documento/* (e con ogni programma che calcoli SHA-256).',
    '',
  ].join('\n');

/**
 * RN-A.13: a document out of a conserved package, with what proves that it is the one that was handed over: its bytes hashed now, the
 * SInCRO index of the package, the rapporto of who keeps it. As a zip; nothing is sent when one of them does not agree.
 *
 * @throws Rifiuto `conservazione.pacchetto-non-trovato`, `conservazione.non-conservato`, `conservazione.integrita`
 */
export async function esibisci(
  parti: PartiConservazione,
  ctx: Contesto,
  id: string,
  ordine: number,
  motivo: string,
): Promise<{ nome: string; corpo: Readable }> {
  const enteId = ctx.ente.id;
  const { p, file } = await leggi(parti, ctx, id, ordine);
  const zip = await apriZip(parti, enteId, p);
  try {
    const indice = await byteDi(zip, PINDEX);
    const metadati = file.metadati === null ? undefined : await byteDi(zip, file.metadati);
    const neiByte = (await zip.entries.get(file.percorso)?.sha256()) ?? '';
    const nelPIndex = hashNelPIndex(leggiXml(indice.toString('utf8')), file.percorso) ?? '';
    const rapporto = await rapportoCheProva(parti, enteId, { id, impronta: p.impronta }, file);
    const confronti: Confronto[] = [
      { cosa: 'byte del documento nel pacchetto', impronta: neiByte, concorda: neiByte === file.impronta },
      { cosa: 'documento, nell’indice PIndex', impronta: nelPIndex, concorda: nelPIndex === file.impronta },
    ];
    if (rapporto?.impronte.pacchetto) {
      const adesso = await parti.archivio.digest(
        `${enteId}/${p.impronta.slice(0, 2)}/${p.impronta.slice(2, 4)}/${p.impronta}`,
      );
      confronti.push({
        cosa: 'pacchetto intero, nel rapporto di versamento',
        impronta: rapporto.impronte.pacchetto,
        concorda: rapporto.impronte.pacchetto === adesso,
      });
    }
    if (rapporto && rapporto.impronte.file.length > 0)
      confronti.push({
        cosa: 'documento, nel rapporto di versamento',
        impronta: file.impronta,
        concorda: rapporto.impronte.file.includes(file.impronta),
      });
    if (confronti.some((c) => !c.concorda))
      throw rifiuto(
        'integrita',
        'conflitto',
        `Il documento non è quello che fu versato: ${confronti
          .filter((c) => !c.concorda)
          .map((c) => c.cosa)
          .join('; ')}.`,
      );
    await inTransazione(parti.db, enteId, (tx) =>
      traccia(
        tx,
        ctx,
        'conservazione.esibito',
        { tipo: 'pacchetto', id },
        { identificativo: p.identificativo, documento: file.documento_id, motivo },
      ),
    );
    const adesso = parti.orologio.adesso();
    const righe = [
      `Esibizione di un documento conservato: ${file.nome_file}`,
      `Pacchetto ${p.identificativo} (${p.titolo})`,
      `Ente: ${ctx.ente.denominazione}`,
      `Conservatore: ${p.conservatore}${p.concluso_il ? `, conservato il ${dataItaliana(oraDiRoma(p.concluso_il))}` : ''}`,
      ...(rapporto
        ? []
        : [
            `Nessun rapporto di versamento porta un’impronta di questo documento: l’ha dichiarato conservato ${p.mosso}.`,
          ]),
      `Esibito il ${oraDiRoma(adesso)} da ${ctx.attore}. Motivo: ${motivo}`,
    ];
    const copia = new yazl.ZipFile();
    const corpo = copia.outputStream as Readable;
    copia.on('error', (errore) => corpo.destroy(errore as Error));
    const opzioni = { mtime: adesso };
    copia.addReadStreamLazy(
      `documento/${nomeInArchivio(file.nome_file)}`,
      { ...opzioni, size: file.dimensione },
      (pronto) => {
        apriContenuto(parti, enteId, file).then(
          (c) => pronto(null, Buffer.isBuffer(c) ? Readable.from([c]) : c),
          (errore: unknown) => pronto(errore, Readable.from([])),
        );
      },
    );
    if (metadati) copia.addBuffer(metadati, 'prova/metadati.xml', opzioni);
    copia.addBuffer(indice, `prova/${PINDEX}`, opzioni);
    if (rapporto) copia.addBuffer(rapporto.byte, 'prova/rapporto-di-versamento.xml', opzioni);
    copia.addBuffer(Buffer.from(relazione(righe, confronti)), 'prova/LEGGIMI.txt', opzioni);
    copia.end();
    return { nome: `esibizione-${p.identificativo}-${ordine}.zip`, corpo };
  } finally {
    zip.close();
  }
}
