import { Type } from 'typebox';
import { contestoDi, type Contesto } from '#autorizzazioni';
import { inLettura, type Db } from '#platform/db';
import { conIdempotenza, mandaFile, Rifiuto, type App } from '#platform/http';
import { chiediEsportazione } from './chiedi-esportazione.ts';
import { annullaEsportazione, eliminaEsportazione } from './chiudi-esportazione.ts';
import { anniRegistrati, findEsportazioni, inEsportazione } from './esportazioni.queries.ts';
import {
  DelFile,
  DellEsportazione,
  ElencoEsportazioni,
  Esportazione,
  NuovaEsportazione,
} from './esportazioni.schema.ts';
import { fileDellEsportazione, scaricaEsportazione, ultimaPronta } from './leggi-esportazione.ts';

const tags = ['Esportazioni'];
const binario = (tipo: string, description: string) => ({
  produces: [tipo],
  response: { 200: { description, content: { [tipo]: { schema: Type.String({ format: 'binary' }) } } } },
});

function persona(ctx: Contesto): Contesto & { utenteId: string } {
  const { utenteId } = ctx;
  if (utenteId === null)
    throw new Rifiuto({
      codice: 'esportazioni.persona',
      categoria: 'nonAmmesso',
      dettaglio: 'Le esportazioni le chiede una persona.',
    });
  return { ...ctx, utenteId };
}

/** Exports: asked for, followed, taken away whole or read file by file, deleted. */
export function rotteEsportazioni(app: App, parti: { db: Db; dati: string; giorni: number }): void {
  app.get(
    '/esportazioni',
    {
      schema: {
        operationId: 'elencoEsportazioni',
        tags,
        summary: 'Le ultime esportazioni, dalla più recente, anche interrotte o eliminate',
        response: { 200: ElencoEsportazioni },
      },
      config: { permesso: 'esportazione.legge', sottofondo: true },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(parti.db, ctx.ente.id, async (tx) => ({
        items: (await findEsportazioni(tx, { perChiave: ctx.chiaveApiId !== null })).map(inEsportazione),
        anni: await anniRegistrati(tx),
        giorni: parti.giorni,
      }));
    },
  );

  app.post(
    '/esportazioni',
    {
      schema: {
        operationId: 'chiediEsportazione',
        tags,
        summary: 'Chiede l’esportazione di tutto, o di un anno',
        description: 'Si prepara in differita, una alla volta: come procede è nell’elenco.',
        body: NuovaEsportazione,
        response: { 201: Esportazione },
      },
      config: { permesso: 'esportazione.esegue' },
    },
    async (richiesta, risposta) => {
      const ctx = persona(contestoDi(richiesta));
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => ({
        corpo: await chiediEsportazione(tx, ctx, richiesta.body, parti.dati),
        posizione: '/api/v1/esportazioni',
      }));
    },
  );

  app.get(
    '/esportazioni/ultima',
    {
      schema: {
        operationId: 'ultimaEsportazione',
        tags,
        summary: 'L’ultima esportazione pronta: quella che il verificatore legge',
        response: { 200: Esportazione },
      },
      config: { permesso: 'esportazione.legge' },
    },
    async (richiesta) => await ultimaPronta(parti, contestoDi(richiesta)),
  );

  app.post(
    '/esportazioni/:id/annullamento',
    {
      schema: {
        operationId: 'annullaEsportazione',
        tags,
        summary: 'Interrompe un’esportazione in corso',
        params: DellEsportazione,
        response: { 200: Esportazione },
      },
      config: { permesso: 'esportazione.esegue' },
    },
    async (richiesta) => await annullaEsportazione(parti, contestoDi(richiesta), richiesta.params.id),
  );

  app.delete(
    '/esportazioni/:id',
    {
      schema: {
        operationId: 'eliminaEsportazione',
        tags,
        summary: 'Elimina i file di un’esportazione pronta; resta scritto che fu fatta',
        params: DellEsportazione,
        response: { 200: Esportazione },
      },
      config: { permesso: 'esportazione.esegue' },
    },
    async (richiesta) => await eliminaEsportazione(parti, contestoDi(richiesta), richiesta.params.id),
  );

  app.get(
    '/esportazioni/:id/archivio.zip',
    {
      schema: {
        operationId: 'scaricaEsportazione',
        tags,
        summary: 'Tutta l’esportazione in un archivio zip',
        params: DellEsportazione,
        ...binario('application/zip', 'Archivio zip'),
      },
      config: { permesso: 'esportazione.legge' },
    },
    async (richiesta, risposta) => {
      const { nome, corpo } = await scaricaEsportazione(parti, contestoDi(richiesta), richiesta.params.id);
      return await mandaFile(risposta, 'application/zip', `attachment; filename="${nome}"`, corpo);
    },
  );

  app.get(
    '/esportazioni/:id/file/*',
    {
      schema: {
        operationId: 'fileEsportazione',
        tags,
        summary:
          'Un file dell’esportazione, con il nome che vi ha: esportazione.json, registri/…, documenti/…',
        params: DelFile,
        ...binario('application/octet-stream', 'I byte del file'),
      },
      config: { permesso: 'esportazione.legge' },
    },
    async (richiesta, risposta) => {
      const { id, '*': percorso } = richiesta.params;
      const { dimensione, corpo } = await fileDellEsportazione(parti, contestoDi(richiesta), id, percorso);
      void risposta.header('content-length', dimensione);
      return await mandaFile(risposta, 'application/octet-stream', 'attachment', corpo);
    },
  );
}
