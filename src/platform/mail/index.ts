export { indirizzoPosta } from './mittente.ts';
export {
  creaPostino,
  nonPartita,
  postaConfigurata,
  PostaRifiutata,
  type ConfigurazioneMail,
  type Lettera,
  type Postino,
} from './postino.ts';
