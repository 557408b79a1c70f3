import { sql } from 'kysely';
import {
  apriBancaDati,
  avviaPostgres,
  concediRuoli,
  migra,
  RUOLO_APPLICAZIONE,
  RUOLO_LAVORI,
  RUOLO_LETTORE,
  type Db,
  type Luogo,
} from '#platform/db';
import { senzaPassword, type Log } from '#platform/log';
import { Fermata, USCITA } from './fermata.ts';

/** The database, up and migrated. */
export type BaseDati = {
  /** Whether it is the embedded one: then the demo ente is ours to make, and the server ours to stop. */
  inclusa: boolean;
  /** `15.18` */
  versione: string;
  /** For everyday work, as the application's roles. */
  url: string;
  /** Runs something on the owner's connection, which no request ever uses. */
  comeProprietario: <T>(azione: (db: Db) => Promise<T>) => Promise<T>;
  ferma: () => Promise<void>;
};

/**
 * Opens the database named by the settings, or starts the embedded one, and brings it to the current shape.
 *
 * @param p.resa called when the embedded server died and cannot be brought back
 * @throws Fermata with what to do, in Italian
 */
export async function preparaBaseDati(p: {
  db: { url: string | undefined; urlProprietario: string | undefined };
  luogo: Luogo;
  log: Log;
  resa: (motivo: Error) => void;
}): Promise<BaseDati> {
  if (p.db.url) return await serverProprio(p.db.url, p.db.urlProprietario ?? p.db.url, p.log);
  const server = await conMotivo(p.log, '', () => avviaPostgres(p));
  try {
    await conMotivo(p.log, 'La base di dati non si è potuta aggiornare: ', async () => {
      await applicaMigrazioni(server.urlProprietario, p.log);
      await server.abilitaServizio([RUOLO_APPLICAZIONE, RUOLO_LAVORI, RUOLO_LETTORE]);
    });
  } catch (errore) {
    await server.ferma();
    throw errore;
  }
  return {
    inclusa: true,
    versione: server.versione,
    url: server.urlServizio,
    comeProprietario: (azione) => comeProprietario(server.urlProprietario, azione),
    ferma: server.ferma,
  };
}

async function serverProprio(url: string, urlProprietario: string, log: Log): Promise<BaseDati> {
  await conMotivo(log, `La base di dati ${senzaPassword(urlProprietario)} non si può usare: `, async () => {
    await applicaMigrazioni(urlProprietario, log);
    if (url !== urlProprietario) await concediRuoli(urlProprietario, url);
  });
  const versione = await comeProprietario(urlProprietario, versioneServer);
  return {
    inclusa: false,
    versione,
    url,
    comeProprietario: (azione) => comeProprietario(urlProprietario, azione),
    ferma: async () => undefined,
  };
}

async function applicaMigrazioni(url: string, log: Log): Promise<void> {
  const applicate = await migra(url);
  if (applicate.length > 0) log.info({ migrazioni: applicate }, 'base di dati aggiornata');
}

async function comeProprietario<T>(url: string, azione: (db: Db) => Promise<T>): Promise<T> {
  const db = apriBancaDati(url, { ruolo: '', max: 2 });
  try {
    return await azione(db);
  } finally {
    await db.destroy();
  }
}

async function versioneServer(db: Db): Promise<string> {
  const { rows } = await sql<{
    versione: string;
  }>`SELECT current_setting('server_version') AS versione`.execute(db);
  return rows[0]?.versione ?? '';
}

/** What goes wrong here is shown in words, and kept whole in the log. */
async function conMotivo<T>(log: Log, premessa: string, azione: () => Promise<T>): Promise<T> {
  try {
    return await azione();
  } catch (causa) {
    log.fatal({ err: causa }, 'base di dati non disponibile');
    throw new Fermata(premessa + motivoDi(causa), USCITA.guasto, causa);
  }
}

/** What went wrong in words; a refused connection arrives as several errors, one per address tried, under an empty one. */
function motivoDi(errore: unknown): string {
  if (errore instanceof AggregateError) return errore.errors.map(motivoDi).join('; ');
  return errore instanceof Error ? errore.message : String(errore);
}
