export { rotteCorrezioni } from './correzioni.routes.ts';
export {
  fascicolaRegistrati,
  trovaNominati,
  type DaFascicolare,
  type FascicoloNominato,
} from './fascicola-registrati.ts';
export { rotteFascicolazione } from './fascicolazione.routes.ts';
export { leggiFascicolo } from './leggi-fascicolo.ts';
export { idAggregazione, metadatiXml, type EnteProduttore } from './metadati-xml.ts';
export { partiDelFascicolo, type DocumentoContenuto, type FileContenuto } from './contenuto-fascicolo.ts';
export { nomeInArchivio } from './esporta-fascicolo.ts';
export { trovaFascicolo } from './fascicoli.queries.ts';
export { rotteImportazioneFascicoli } from './importa-fascicolo/importazione.routes.ts';
export { verificaClasse } from './inserisci-documento.ts';
export { trovaRegistrato } from './trova-registrato.ts';
export { rotteFascicoli } from './fascicoli.routes.ts';
export type { ElencoDocumentiFascicolo, Fascicolo } from './fascicoli.schema.ts';
export { rotteStampeFascicoli } from './stampe.routes.ts';
