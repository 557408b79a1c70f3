export { comunica, type NuovaComunicazione } from './comunica.ts';
export { utentiConPermesso } from './utenti-con-permesso.ts';
export { rotteComunicazioni } from './comunicazioni.routes.ts';
