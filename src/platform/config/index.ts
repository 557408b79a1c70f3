export {
  conPredefinito,
  facoltativa,
  gruppo,
  type Esito,
  type Gruppo,
  type Impostazione,
  type Tipo,
  type Valori,
} from './impostazione.ts';
export { leggiConfigurazione, type Configurazione, type Gruppi } from './leggi.ts';
export { paginaConfigurazione } from './pagina.ts';
export {
  dimensione,
  elencoReti,
  indirizzoRete,
  intero,
  scelta,
  testo,
  urlDiBase,
  urlPostgres,
} from './tipi.ts';
