import multipart from '@fastify/multipart';
import { Rifiuto, type App } from '#platform/http';
import { decodificaTesto } from './decodifica-testo.ts';
import { DestinatariLetti } from './destinatari.schema.ts';
import { leggiDestinatari } from './leggi-destinatari.ts';

/** Ten thousand rows of 500 bytes. */
const DIMENSIONE_MASSIMA = 5 * 1024 * 1024;

/** Reads a list of recipients; nothing is written: the answer goes into a registration. */
export async function rotteDestinatari(app: App): Promise<void> {
  // In a scope of its own: uploads of documents are read as streams, with other limits.
  await app.register(async (scope) => {
    await scope.register(multipart, {
      limits: { fileSize: DIMENSIONE_MASSIMA, files: 1, fields: 0, parts: 1 },
    });
    scope.post(
      '/destinatari-da-csv',
      {
        schema: {
          operationId: 'leggiDestinatariDaCsv',
          tags: ['Rubrica'],
          summary: 'Legge un elenco di destinatari da un file CSV',
          description:
            'Parte «file»: fino a 10.000 righe con intestazione (tipo, cognome, nome, denominazione, codice fiscale, ' +
            'partita IVA, codice IPA, indirizzo, PEC, …). Ogni altra colonna diventa un campo variabile (RN-58.3).',
          consumes: ['multipart/form-data'],
          response: { 200: DestinatariLetti },
        },
        config: { permesso: 'registrazione.registra' },
      },
      async (richiesta) => {
        const parte = await richiesta.file();
        if (parte?.fieldname !== 'file')
          throw new Rifiuto({
            codice: 'destinatari.file-mancante',
            categoria: 'nonValido',
            dettaglio: 'Manca la parte «file».',
            campo: 'file',
          });
        return leggiDestinatari(decodificaTesto(await parte.toBuffer()));
      },
    );
  });
}
