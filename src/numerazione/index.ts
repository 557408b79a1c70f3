export { apriRegistro, type Apertura } from './apri-registro.ts';
export { creaRegistro, type NuovoRegistro } from './crea-registro.ts';
