import { conPredefinito, gruppo, scelta } from '#platform/config';

export const impostazioniLog = gruppo('Registro tecnico', {
  livello: conPredefinito({
    variabile: 'TABULARIUM_LOG_LIVELLO',
    tipo: scelta('debug', 'info', 'warn', 'error'),
    predefinito: 'info',
    descrizione: 'Da quale gravità in su gli eventi tecnici sono scritti.',
  }),
  destinazione: conPredefinito({
    variabile: 'TABULARIUM_LOG_DESTINAZIONE',
    tipo: scelta('file', 'stdout'),
    predefinito: 'file',
    descrizione:
      'Dove va il registro tecnico (JSON, una riga per evento, ore in UTC): `file` è `log/tabularium.log` nella cartella dei dati, rinnovato ogni 20 MB; `stdout` è adatto ai contenitori.',
  }),
});
