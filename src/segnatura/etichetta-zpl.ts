import { code128, qrCode } from '#platform/pdf';
import { codiceABarre } from './codice-a-barre.ts';
import { componiSegno } from './segno.ts';
import { type DatiSegnatura } from './segnatura.ts';

export type OpzioniZpl = {
  /** Dots per inch of the print head: 203 (8 dots/mm) or 300 (12 dots/mm, as its makers count them). */
  dpi: 203 | 300;
  /** Address of the public verification page, for the QR code. */
  urlVerifica: string;
  copie?: number;
};

type Riga = { testo: string; corpo: number; codiceFino?: number };

/**
 * The 62×29 mm label in ZPL II, for thermal printers: UTF-8 (`^CI28`), every text in a `^FH` field so that no character
 * of a name can be taken for a command. The printer's own scalable font is used, whose widths we do not know: they are
 * estimated from above, and denominazioni that might not fit are shortened.
 */
export async function etichettaZpl(dati: DatiSegnatura, opzioni: OpzioniZpl): Promise<string> {
  const mm = opzioni.dpi === 203 ? 8 : 12;
  const larghezza = 62 * mm;
  const testoBarre = codiceABarre(dati);
  const barre = await code128(testoBarre);
  const qr = await qrCode(opzioni.urlVerifica);
  const modulo = Math.max(1, Math.floor((larghezza - 2 * mm) / barre.modules));
  const ingrandimento = Math.max(1, Math.min(10, Math.floor((16 * mm) / qr.modules)));
  const lato = qr.modules * ingrandimento;
  const colonna = larghezza - 2 * mm - lato;

  const comandi = [
    '^XA',
    '^CI28',
    `^PW${larghezza}`,
    `^LL${29 * mm}`,
    '^LH0,0',
    ...righe(dati, mm, colonna - 3 * mm),
    // ^BQ draws ten dots lower than it is told.
    `^FO${colonna},${Math.max(0, 2 * mm - 10)}^BQN,2,${ingrandimento}^FH\\^FDMA,${scriviCampo(opzioni.urlVerifica)}^FS`,
    `^FO${Math.floor((larghezza - barre.modules * modulo) / 2)},${21 * mm}^BY${modulo}`,
    `^BCN,${6 * mm},N,N,N,N^FH\\^FD${inSottoinsiemi(testoBarre)}^FS`,
    `^PQ${opzioni.copie ?? 1}`,
    '^XZ',
  ];
  return `${comandi.join('\n')}\n`;
}

/** Field data: `\`, `^` and `~` as the hexadecimal escapes that `^FH\` announces; controls and line ends as spaces. */
function scriviCampo(testo: string): string {
  return testo
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\\^~]/g, (carattere) => `\\${carattere.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Code 128 with its subsets told one by one: B for the codes, C (two digits per symbol) from the last odd digit on. */
function inSottoinsiemi(testo: string): string {
  const coda = /(?:\d\d)+$/.exec(testo)?.[0] ?? '';
  return `>:${testo.slice(0, testo.length - coda.length)}>5${coda}`;
}

function righe(dati: DatiSegnatura, mm: number, larghezza: number): string[] {
  const segno = componiSegno(dati);
  const voci: Riga[] = [
    { testo: segno.amministrazione, corpo: 2.8, codiceFino: 0 },
    {
      testo: `${segno.aoo.codice} ${segno.aoo.denominazione}`.trim(),
      corpo: 2.2,
      codiceFino: segno.aoo.codice.length,
    },
    { testo: segno.numero, corpo: 3.8 },
    { testo: segno.momento, corpo: 2.6 },
    ...[segno.classificazione, segno.unita].flatMap((voce) =>
      voce
        ? [{ testo: `${voce.codice} ${voce.denominazione}`, corpo: 2.2, codiceFino: voce.codice.length }]
        : [],
    ),
    ...segno.diciture.flatMap((dicitura) => aCapo(dicitura, larghezza / (2.2 * mm))),
  ];
  const naturale = voci.reduce((somma, voce) => somma + voce.corpo * 1.12, 0);
  const scala = Math.min(1, 18.6 / naturale);
  let alto = 2 * mm;
  return voci.map((voce) => {
    const corpo = voce.corpo * scala * mm;
    const adatto = adatta(voce, larghezza / corpo);
    const altezza = Math.floor(corpo * adatto.riduzione);
    const riga = `^FO${2 * mm},${Math.round(alto)}^A0N,${altezza},${altezza}^FH\\^FD${scriviCampo(adatto.testo)}^FS`;
    alto += corpo * 1.12;
    return riga;
  });
}

/** Shortens a denominazione to `em` character heights of width; anything else is drawn smaller instead. */
function adatta(riga: Riga, em: number): { testo: string; riduzione: number } {
  const { testo, codiceFino } = riga;
  if (stima(testo) <= em) return { testo, riduzione: 1 };
  if (codiceFino === undefined) return { testo, riduzione: em / stima(testo) };
  const caratteri = [...testo];
  while (caratteri.length > codiceFino + 1 && stima(`${caratteri.join('')}...`) > em) caratteri.pop();
  return { testo: `${caratteri.join('').trimEnd()}...`, riduzione: 1 };
}

function aCapo(testo: string, em: number): Riga[] {
  const linee: string[] = [];
  for (const parola of testo.split(' ')) {
    const ultima = linee.at(-1);
    if (ultima !== undefined && stima(`${ultima} ${parola}`) <= em)
      linee[linee.length - 1] = `${ultima} ${parola}`;
    else linee.push(parola);
  }
  return linee.map((linea) => ({ testo: linea, corpo: 2.2 }));
}

/** Width of a text in character heights, on the generous side for the printer's font 0. */
function stima(testo: string): number {
  let somma = 0;
  for (const carattere of testo) {
    if (/[ .,:;'’!|()/il1I-]/.test(carattere)) somma += 0.34;
    else if (/[mwMW@%]/.test(carattere)) somma += 0.86;
    else if (/[\p{Lu}\p{Extended_Pictographic}\p{Lo}]/u.test(carattere)) somma += 0.64;
    else somma += 0.54;
  }
  return somma;
}
