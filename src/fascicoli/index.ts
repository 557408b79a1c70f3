export { rotteCorrezioni } from './correzioni.routes.ts';
export {
  fascicolaRegistrati,
  trovaNominati,
  type DaFascicolare,
  type FascicoloNominato,
} from './fascicola-registrati.ts';
export { rotteFascicolazione } from './fascicolazione.routes.ts';
export { rotteFascicoli } from './fascicoli.routes.ts';
export { rotteStampeFascicoli } from './stampe.routes.ts';
