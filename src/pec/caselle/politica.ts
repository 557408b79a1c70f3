import type { Politica } from './caselle.schema.ts';

const MB = 1024 * 1024;

/** What holds where the box says nothing: nothing is touched on the server, nothing is answered but the ricevuta. */
export const POLITICA: Politica = {
  copiaSulServer: 'lascia',
  cartellaArchivio: 'Archivio protocollo',
  giorniSulServer: 30,
  postaOrdinaria: 'esamina',
  avvisoPostaOrdinaria: false,
  indirizzoOrdinario: '',
  testoAvviso: [
    'Questa casella riceve soltanto messaggi inviati da caselle di posta elettronica certificata (PEC): il messaggio inviato da un indirizzo di posta ordinaria non è stato protocollato.',
    '',
    'Si può inviare di nuovo da una casella PEC oppure, con la posta elettronica ordinaria, all’indirizzo {indirizzo}.',
    '',
    '{ente}',
    'Questo messaggio è stato scritto dal sistema di protocollo: non occorre rispondere.',
    '',
  ].join('\n'),
  ricevutaProtocollazione: true,
  massimoMessaggio: 25 * MB,
  limiteByte: 100 * MB,
  massimoDestinatari: 50,
  limiteOrario: 200,
  limiteAutomatici: 3,
};

/** @param scritta column `casella.politica` */
export const politicaDi = (scritta: unknown): Politica => ({
  ...POLITICA,
  ...(scritta as Partial<Politica>),
});
