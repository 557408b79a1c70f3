export { importaRepertori, type RepertoriDaImportare } from './importa-repertori.ts';
export { rotteRepertori } from './repertori.routes.ts';
export { aggiungiASerie } from './serie/componi-serie.ts';
export { rotteSerie } from './serie/serie.routes.ts';
