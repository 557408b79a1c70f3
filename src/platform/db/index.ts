export { DialettoPerEnte } from './dialetto.ts';
export {
  apriBancaDati,
  configurazionePool,
  RUOLO_APPLICAZIONE,
  RUOLO_LAVORI,
  RUOLO_LETTORE,
  type Db,
} from './pool.ts';
export { baseDatiIrraggiungibile, inDueLetture, inLettura, inTransazione, sqlstate, type Tx } from './tx.ts';
export { indisponibile } from './indisponibile.ts';
export { migra } from './migra.ts';
export type { DB } from './tipi.ts';
export { avviaPostgres, scegliLuogo, type Luogo, type PostgresIncluso } from './embedded/index.ts';
export { concediRuoli } from './concedi-ruoli.ts';
