// Closes, alone in a process, the day that `bench giornaliero` filled, and says how long it took and how much memory it ever had.
import { join } from 'node:path';
import pino from 'pino';
import { orologioDiSistema } from '#platform/clock';
import { apriBancaDati } from '#platform/db';
import { openFileSystemStore } from '#platform/storage';
import { openVault } from '#platform/vault';
import { Scrittore } from '#registrazione';
import { chiudiGiorni } from '#registro-giornaliero';

const [url = '', dati = '', enteId = ''] = process.argv.slice(2);
const db = apriBancaDati(url);
const parti = {
  db,
  archivio: await openFileSystemStore(join(dati, 'documenti')),
  vault: openVault(dati, undefined),
  orologio: orologioDiSistema,
  scrittore: new Scrittore({ db, orologio: orologioDiSistema }),
  urlPubblico: 'https://protocollo.prova.example',
  urlConfigurato: true,
  log: pino({ level: 'error' }),
};
const inizio = performance.now();
const chiusi = await chiudiGiorni(parti, enteId);
const millisecondi = performance.now() - inizio;
await db.destroy();
process.send?.({ chiusi, millisecondi, rss: process.resourceUsage().maxRSS / 1024 });
