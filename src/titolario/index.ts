export { importaEsclusioni, type EsclusioniDaImportare } from './importa-esclusioni.ts';
export { importaTitolario, type TitolarioDaImportare } from './importa-titolario.ts';
export { trovaVoce, type VoceTrovata } from './trova-voce.ts';
