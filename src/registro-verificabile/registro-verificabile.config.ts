import { conPredefinito, facoltativa, gruppo, intero, testo } from '#platform/config';

export const impostazioniMarche = gruppo('Marche temporali', {
  url: facoltativa({
    variabile: 'TABULARIUM_MARCHE_URL',
    tipo: testo,
    descrizione:
      'Indirizzo di un’autorità di marcatura temporale (RFC 3161 su HTTP). Ogni notte le si chiede una marca sulla testa firmata di ciascun registro. Senza, le teste sono firmate ma non marcate.',
  }),
  utente: facoltativa({
    variabile: 'TABULARIUM_MARCHE_UTENTE',
    tipo: testo,
    descrizione: 'Nome con cui presentarsi all’autorità di marcatura, se lo chiede.',
  }),
  password: facoltativa({
    variabile: 'TABULARIUM_MARCHE_PASSWORD',
    tipo: testo,
    segreta: true,
    descrizione: 'Password dell’autorità di marcatura.',
  }),
  autorita: facoltativa({
    variabile: 'TABULARIUM_MARCHE_AUTORITA',
    tipo: testo,
    descrizione:
      'File PEM con i certificati delle autorità di cui fidarsi per le marche temporali. Senza, si accetta il certificato contenuto nella marca.',
  }),
});

export const impostazioniVerifiche = gruppo('Verifiche del registro', {
  giorni: conPredefinito({
    variabile: 'TABULARIUM_VERIFICA_GIORNI',
    tipo: intero(0, 365),
    predefinito: 7,
    descrizione:
      'Ogni quanti giorni, di notte, si verifica da sé ciascun registro che nessuno ha verificato nel frattempo. Se trova difetti lo dice un avviso. Zero: mai.',
  }),
});
