export { codiceFiscalePersonaEsatto, codiceNumericoEsatto } from './codice-fiscale.ts';
