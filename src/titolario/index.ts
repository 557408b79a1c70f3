export { compattaConteggi } from './compatta-conteggi.ts';
export { importaEsclusioni, type EsclusioniDaImportare } from './importa-esclusioni.ts';
export { importaTitolario, type TitolarioDaImportare } from './importa-titolario.ts';
export { importaProntuario, type VoceDaImportare } from './prontuario/importa-prontuario.ts';
export { trovaVoce } from './titolario.queries.ts';
export { rotteTitolario } from './titolario.routes.ts';
