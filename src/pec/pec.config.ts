import { facoltativa, gruppo, testo } from '#platform/config';

export const impostazioniPec = gruppo('Posta certificata', {
  autorita: facoltativa({
    variabile: 'TABULARIUM_PEC_AUTORITA',
    tipo: testo,
    descrizione:
      'File PEM con i certificati delle autorità che garantiscono le firme dei gestori di posta certificata. Senza, la firma di una busta risulta «non riconosciuta».',
  }),
  certificati: facoltativa({
    variabile: 'TABULARIUM_POSTA_CERTIFICATI',
    tipo: testo,
    descrizione:
      'File PEM con altri certificati di cui fidarsi, oltre a quelli del sistema, quando ci si collega ai server IMAP e SMTP delle caselle.',
  }),
});
