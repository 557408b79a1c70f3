// A server with the documents' routes alone, in a process of its own: tests kill it, limit what it may write, measure
// its memory. Arguments: database URL, folder of the store. Says its port, then answers `rss` messages.
import pino from 'pino';
import { montaGuardia } from '#autorizzazioni';
import { rotteDocumenti } from '#documenti';
import { apriBancaDati } from '#platform/db';
import { creaServer } from '#platform/http';
import { openFileSystemStore } from '#platform/storage';

const [url = '', cartella = ''] = process.argv.slice(2);
const db = apriBancaDati(url, { max: 4 });
const app = await creaServer({ log: pino({ level: 'silent' }), limiteRichieste: 100_000 });
montaGuardia(app, { db, inattivitaMinuti: 10 });
const archivio = await openFileSystemStore(cartella);
await app.register(async (api) => rotteDocumenti(api, { db, archivio, dimensioneMassima: 1024 ** 3 }), {
  prefix: '/api/v1',
});
const indirizzo = await app.listen({ host: '127.0.0.1', port: 0 });

process.on('message', () => {
  process.send?.({ ora: process.memoryUsage.rss(), massimo: process.resourceUsage().maxRSS * 1024 });
});
process.send?.({ indirizzo });
