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
