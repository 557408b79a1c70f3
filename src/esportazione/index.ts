export { CartellaOccupata, esporta, type Elenco, type PartiEsportazione } from './esporta.ts';
export { importa, type Importato } from './importa/importa.ts';
export { NonImportabile } from './importa/leggi-export.ts';
