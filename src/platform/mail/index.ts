export { indirizzoPosta } from './mittente.ts';
export {
  creaPostino,
  postaConfigurata,
  PostaRifiutata,
  type ConfigurazioneMail,
  type Lettera,
  type Postino,
} from './postino.ts';
