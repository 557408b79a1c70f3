import { ellipsize, type Face, fitSize, type Pdf, wrap } from '#platform/pdf';
import { type Segno } from './segno.ts';

type Riga = { face: Face; corpo: number; testo: string };

/** The lines of a segno set in a given width: what to draw, and how high it all is, in points. */
export type SegnoComposto = { righe: Riga[]; altezza: number };

/** No denominazione of so many characters is shown whole: what follows need not be measured. */
const LUNGO = 300;
const INTERLINEA = 1.18;

/**
 * Sets the segno in lines no wider than `larghezza`. Number and date shrink if they must and are never cut; diciture,
 * whose wording is fixed by the rules, go on as many lines as they need; denominazioni end in an ellipsis.
 * `scala` is 1 for the natural sizes.
 */
export function componiRighe(pdf: Pdf, segno: Segno, larghezza: number, scala: number): SegnoComposto {
  const intera = (face: Face, corpo: number, testo: string): Riga[] => {
    const pulito = pdf.clean(face, testo);
    return [{ face, corpo: fitSize(pdf, face, pulito, larghezza, corpo * scala, 3), testo: pulito }];
  };
  const accorciabile = (face: Face, corpo: number, minimo: number, testo: string): Riga[] => {
    const pulito = pdf.clean(face, testo.slice(0, LUNGO));
    const adatto = fitSize(pdf, face, pulito, larghezza, corpo * scala, minimo * scala);
    return [{ face, corpo: adatto, testo: ellipsize(pdf, face, adatto, pulito, larghezza) }];
  };
  const suDueRighe = (face: Face, corpo: number, minimo: number, testo: string): Riga[] => {
    const [prima = '', ...altre] = wrap(
      pdf,
      face,
      minimo * scala,
      pdf.clean(face, testo.slice(0, LUNGO)),
      larghezza,
    );
    if (altre.length === 0) return accorciabile(face, corpo, minimo, testo);
    return [prima, altre.join(' ')].flatMap((riga) => accorciabile(face, minimo, minimo, riga));
  };
  const conCodice = (voce: { codice: string; denominazione: string } | undefined): Riga[] => {
    if (!voce) return [];
    return voce.denominazione === ''
      ? intera('sans', 6.2, voce.codice)
      : accorciabile('sans', 6.2, 4.8, `${voce.codice} ${voce.denominazione}`);
  };
  const dicitura = (testo: string): Riga[] => {
    const corpo = 6.2 * scala;
    return wrap(pdf, 'bold', corpo, pdf.clean('bold', testo), larghezza).map((riga) => ({
      face: 'bold',
      corpo,
      testo: riga,
    }));
  };
  const righe = [
    ...suDueRighe('bold', 8, 6.2, segno.amministrazione),
    ...conCodice(segno.aoo),
    ...intera('bold', 11, segno.numero),
    ...intera('sans', 7.4, segno.momento),
    ...conCodice(segno.classificazione),
    ...conCodice(segno.unita),
    ...segno.diciture.flatMap(dicitura),
  ];
  return { righe, altezza: righe.reduce((somma, riga) => somma + riga.corpo * INTERLINEA, 0) };
}

/** The largest setting, from the natural size down, that is not higher than `altezza`. */
export function componiInAltezza(pdf: Pdf, segno: Segno, larghezza: number, altezza: number): SegnoComposto {
  let composto = componiRighe(pdf, segno, larghezza, 1);
  for (let scala = 0.95; composto.altezza > altezza && scala > 0.2; scala -= 0.05)
    composto = componiRighe(pdf, segno, larghezza, scala);
  return composto;
}

/** Draws the lines from (x, y) downwards and returns the y below them. */
export function disegnaRighe(
  pdf: Pdf,
  { righe }: SegnoComposto,
  x: number,
  y: number,
  colore: string,
): number {
  let alto = y;
  for (const { face, corpo, testo } of righe) {
    pdf.use(face, corpo, colore);
    pdf.doc.text(testo, x, alto, { lineBreak: false });
    alto += corpo * INTERLINEA;
  }
  return alto;
}
