import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura } from '#platform/db';
import { mandaFile, type App } from '#platform/http';
import { contenutoFascicolo, partiDelFascicolo } from './contenuto-fascicolo.ts';
import { copertinaPdf } from './copertina-pdf.ts';
import { esportaFascicolo } from './esporta-fascicolo.ts';
import { RepertorioFascicoli } from './fascicoli.schema.ts';
import { indicePdf, type ParteIndice } from './indice-pdf.ts';
import { leggiFascicolo } from './leggi-fascicolo.ts';
import { repertorioFascicoli, scorriRepertorio } from './repertorio-fascicoli.ts';
import { repertorioCsv, repertorioPdf } from './repertorio-stampa.ts';
import { Pagina, ParametriFascicolo, type PartiFascicoli } from './rotte-comuni.ts';

const tags = ['Fascicoli'];
const anno = Type.Integer({
  format: 'int32',
  minimum: 2000,
  maximum: 9999,
  description: 'Anno di creazione',
});
const soloAnno = Type.Object({ anno }, { additionalProperties: false });
const binario = (tipo: string, description: string) => ({
  produces: [tipo],
  response: { 200: { description, content: { [tipo]: { schema: Type.String({ format: 'binary' }) } } } },
});

/** What is made from fascicoli: copertina, index, export, and the repertorio on screen, as CSV and printed. */
export function rotteStampeFascicoli(app: App, parti: PartiFascicoli): void {
  const { db, orologio } = parti;

  app.get(
    '/fascicoli/:numero/copertina.pdf',
    {
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'copertinaFascicolo',
        tags,
        summary: 'Copertina del fascicolo in PDF/A-1b (art. 44)',
        params: ParametriFascicolo,
        ...binario('application/pdf', 'Documento PDF'),
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { numero } = richiesta.params;
      const f = await inLettura(db, ctx.ente.id, (tx) => leggiFascicolo(tx, ctx, numero));
      const pdf = await copertinaPdf(f, ctx.ente.denominazione);
      return await mandaFile(risposta, 'application/pdf', `inline; filename="copertina-${numero}.pdf"`, pdf);
    },
  );

  app.get(
    '/fascicoli/:numero/indice.pdf',
    {
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'indiceFascicolo',
        tags,
        summary: 'Indice dei documenti del fascicolo e delle sue parti, in PDF/A-1b',
        params: ParametriFascicolo,
        ...binario('application/pdf', 'Documento PDF'),
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { numero } = richiesta.params;
      const letto = await inLettura(db, ctx.ente.id, async (tx) => {
        const elenco: ParteIndice[] = [];
        for (const parte of await partiDelFascicolo(tx, ctx, numero))
          elenco.push({
            fascicolo: await leggiFascicolo(tx, ctx, parte),
            documenti: await contenutoFascicolo(tx, ctx, parte),
          });
        return elenco as [ParteIndice, ...ParteIndice[]];
      });
      const pdf = await indicePdf(letto, ctx.ente.denominazione, orologio.adesso());
      return await mandaFile(risposta, 'application/pdf', `inline; filename="indice-${numero}.pdf"`, pdf);
    },
  );

  app.get(
    '/fascicoli/:numero/esportazione.zip',
    {
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'esportaFascicolo',
        tags,
        summary: 'Il fascicolo intero: documenti, indice, metadati AgID, dati',
        params: ParametriFascicolo,
        ...binario('application/zip', 'Archivio ZIP'),
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { numero } = richiesta.params;
      const zip = await esportaFascicolo(parti, ctx, numero, orologio.adesso());
      return await mandaFile(
        risposta,
        'application/zip',
        `attachment; filename="fascicolo-${numero}.zip"`,
        zip,
      );
    },
  );

  app.get(
    '/repertorio-fascicoli',
    {
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'repertorioFascicoli',
        tags,
        summary: 'Repertorio dei fascicoli di un anno',
        description:
          'In ordine di classificazione e numero; i sottofascicoli sotto il loro fascicolo (art. 46).',
        querystring: Type.Object({ anno, ...Pagina.properties }, { additionalProperties: false }),
        response: { 200: RepertorioFascicoli },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => repertorioFascicoli(tx, ctx, richiesta.query));
    },
  );

  app.get(
    '/repertorio-fascicoli.csv',
    {
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'repertorioFascicoliCsv',
        tags,
        summary: 'Repertorio dei fascicoli di un anno in CSV',
        querystring: soloAnno,
        produces: ['text/csv'],
        response: {
          200: {
            description: 'UTF-8, separato da punto e virgola',
            content: { 'text/csv': { schema: Type.String() } },
          },
        },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const csv = Readable.from(repertorioCsv(scorriRepertorio(db, ctx, richiesta.query.anno)));
      const nome = `repertorio-fascicoli-${richiesta.query.anno}.csv`;
      return await mandaFile(risposta, 'text/csv; charset=utf-8', `attachment; filename="${nome}"`, csv);
    },
  );

  app.get(
    '/repertorio-fascicoli.pdf',
    {
      config: { permesso: 'fascicolo.consulta' },
      schema: {
        operationId: 'repertorioFascicoliPdf',
        tags,
        summary: 'Repertorio dei fascicoli di un anno in PDF/A-1b',
        querystring: soloAnno,
        ...binario('application/pdf', 'Documento PDF'),
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { anno: quale } = richiesta.query;
      const pdf = await repertorioPdf(
        { ente: ctx.ente.denominazione, anno: quale, adesso: orologio.adesso() },
        scorriRepertorio(db, ctx, quale),
      );
      return await mandaFile(
        risposta,
        'application/pdf',
        `inline; filename="repertorio-fascicoli-${quale}.pdf"`,
        pdf,
      );
    },
  );
}
