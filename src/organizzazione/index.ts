export { creaEnte, type NuovaUnita, type NuovoEnte, type NuovoUtente } from './crea-ente.ts';
