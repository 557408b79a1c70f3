import { facoltativa, gruppo, urlPostgres } from '#platform/config';

export const impostazioniDb = gruppo('Base di dati', {
  url: facoltativa({
    variabile: 'TABULARIUM_DATABASE_URL',
    tipo: urlPostgres,
    segreta: true,
    descrizione:
      'Server PostgreSQL proprio (versione 15 o successiva). Se manca, il programma avvia il PostgreSQL incluso, con i dati sotto `TABULARIUM_DATI`.',
  }),
  urlProprietario: facoltativa({
    variabile: 'TABULARIUM_DATABASE_URL_PROPRIETARIO',
    tipo: urlPostgres,
    segreta: true,
    descrizione:
      'Connessione del proprietario dello schema, usata solo per le migrazioni. Se manca, si usa `TABULARIUM_DATABASE_URL`, e le richieste degli operatori girano comunque con un ruolo che non può modificare ciò che la legge vuole immodificabile.',
  }),
});
