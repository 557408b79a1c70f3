export { comunica, type NuovaComunicazione } from './comunica.ts';
export { utentiConPermesso } from './utenti-con-permesso.ts';
export { rotteComunicazioni } from './comunicazioni.routes.ts';
export { ricordaChiavi } from './chiavi-in-scadenza.ts';
export { lavoroPassi, lavoroProtocollazione, ricordaScadenze } from './comunicazioni.jobs.ts';
export { lavoroPosta, lavoroRiepilogo, preparaRiepiloghi, type PartiPosta } from './posta/posta.jobs.ts';
