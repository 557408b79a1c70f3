export { importaEsclusioni, type EsclusioniDaImportare } from './importa-esclusioni.ts';
export { importaTitolario, type TitolarioDaImportare } from './importa-titolario.ts';
