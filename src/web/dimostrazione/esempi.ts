import type { LetteraDimostrativa } from './tipi.ts';

type Esempio = Pick<LetteraDimostrativa, 'da' | 'oggetto' | 'testo'>;

/** Letters as those that a Comune gets, for who does not feel like writing one. */
export const esempi: readonly Esempio[] = [
  {
    da: 'mario.rossi@pec.cittadini.example',
    oggetto: 'Istanza di accesso agli atti – pratica edilizia di via Garibaldi 12',
    testo:
      'Spett.le Comune,\n\nai sensi dell’art. 22 della legge 241/1990 chiedo di vedere e di avere copia degli atti della pratica edilizia relativa all’immobile di via Garibaldi 12, di cui sono proprietario.\n\nCordiali saluti\nMario Rossi',
  },
  {
    da: 'edil.nord@pec.imprese.example',
    oggetto: 'Segnalazione certificata di inizio attività – rifacimento facciata di piazza Dante 4',
    testo:
      'Si trasmette la segnalazione certificata di inizio attività per il rifacimento della facciata del fabbricato di piazza Dante 4. L’inizio dei lavori è previsto fra trenta giorni.\n\nEdil Nord s.r.l.',
  },
  {
    da: 'lucia.ferri@pec.cittadini.example',
    oggetto: 'Richiesta di occupazione di suolo pubblico per trasloco',
    testo:
      'Chiedo di occupare due posti auto davanti al civico 8 di via Mazzini, dalle 8 alle 13 del primo sabato del mese, per un trasloco.\n\nGrazie\nLucia Ferri',
  },
  {
    da: 'segreteria@pec.scuola.example',
    oggetto: 'Richiesta di patrocinio per la festa di fine anno',
    testo:
      'L’istituto comprensivo chiede il patrocinio del Comune, e l’uso della palestra, per la festa di fine anno scolastico.\n\nLa segreteria',
  },
];
