export { accodaInvio } from './accoda-invio.ts';
export { associaRicevuta } from './associa-ricevuta.ts';
export { inviaRegistrazione } from './invia-registrazione.ts';
export { rispostaAutomatica, type RispostaAutomatica, type Taciuta } from './risposta-automatica.ts';
export { rotteInvii } from './invii.routes.ts';
export { lavoroSorveglia } from './sorveglia.ts';
export { lavoroSpedisci } from './spedisci.ts';
export type { PartiInvii } from './parti.ts';
export type { RichiestaInvio } from './richiesta.ts';
