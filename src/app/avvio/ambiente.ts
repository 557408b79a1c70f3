import type { Db } from '#platform/db';
import type { App } from '#platform/http';
import type { Log } from '#platform/log';
import type { ConfigurazioneTabularium } from './impostazioni.ts';

/** What the start hands to the two halves of the product, requests and jobs. */
export type Ambiente = {
  config: ConfigurazioneTabularium;
  /** Works as the application's role. */
  db: Db;
  /** Everyday connection string, for what opens connections of its own (the job queue). */
  url: string;
  log: Log;
  /** Absolute path of the data folder. */
  dati: string;
  /** Folder of the built pages. */
  cartellaWeb: string;
  /** From the settings or, failing that, as given when the ente was made. */
  urlPubblico: string | undefined;
};

/** The two halves: the requests, not yet listening, and the jobs, running until stopped. */
export type Parti = {
  creaApp: (ambiente: Ambiente) => Promise<App>;
  avviaLavori: (ambiente: Ambiente) => Promise<{ ferma: () => Promise<void> }>;
};
