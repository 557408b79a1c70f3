import { Rifiuto } from '#platform/http';
import {
  type Code128,
  code128,
  drawCode128,
  drawQr,
  MM,
  newPdf,
  type Pdf,
  qrCode,
  type QrCode,
} from '#platform/pdf';
import { codiceABarre } from './codice-a-barre.ts';
import { componiInAltezza, disegnaRighe } from './disegna-segno.ts';
import { componiSegno, type Segno } from './segno.ts';
import { type DatiSegnatura } from './segnatura.ts';

/** `62x29`: one label per page, for roll printers. `a4`: sheets of 24 labels of 70×37 mm, three columns by eight rows. */
export type FormatoEtichetta = '62x29' | 'a4';

export type OpzioniEtichetta = {
  formato: FormatoEtichetta;
  /** First free cell of an A4 sheet already begun, 1 to 24, by rows from the top left. */
  posizione?: number;
  /** How many labels, 1 to 240. */
  copie?: number;
  /** Address of the public verification page, for the QR code. */
  urlVerifica: string;
};

type Misure = {
  pagina: { width: number; height: number };
  cella: { width: number; height: number };
  /** Distance of the first cell from the top of the page, and columns and rows of cells. */
  alto: number;
  colonne: number;
  righe: number;
  /** White inside the cell, barcode height, QR side. All in millimetres. */
  interno: number;
  barre: number;
  qr: number;
  /** Dots per inch bars are rounded to: roll printers have 300, and a bar of 2.7 dots is drawn as 2 or as 3. */
  punti: number;
};

const misure: Record<FormatoEtichetta, Misure> = {
  '62x29': {
    pagina: { width: 62, height: 29 },
    cella: { width: 62, height: 29 },
    alto: 0,
    colonne: 1,
    righe: 1,
    interno: 2,
    barre: 6.5,
    qr: 16,
    punti: 300,
  },
  a4: {
    pagina: { width: 210, height: 297 },
    cella: { width: 70, height: 37 },
    alto: 0.5,
    colonne: 3,
    righe: 8,
    interno: 4.5,
    barre: 7.5,
    qr: 18,
    punti: 600,
  },
};

const QUIETE = 10;

/**
 * The adhesive label as a PDF at real size, asking the viewer not to scale it (RN-56.4, PISA-2): segnatura in words,
 * Code 128 with AOO, registro, year and number, QR of the verification page.
 * @throws Rifiuto `segnatura.etichetta-fuori-foglio` for a position or a number of copies out of range;
 * `segnatura.codice-non-stampabile` (see `codiceABarre`)
 */
export async function etichettaPdf(dati: DatiSegnatura, opzioni: OpzioniEtichetta): Promise<Uint8Array> {
  const { posizione = 1, copie = 1, urlVerifica } = opzioni;
  const m = misure[opzioni.formato];
  const celle = m.colonne * m.righe;
  verificaIntero('posizione', posizione, celle);
  verificaIntero('copie', copie, 240);
  const barre = await code128(codiceABarre(dati));
  const qr = await qrCode(urlVerifica);
  const segno = componiSegno(dati);
  const pdf = await newPdf({
    title: `Etichetta ${segno.numero}`,
    size: m.pagina,
    instant: new Date(dati.istante),
    kind: 'plain',
    realSize: true,
  });
  for (let copia = 0; copia < copie; copia++) {
    const cella = (posizione - 1 + copia) % celle;
    if (copia === 0 || cella === 0) pdf.doc.addPage();
    const x = (cella % m.colonne) * m.cella.width;
    const y = m.alto + Math.floor(cella / m.colonne) * m.cella.height;
    disegnaEtichetta(pdf, m, x * MM, y * MM, { segno, barre, qr });
  }
  return pdf.finish();
}

function disegnaEtichetta(
  pdf: Pdf,
  m: Misure,
  x: number,
  y: number,
  { segno, barre, qr }: { segno: Segno; barre: Code128; qr: QrCode },
): void {
  const interno = m.interno * MM;
  const larghezza = m.cella.width * MM - 2 * interno;
  const altezza = m.cella.height * MM - 2 * interno;
  const lato = m.qr * MM;
  const altezzaBarre = m.barre * MM;
  const distacco = 1.2 * MM;

  const composto = componiInAltezza(pdf, segno, larghezza - lato - 2 * MM, altezza - altezzaBarre - distacco);
  disegnaRighe(pdf, composto, x + interno, y + interno, '#000000');
  drawQr(pdf, qr, x + interno + larghezza - lato, y + interno, lato);
  // The quiet zones may use the white margin of the label as well.
  const modulo = moduloIntero((m.cella.width * MM) / (barre.modules + 2 * QUIETE), m.punti);
  const sinistra = x + (m.cella.width * MM - barre.modules * modulo) / 2;
  drawCode128(pdf, barre, sinistra, y + interno + altezza - altezzaBarre, modulo, altezzaBarre);
}

/** The width of a module, in points: a whole number of printer dots where at least one fits. */
function moduloIntero(massimo: number, puntiPerPollice: number): number {
  const punto = 72 / puntiPerPollice;
  return massimo < punto ? massimo : Math.floor(massimo / punto) * punto;
}

function verificaIntero(campo: string, valore: number, massimo: number): void {
  if (Number.isInteger(valore) && valore >= 1 && valore <= massimo) return;
  throw new Rifiuto({
    codice: 'segnatura.etichetta-fuori-foglio',
    categoria: 'nonValido',
    dettaglio: `Il valore di «${campo}» deve essere un numero intero da 1 a ${massimo}.`,
    campo,
  });
}
