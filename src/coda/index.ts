export { rotteCoda } from './coda.routes.ts';
export { chiudiEsclusa } from './esci.ts';
export { chiudiRegistrate, voceDaRegistrare, type VoceDaRegistrare } from './registra-voce.ts';
