import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { traccia } from '#tracciamento';
import { conIdempotenza, type App } from '#platform/http';
import { carica } from './carica.ts';
import { comeRifiuto, nonTrovato, troppoGrande } from './documenti.errors.ts';
import { findDocumento, type RigaDocumento } from './documenti.queries.ts';
import { ChiaveDocumento, ComeScaricare, Documento, ModuloCaricamento } from './documenti.schema.ts';
import { nonLimitati, visibile, type Cosa, type PuoLeggere } from './puo-leggere.ts';
import { ricevi } from './ricevi.ts';
import { riceviModulo } from './ricevi-modulo.ts';
import { scarica } from './scarica.ts';
import { verificaCopia, type PartiDocumenti } from './verifica.ts';

type PartiRotte = Omit<PartiDocumenti, 'log'> & {
  /** Largest file accepted, bytes. */
  dimensioneMassima: number;
  puoLeggere?: PuoLeggere;
};

const tags = ['Documenti'];
// Delimiters and headers of the form around the file.
const MARGINE = 64 * 1024;

const Byte = {
  description: 'I byte del file, o la parte chiesta',
  content: { 'application/octet-stream': { schema: Type.String({ format: 'binary' }) } },
};

/** Upload, description and bytes of documents. Mounted under its own scope: only here a form is read as it arrives. */
export function rotteDocumenti(app: App, parti: PartiRotte): void {
  void app.register(async (ambito) => {
    // The body stays in the request, for the handler to read at its own pace.
    ambito.removeContentTypeParser('multipart/form-data');
    ambito.addContentTypeParser('multipart/form-data', (_richiesta, _corpo, fatto) => fatto(null));
    montaRotte(ambito.withTypeProvider<TypeBoxTypeProvider>(), parti);
  });
}

function montaRotte(
  app: App,
  { db, archivio, dimensioneMassima, puoLeggere = nonLimitati }: PartiRotte,
): void {
  const { validatorCompiler } = app;
  const partiDi = (richiesta: FastifyRequest): PartiDocumenti => ({ db, archivio, log: richiesta.log });

  const cerca = async (richiesta: FastifyRequest, id: string, cosa: Cosa): Promise<RigaDocumento> => {
    const ctx = contestoDi(richiesta);
    return await inLettura(db, ctx.ente.id, async (tx) => {
      const documento = await findDocumento(tx, id);
      if (!documento || !(await visibile(tx, ctx, documento, puoLeggere, cosa))) throw nonTrovato();
      return documento;
    });
  };

  const riceviECarica = async (richiesta: FastifyRequest, risposta: FastifyReply): Promise<FastifyReply> => {
    const ctx = contestoDi(richiesta);
    const { ricevuto, nomeFile } = await riceviModulo(richiesta.raw, (corpo) =>
      ricevi(archivio, ctx.ente.id, corpo, dimensioneMassima),
    );
    const { deposito } = ricevuto;
    try {
      await verificaCopia(partiDi(richiesta), ctx.ente.id, deposito.digest);
      return await conIdempotenza(
        { db },
        ctx,
        richiesta,
        risposta,
        async (tx) => {
          const corpo = await carica(tx, ctx, ricevuto, nomeFile);
          return { posizione: `${richiesta.url.replace(/\?.*/, '')}/${corpo.id}`, corpo };
        },
        { impronta: deposito.digest, nomeFile },
      );
    } finally {
      await deposito.discard();
    }
  };

  app.post(
    '/documenti',
    {
      schema: {
        operationId: 'caricaDocumento',
        tags,
        summary: 'Carica un file',
        description:
          'Un file per richiesta, nella parte «file» del modulo. Il tipo è trovato nei byte. Un file che nessuna registrazione nomina entro un giorno è eliminato.',
        consumes: ['multipart/form-data'],
        headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String()) }),
        body: ModuloCaricamento,
        response: { 201: Documento },
      },
      config: { permesso: 'documento.carica' },
      // The body is not there yet when the rest is validated.
      validatorCompiler: (parte) =>
        parte.httpPart === 'body' || !validatorCompiler ? () => true : validatorCompiler(parte),
    },
    async (richiesta, risposta) => {
      try {
        if (Number(richiesta.headers['content-length'] ?? 0) > dimensioneMassima + MARGINE)
          throw troppoGrande(dimensioneMassima);
        return await riceviECarica(richiesta, risposta);
      } catch (errore) {
        throw comeRifiuto(errore, richiesta.log, dimensioneMassima);
      }
    },
  );

  app.get(
    '/documenti/:id',
    {
      schema: {
        operationId: 'leggiDocumento',
        tags,
        summary: 'Descrive un file caricato',
        params: ChiaveDocumento,
        response: { 200: Documento },
      },
      config: { permesso: 'documento.consulta' },
    },
    async (richiesta) => {
      const {
        caricatoDa: _caricatoDa,
        chiaveApiId: _chiaveApiId,
        ...documento
      } = await cerca(richiesta, richiesta.params.id, 'estremi');
      return documento;
    },
  );

  app.get(
    '/documenti/:id/contenuto',
    {
      schema: {
        operationId: 'scaricaDocumento',
        tags,
        summary: 'Scarica un file',
        description:
          'I byte sono confrontati con la loro impronta prima di essere mandati. Ammette richieste di una parte (Range) e condizionate (If-None-Match, If-Range).',
        params: ChiaveDocumento,
        querystring: ComeScaricare,
        response: { 200: Byte, 206: Byte },
      },
      config: { permesso: 'documento.consulta' },
      exposeHeadRoute: false,
    },
    async (richiesta, risposta) => {
      const documento = await cerca(richiesta, richiesta.params.id, 'contenuto');
      await tracciaLettura(db, richiesta, documento);
      try {
        return await scarica(
          partiDi(richiesta),
          richiesta,
          risposta,
          documento,
          richiesta.query.inline === '1',
        );
      } catch (errore) {
        throw comeRifiuto(errore, richiesta.log, dimensioneMassima);
      }
    },
  );
}

/**
 * Writes who reads what somebody else brought, before the first byte goes (RN-34.3b). A viewer asks for a large file a piece at a
 * time: the first piece is the reading.
 */
async function tracciaLettura(db: Db, richiesta: FastifyRequest, d: RigaDocumento): Promise<void> {
  const ctx = contestoDi(richiesta);
  const suo = d.caricatoDa !== null ? d.caricatoDa === ctx.utenteId : d.chiaveApiId === ctx.chiaveApiId;
  if (suo || /^bytes=[1-9]/.test(richiesta.headers.range ?? '')) return;
  await inTransazione(db, ctx.ente.id, (tx) =>
    traccia(tx, ctx, 'documento.letto', { tipo: 'documento', id: d.id }),
  );
}
