export { rotteCorrezioni } from './correzioni.routes.ts';
export { rotteFascicolazione } from './fascicolazione.routes.ts';
export { rotteFascicoli } from './fascicoli.routes.ts';
