import { conPredefinito, facoltativa, gruppo, scelta, testo } from '#platform/config';

export const impostazioniAvvio = gruppo('Avvio', {
  dati: conPredefinito({
    variabile: 'TABULARIUM_DATI',
    tipo: testo,
    predefinito: './dati',
    descrizione:
      'Cartella dei dati: documenti, registro tecnico e, con il PostgreSQL incluso, la base di dati. È la cartella di cui fare copia.',
  }),
  processi: conPredefinito({
    variabile: 'TABULARIUM_PROCESSI',
    tipo: scelta('entrambi', 'web', 'jobs'),
    predefinito: 'entrambi',
    descrizione:
      'Che cosa fa questo processo: risponde alle richieste (`web`), svolge i lavori in differita (`jobs`) o `entrambi`.',
  }),
  demoPassword: facoltativa({
    variabile: 'TABULARIUM_DEMO_PASSWORD',
    tipo: testo,
    segreta: true,
    descrizione:
      'Password degli utenti dell’ente dimostrativo. Se manca, ciascuno ne riceve una generata, mostrata una volta sola.',
  }),
});
