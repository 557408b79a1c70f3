import type { Ricerca } from '../platform/http/chiedi.ts';
import type { Coda } from './tipi.ts';

type Descrizione = { nome: string; filtro: Ricerca; vuota: string };

/** The counters of the desk, in their order: each is a list of assignments. What is of the UOP comes last. */
export const code: Record<Coda, Descrizione> = {
  'da-prendere': {
    nome: 'Da prendere in carico',
    filtro: { vista: 'da-prendere', titolo: 'competenza' },
    vuota: 'Qui arrivano i documenti assegnati all’ufficio, da confermare o rinviare.',
  },
  mie: {
    nome: 'In carico a me',
    filtro: { vista: 'in-carico', titolo: 'competenza', mie: 'true' },
    vuota: 'Qui stanno i documenti dati a chi guarda, finché non si archiviano.',
  },
  'in-carico': {
    nome: 'In carico all’ufficio',
    filtro: { vista: 'in-carico', titolo: 'competenza' },
    vuota: 'Qui stanno i documenti confermati dall’ufficio, finché non si archiviano.',
  },
  'in-scadenza': {
    nome: 'In scadenza',
    filtro: { vista: 'in-scadenza' },
    vuota: 'Qui compare ciò che scade nei prossimi cinque giorni.',
  },
  scadute: {
    nome: 'Scaduti',
    filtro: { vista: 'scadute' },
    vuota: 'Qui compare ciò che è scaduto ed è ancora aperto.',
  },
  conoscenza: {
    nome: 'Per conoscenza',
    filtro: { vista: 'da-prendere', titolo: 'conoscenza' },
    vuota: 'Qui arrivano i documenti mandati all’ufficio per conoscenza, finché non si confermano.',
  },
  'da-smistare': {
    nome: 'Da smistare',
    filtro: { vista: 'da-smistare' },
    vuota: 'Qui stanno i documenti assegnati e non ancora inviati agli uffici.',
  },
  rinviate: {
    nome: 'Rinviati',
    filtro: { vista: 'rinviate' },
    vuota: 'Qui tornano i documenti che un ufficio non ritiene suoi, da assegnare di nuovo.',
  },
  'non-ritirate': {
    nome: 'Carta non ritirata',
    filtro: { vista: 'non-ritirate' },
    vuota: 'Qui compare la carta smistata nei giorni scorsi che nessuno ha ritirato.',
  },
};

export const nomiCode = Object.keys(code) as Coda[];
export const leggiCoda = (v: unknown): Coda | undefined => nomiCode.find((c) => c === v);
