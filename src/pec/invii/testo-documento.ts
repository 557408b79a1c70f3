import { dataItaliana, giornoDiRoma } from '#platform/clock';
import { numeroASetteCifre } from '#segnatura';

export type DocumentoDaTrasmettere = {
  ente: string;
  registro: string;
  denominazioneRegistro: string;
  anno: number;
  numero: number;
  istante: Date;
  oggetto: string;
};

/** Longer subjects are cut by the servers, each where it likes; the whole oggetto is in the text. */
const MASSIMO = 400;

/** The subject of a message that brings a registered document: its number first, then what it is about. */
export function oggettoDocumento(d: DocumentoDaTrasmettere): string {
  const registro = d.registro === 'PG' ? '' : `${d.registro} `;
  const intero = `Prot. n. ${registro}${numeroASetteCifre(d.numero)}/${d.anno} - ${d.oggetto.replace(/\s+/g, ' ').trim()}`;
  return intero.length <= MASSIMO ? intero : `${intero.slice(0, MASSIMO - 1)}…`;
}

/** What the recipient reads: who sends, the estremi of the registration, what is attached. */
export function testoDocumento(d: DocumentoDaTrasmettere, file: readonly string[]): string {
  return [
    d.ente,
    '',
    `Si trasmette il documento registrato da questa amministrazione (${d.denominazioneRegistro}) con il numero ${numeroASetteCifre(d.numero)} dell’anno ${d.anno}, del ${dataItaliana(giornoDiRoma(d.istante))}.`,
    '',
    `Oggetto: ${d.oggetto.trim()}`,
    '',
    file.length === 1 ? 'Documento trasmesso:' : 'Documenti trasmessi:',
    ...file.map((nome, i) => `${i + 1}. ${nome}`),
    '',
  ].join('\n');
}
