import { conPredefinito, facoltativa, gruppo, indirizzoRete, intero, scelta, testo } from '#platform/config';
import { mittente } from './mittente.ts';

export const impostazioniMail = gruppo('Posta in uscita', {
  host: facoltativa({
    variabile: 'TABULARIUM_SMTP_HOST',
    tipo: indirizzoRete,
    descrizione:
      'Server SMTP da cui partono gli avvisi e le istruzioni per una password nuova. Senza, il programma non spedisce posta.',
  }),
  porta: facoltativa({
    variabile: 'TABULARIUM_SMTP_PORTA',
    tipo: intero(1, 65535),
    descrizione: 'Porta del server SMTP. Se manca: 465 con `tls`, 587 con `starttls`, 25 con `nessuna`.',
  }),
  sicurezza: conPredefinito({
    variabile: 'TABULARIUM_SMTP_SICUREZZA',
    tipo: scelta('tls', 'starttls', 'nessuna'),
    predefinito: 'starttls',
    descrizione:
      'Come si protegge il colloquio con il server: cifrato da subito (`tls`), cifrato prima di dire altro (`starttls`, altrimenti non si spedisce), in chiaro (`nessuna`: solo per un server della stessa macchina o di una rete fidata). Il certificato è sempre verificato.',
  }),
  utente: facoltativa({
    variabile: 'TABULARIUM_SMTP_UTENTE',
    tipo: testo,
    descrizione: 'Utente con cui il programma si presenta al server SMTP, se occorre.',
  }),
  password: facoltativa({
    variabile: 'TABULARIUM_SMTP_PASSWORD',
    tipo: testo,
    segreta: true,
    descrizione: 'Password di quell’utente.',
  }),
  mittente: facoltativa({
    variabile: 'TABULARIUM_SMTP_MITTENTE',
    tipo: mittente,
    descrizione:
      'Indirizzo da cui risultano spediti i messaggi. Obbligatorio quando c’è un server SMTP: senza, non si spedisce.',
  }),
});
