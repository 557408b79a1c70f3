import type { Db } from '#platform/db';
import type { Log } from '#platform/log';
import type { ObjectStore } from '#platform/storage';
import type { Letto } from './leggi.ts';
import type { Sorgente } from './messaggio/lettura.ts';
import type { PartiTrasporto } from './trasporti/apri.ts';

/** Names of the steps between which a process may die; a test makes it die there. */
export type Punto =
  | 'visto'
  | 'prima-di-conservare'
  | 'conservato'
  | 'prima-di-leggere'
  | 'letto'
  | 'prima-di-togliere'
  | 'tolto';

/** What reading a kept message takes. */
export type PartiLettura = {
  db: Db;
  archivio: ObjectStore;
  log: Log;
  /** Reads a message within bounds. @throws when nothing can be made of it */
  leggi: (sorgente: Sorgente) => Promise<Letto>;
  /** Does nothing but in tests. */
  punto?: (nome: Punto) => void | Promise<void>;
};

/** What receiving takes. */
export type PartiRicezione = PartiTrasporto & PartiLettura;
