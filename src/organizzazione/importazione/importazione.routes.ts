import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { Giorno } from '../unita/unita.schema.ts';
import { oggiARoma } from '../unita/unita.queries.ts';
import { esportaOrganigramma } from './esporta-organigramma.ts';
import { importaOrganigramma } from './importa-organigramma.ts';
import { EsitoImportazioneOrganigramma, ImportazioneOrganigramma } from './importazione.schema.ts';

const tags = ['Organizzazione'];

/** The whole chart, to and from a file. */
export function rotteImportazione(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/organigramma/esportazione.csv',
    {
      schema: {
        operationId: 'esportaOrganigramma',
        tags,
        summary: 'L’organigramma di un giorno, in CSV',
        produces: ['text/csv'],
        querystring: Type.Object(
          { data: Type.Optional(Giorno('Giorno dell’organigramma; oggi se manca')) },
          { additionalProperties: false },
        ),
        response: {
          200: {
            description: 'CSV con intestazione, separato da punto e virgola',
            content: { 'text/csv': { schema: Type.String() } },
          },
        },
      },
      config: { permesso: 'organizzazione.consulta' },
    },
    async (richiesta, risposta) => {
      const { giorno, csv } = await inLettura(db, contestoDi(richiesta).ente.id, async (tx) => {
        const quando = richiesta.query.data ?? (await oggiARoma(tx));
        return { giorno: quando, csv: await esportaOrganigramma(tx, quando) };
      });
      return await risposta
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="organigramma-${giorno}.csv"`)
        .send(csv);
    },
  );

  app.post(
    '/organigramma/importazione',
    {
      bodyLimit: 4 * 1024 * 1024,
      schema: {
        operationId: 'importaOrganigramma',
        tags,
        summary: 'Importa l’organigramma da un CSV, o dai file di IndicePA',
        description:
          'Colonne: codice, denominazione; facoltative tipo, padre, uop, uu, ufficioProtocollo, ordine, indirizzo, email, pec, telefono, codiceUnivoco. Oppure quelle degli open data di IndicePA per le unità organizzative o per le AOO. Senza «conferma» risponde che cosa succederebbe e non scrive nulla; con una riga errata non si scrive nulla.',
        body: ImportazioneOrganigramma,
        response: { 200: EsitoImportazioneOrganigramma },
      },
      config: { permesso: 'organizzazione.gestisce' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) => importaOrganigramma(tx, ctx, richiesta.body));
    },
  );
}
