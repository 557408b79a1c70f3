import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { mandaFile, type App } from '#platform/http';
import type { PartiConservazione } from '../parti.ts';
import { esibisci } from './esibisci.ts';
import { indiceDelPacchetto, rapportoDelPacchetto, rapportoLetto } from './file-pacchetto.ts';
import { PerEsibire } from './pacchetti.schema.ts';

const tags = ['Conservazione'];
const params = Type.Object({ id: Type.String({ format: 'uuid', description: 'Pacchetto' }) });
const Binario = Type.Any({ description: 'Il file' });

/** What can be taken out of a package: its index, the rapporto, a document with its proof. */
export function rotteFilePacchetto(app: App, parti: PartiConservazione): void {
  app.get(
    '/conservazione/pacchetti/:id/indice',
    {
      schema: {
        operationId: 'leggiIndicePacchetto',
        tags,
        summary: 'Indice UNI 11386 (SInCRO) del pacchetto',
        params,
        produces: ['application/xml'],
        response: { 200: Binario },
      },
      config: { permesso: 'conservazione.consulta' },
    },
    async (richiesta, risposta) => {
      const { nome, contenuto } = await indiceDelPacchetto(
        parti,
        contestoDi(richiesta).ente.id,
        richiesta.params.id,
      );
      return await mandaFile(risposta, 'application/xml', `attachment; filename="${nome}"`, contenuto);
    },
  );

  app.get(
    '/conservazione/pacchetti/:id/rapporto',
    {
      schema: {
        operationId: 'leggiRapportoPacchetto',
        tags,
        summary: 'Ultimo rapporto di versamento, come è arrivato',
        params,
        produces: ['application/xml'],
        response: { 200: Binario },
      },
      config: { permesso: 'conservazione.consulta' },
    },
    async (richiesta, risposta) => {
      const { nome, contenuto } = await rapportoDelPacchetto(
        parti,
        contestoDi(richiesta).ente.id,
        richiesta.params.id,
      );
      return await mandaFile(risposta, 'application/xml', `attachment; filename="${nome}"`, contenuto);
    },
  );

  app.get(
    '/conservazione/pacchetti/:id/rapporti/:rapporto',
    {
      schema: {
        operationId: 'leggiRapportoLetto',
        tags,
        summary: 'Un rapporto di versamento fra quelli letti per il pacchetto, come è arrivato',
        description: 'Di un fascicolo versato documento per documento ce n’è uno per ciascuno.',
        params: Type.Object({
          ...params.properties,
          rapporto: Type.String({ format: 'uuid', description: 'Come lo dice la storia del pacchetto' }),
        }),
        produces: ['application/xml'],
        response: { 200: Binario },
      },
      config: { permesso: 'conservazione.consulta' },
    },
    async (richiesta, risposta) => {
      const { id, rapporto } = richiesta.params;
      const { nome, contenuto } = await rapportoLetto(parti, contestoDi(richiesta).ente.id, id, rapporto);
      return await mandaFile(risposta, 'application/xml', `attachment; filename="${nome}"`, contenuto);
    },
  );

  app.get(
    '/conservazione/pacchetti/:id/esibizione/:ordine',
    {
      schema: {
        operationId: 'esibisciDocumento',
        tags,
        summary: 'Un documento conservato, con la prova che è integro',
        description:
          'Uno zip con il documento, i suoi metadati, l’indice, il rapporto e il confronto delle impronte.',
        params: Type.Object({
          ...params.properties,
          ordine: Type.Integer({ format: 'int32', minimum: 1, description: 'Posto nel pacchetto' }),
        }),
        querystring: PerEsibire,
        produces: ['application/zip'],
        response: { 200: Binario },
      },
      config: { permesso: 'conservazione.consulta' },
    },
    async (richiesta, risposta) => {
      const { id, ordine } = richiesta.params;
      const { nome, corpo } = await esibisci(
        parti,
        contestoDi(richiesta),
        id,
        ordine,
        richiesta.query.motivo,
      );
      return await mandaFile(risposta, 'application/zip', `attachment; filename="${nome}"`, corpo);
    },
  );
}
