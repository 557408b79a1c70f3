import {
  conPredefinito,
  elencoReti,
  facoltativa,
  gruppo,
  indirizzoRete,
  intero,
  urlDiBase,
} from '#platform/config';

export const impostazioniHttp = gruppo('Rete', {
  porta: conPredefinito({
    variabile: 'TABULARIUM_PORT',
    tipo: intero(0, 65535),
    predefinito: 8080,
    descrizione: 'Porta su cui il programma ascolta; `0` ne sceglie una libera.',
  }),
  indirizzo: conPredefinito({
    variabile: 'TABULARIUM_INDIRIZZO',
    tipo: indirizzoRete,
    predefinito: '127.0.0.1',
    descrizione:
      'Indirizzo su cui il programma ascolta. Quello predefinito è raggiungibile solo da questa macchina; `0.0.0.0` da tutta la rete.',
  }),
  urlPubblico: facoltativa({
    variabile: 'TABULARIUM_URL_PUBBLICO',
    tipo: urlDiBase,
    descrizione:
      'Indirizzo con cui il pubblico raggiunge il programma. È stampato nei codici QR di etichette e ricevute e vi resta per sempre: va deciso prima della prima registrazione vera.',
  }),
  proxyFidato: conPredefinito({
    variabile: 'TABULARIUM_PROXY_FIDATO',
    tipo: elencoReti,
    predefinito: [],
    descrizione:
      'Proxy di cui credere le intestazioni `X-Forwarded-*`. Senza, quelle intestazioni sono ignorate.',
  }),
  limiteRichieste: conPredefinito({
    variabile: 'TABULARIUM_LIMITE_RICHIESTE',
    tipo: intero(1, 10_000_000),
    predefinito: 1200,
    descrizione: 'Richieste al minuto accettate da uno stesso utente o indirizzo.',
  }),
});
