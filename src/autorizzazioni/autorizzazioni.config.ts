import { conPredefinito, gruppo, intero } from '#platform/config';

export const impostazioniAutorizzazioni = gruppo('Accesso', {
  inattivitaMinuti: conPredefinito({
    variabile: 'TABULARIUM_INATTIVITA_MINUTI',
    tipo: intero(1, 10),
    predefinito: 10,
    descrizione:
      'Minuti senza attività dopo i quali la sessione si blocca e chiede di nuovo la password: al più dieci (manuale di gestione, art. 11).',
  }),
});
