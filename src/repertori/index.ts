export { importaRepertori, type RepertoriDaImportare } from './importa-repertori.ts';
export { rotteRepertori } from './repertori.routes.ts';
export { rotteSerie } from './serie/serie.routes.ts';
