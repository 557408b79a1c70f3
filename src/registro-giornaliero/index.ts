export { chiediChiusura, chiudiGiorni, lavoroChiudi } from './chiudi-giorni.ts';
export type { PartiGiornaliero } from './chiudi-giorno.ts';
export { chiusureDi, leggiCalendario } from './calendario/calendario.ts';
export { giornoLavorativo, prossimoLavorativo, type Chiusure } from './calendario/giorni-lavorativi.ts';
export { rotteCalendario } from './calendario/calendario.routes.ts';
export { rotteRegistroGiornaliero, rotteSchemi } from './registro-giornaliero.routes.ts';
export { cercaArretrate } from './vidimazione/cerca-arretrate.ts';
export { contaDaVidimare } from './vidimazione/mancanti.ts';
export { rotteVidimazione } from './vidimazione/vidimazione.routes.ts';
