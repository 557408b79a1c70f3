// Child of `chiusura-interrotta.test.ts`: closes the days, and kills itself before or after the statement it is told.
import { join } from 'node:path';
import pg from 'pg';
import pino from 'pino';
import { apriBancaDati } from '#platform/db';
import { openFileSystemStore } from '#platform/storage';
import { openVault } from '#platform/vault';
import { Scrittore } from '#registrazione';
import { chiudiGiorni } from '#registro-giornaliero';
import { OrologioDiProva } from './orologio-di-prova.ts';

const { url, dati, enteId, adesso, istruzione, quando } = JSON.parse(process.argv[2] ?? '{}') as Record<
  'url' | 'dati' | 'enteId' | 'adesso' | 'istruzione' | 'quando',
  string
>;

type Query = (...argomenti: unknown[]) => unknown;
const prototipo = pg.Client.prototype as unknown as { query: Query };
const vera = prototipo.query;
const muori = (): void => void process.kill(process.pid, 'SIGKILL');
/** Once the row of the daily register is written, the commit that follows is its own. */
let scritto = false;

function query(this: unknown, ...argomenti: unknown[]): unknown {
  const [primo] = argomenti as [string | { text?: string; submit?: unknown }];
  // A cursor is not a promise.
  if (typeof primo === 'object' && primo.submit) return vera.apply(this, argomenti);
  const testo = typeof primo === 'string' ? primo : (primo.text ?? '');
  const tocca = new RegExp(istruzione, 'i').test(testo) && (testo !== 'commit' || scritto);
  if (tocca && quando === 'prima') muori();
  const esito = vera.apply(this, argomenti);
  if (/insert into "registro_giornaliero"/i.test(testo)) scritto = true;
  if (!tocca) return esito;
  return (esito as Promise<unknown>).then((r) => {
    muori();
    return r;
  });
}
// Without one it closes the days as any other node.
if (istruzione) prototipo.query = query;

const db = apriBancaDati(url, { max: 3 });
const orologio = new OrologioDiProva();
orologio.imposta(adesso, true);
await chiudiGiorni(
  {
    db,
    archivio: await openFileSystemStore(join(dati, 'documenti')),
    vault: openVault(dati, undefined),
    orologio,
    scrittore: new Scrittore({ db, orologio }),
    urlPubblico: 'https://protocollo.prova.example',
    urlConfigurato: true,
    log: pino({ level: 'silent' }),
  },
  enteId,
);
await db.destroy();
