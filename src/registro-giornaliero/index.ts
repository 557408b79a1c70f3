export { chiudiGiorni, lavoroChiudi } from './chiudi-giorni.ts';
export type { PartiGiornaliero } from './chiudi-giorno.ts';
export { chiusureDi, leggiCalendario } from './calendario/calendario.ts';
export { giornoLavorativo, prossimoLavorativo, type Chiusure } from './calendario/giorni-lavorativi.ts';
