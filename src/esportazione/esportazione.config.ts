import { conPredefinito, gruppo, intero } from '#platform/config';

export const impostazioniEsportazioni = gruppo('Esportazioni', {
  giorni: conPredefinito({
    variabile: 'TABULARIUM_ESPORTAZIONI_GIORNI',
    tipo: intero(1, 365),
    predefinito: 7,
    descrizione:
      'Per quanti giorni si tengono i file di un’esportazione chiesta dalla pagina «Esportazioni». Poi si eliminano; resta scritto chi l’ha chiesta e quando.',
  }),
});
