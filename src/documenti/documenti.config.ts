import { conPredefinito, dimensione, gruppo } from '#platform/config';

export const impostazioniDocumenti = gruppo('Documenti', {
  dimensioneMassima: conPredefinito({
    variabile: 'TABULARIUM_DIMENSIONE_MASSIMA',
    tipo: dimensione,
    predefinito: 1024 ** 3,
    scritto: '1GiB',
    descrizione: 'Dimensione massima di un file caricato.',
  }),
});
