export { apriRegistro, type Apertura } from './apri-registro.ts';
export { creaRegistro, type NuovoRegistro } from './crea-registro.ts';
export { creaFoglia, improntaFoglia, type Foglia, type TipoFoglia } from './foglia.ts';
export { scriviEvento } from './scrivi-evento.ts';
export { scriviFoglia, type FogliaDelRegistro } from './scrivi-foglia.ts';
