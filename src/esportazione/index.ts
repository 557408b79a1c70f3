export { CartellaOccupata, esporta, type Elenco, type PartiEsportazione } from './esporta.ts';
export { importa, type Importato } from './importa/importa.ts';
export { NonImportabile } from './importa/leggi-export.ts';
export { anniRegistrati } from './richieste/esportazioni.queries.ts';
export { rotteEsportazioni } from './richieste/esportazioni.routes.ts';
export { lavoroPrepara, type PartiPreparazione } from './richieste/prepara-esportazione.ts';
export { sgomberaEsportazioni } from './richieste/sgombera.ts';
