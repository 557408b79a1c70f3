import type { Luogo } from '#platform/db';
import { apriBancaDati } from '#platform/db';
import { apriLog, type Log } from '#platform/log';
import type { Ambiente, Parti } from './ambiente.ts';
import { ascolta } from './ascolta.ts';
import { preparaBaseDati, type BaseDati } from './base-dati.ts';
import { fileLog, prendiCartella } from './cartella-dati.ts';
import { costruisciWeb } from './costruisci-web.ts';
import { demoSeVuota } from './demo-iniziale.ts';
import { Fermata, USCITA } from './fermata.ts';
import type { ConfigurazioneTabularium } from './impostazioni.ts';
import { attendiSegnale } from './segnali.ts';
import { apriTerminale, type Terminale } from './terminale.ts';
import { leggiUrlPubblico } from './url-pubblico.ts';

/** What stops each thing that was started, in the order of starting. */
type Chiusure = (() => void | Promise<void>)[];

/**
 * Runs the product until it is asked to stop: data folder, database, pages, demo ente where it is due, requests and jobs.
 * Whatever was started when the signal comes, or when something goes wrong, is stopped in reverse order, because what is
 * started later leans on what was started before.
 *
 * @throws Fermata when it cannot start, or when the embedded database is lost for good
 */
export async function avviaServer(config: ConfigurazioneTabularium, parti: Parti): Promise<void> {
  const terminale = apriTerminale(config.log.destinazione === 'stdout');
  const chiusure: Chiusure = [];
  // Listened for from the beginning: Ctrl-C during the first start must not leave it half made.
  const segnale = attendiSegnale(terminale);
  const perduta = Promise.withResolvers<never>();
  try {
    const pronto = avvia(config, parti, { terminale, chiusure, resa: perduta.reject });
    const primo = await Promise.race([pronto, segnale, perduta.promise]);
    // A start under way is let finish, so that all it starts is known and can be stopped.
    if (primo) await pronto.catch(() => undefined);
    else await Promise.race([segnale, perduta.promise]);
    terminale.scrivi('\nMi fermo…');
  } finally {
    for (const chiudi of chiusure.reverse()) await chiudi();
  }
  terminale.scrivi('Fermato.');
}

async function avvia(
  config: ConfigurazioneTabularium,
  parti: Parti,
  p: { terminale: Terminale; chiusure: Chiusure; resa: (motivo: Error) => void },
): Promise<void> {
  const { terminale, chiusure } = p;
  const incluso = config.db.url === undefined;
  const { luogo, rilascia } = await prendiCartella({ dati: config.avvio.dati, condivisa: !incluso });
  chiusure.push(rilascia);
  const file = config.log.destinazione === 'file' ? fileLog(luogo.dati, config.avvio.processi) : undefined;
  const { log, chiudi } = await apriLog({ livello: config.log.livello, file });
  chiusure.push(chiudi);
  // The process ends as Node decides, with the stack on stderr; the log must say so before.
  process.on('uncaughtExceptionMonitor', (errore) => {
    log.fatal({ err: errore }, 'errore non previsto: il processo termina');
    chiudi();
  });
  if (luogo.avviso) terminale.scrivi(luogo.avviso);

  const web = config.avvio.processi !== 'jobs';
  const [base, cartellaWeb] = await insieme(
    apriBase(config, luogo, log, p),
    web ? pagine(luogo.dati, terminale) : Promise.resolve(''),
  );
  if (incluso) await demoSeVuota(base, config.avvio.demoPassword, terminale);
  const suErrore = (errore: Error): void =>
    log.warn({ err: errore }, 'connessione alla base di dati interrotta');
  const db = apriBancaDati(base.url, { suErrore });
  chiusure.push(() => db.destroy());

  const urlPubblico = config.http.urlPubblico ?? (await leggiUrlPubblico(db));
  const ambiente: Ambiente = { config, db, url: base.url, log, dati: luogo.dati, cartellaWeb, urlPubblico };
  if (config.avvio.processi !== 'web') {
    const lavori = await parti.avviaLavori(ambiente);
    chiusure.push(lavori.ferma);
  }
  const dove = `dati in ${luogo.dati}, PostgreSQL ${base.versione}${incluso ? ' incluso' : ''}`;
  if (web) {
    const ascolto = await ascolta(await parti.creaApp(ambiente), config.http);
    chiusure.push(ascolto.ferma);
    terminale.scrivi(`Tabularium è pronto: ${ascolto.url}  (${dove})`);
  } else terminale.scrivi(`Tabularium svolge i lavori in differita  (${dove})`);
  terminale.scrivi('Per fermarlo: Ctrl-C');
  log.info({ dati: luogo.dati, postgres: base.versione, processi: config.avvio.processi }, 'avviato');
}

async function apriBase(
  config: ConfigurazioneTabularium,
  luogo: Luogo,
  log: Log,
  p: { terminale: Terminale; chiusure: Chiusure; resa: (motivo: Error) => void },
): Promise<BaseDati> {
  const resa = (motivo: Error): void => {
    log.fatal({ err: motivo }, 'base di dati perduta');
    p.resa(new Fermata(motivo.message, USCITA.guasto, motivo));
  };
  const base = await preparaBaseDati({ db: config.db, luogo, log, resa });
  p.chiusure.push(base.ferma);
  return base;
}

async function pagine(dati: string, terminale: Terminale): Promise<string> {
  const { cartella, costruito } = await costruisciWeb(dati, () =>
    terminale.scrivi('Preparo le pagine per il browser: solo ora, o dopo un aggiornamento…'),
  );
  if (costruito && cartella.startsWith(dati))
    terminale.scrivi(`La cartella del programma non è scrivibile: le pagine sono in ${cartella}`);
  return cartella;
}

/** Both, or the failure of either once both have ended: what did start must be among the things to close by then. */
async function insieme<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return await Promise.all([a, b]);
}
