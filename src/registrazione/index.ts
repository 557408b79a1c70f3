export { creaRegistro } from './crea-registro.ts';
