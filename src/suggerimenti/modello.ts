import { deflateSync, inflateSync } from 'node:zlib';
import type { Classificatore } from './classificatore.ts';
import { POSTI } from './tratti.ts';
import type { UfficiPerClasse } from './uffici.ts';

/** Changes when features or weights change their meaning: a stored model of another version is learned again. */
export const PROGRAMMA = 1;

/** How often the first answer was right, and one of the first three, on how many registrations kept apart. */
export type Misura = { top1: number; top3: number; provate: number };

/** What one ente's registrations taught: answers are identities of entries of the titolario, and ids of offices. */
export type Modello = { classi: Classificatore; uffici: Classificatore; perClasse: UfficiPerClasse };

/** The model in as few bytes as it takes: used rows only, a byte per weight, deflated. */
export function scriviModello(m: Modello): Buffer {
  const perClasse = Buffer.from(JSON.stringify(m.perClasse));
  return deflateSync(Buffer.concat([scriviUno(m.classi), scriviUno(m.uffici), perClasse]), { level: 4 });
}

/** @throws what zlib says of bytes that are not a model's */
export function leggiModello(byte: Uint8Array): Modello {
  const dati = inflateSync(byte);
  const classi = leggiUno(dati, 0);
  const uffici = leggiUno(dati, classi.fine);
  return {
    classi: classi.classificatore,
    uffici: uffici.classificatore,
    perClasse: JSON.parse(dati.toString('utf8', uffici.fine)) as UfficiPerClasse,
  };
}

function scriviUno(c: Classificatore): Buffer {
  const posti = Uint32Array.from(c.riga.keys()).filter((p) => (c.riga[p] ?? -1) >= 0);
  // In the order of the rows, which the weights follow.
  posti.sort((a, b) => (c.riga[a] ?? 0) - (c.riga[b] ?? 0));
  const rarita = Float32Array.from(posti, (p) => c.rarita[p] ?? 0);
  const testa = Buffer.from(JSON.stringify({ risposte: c.risposte, righe: posti.length }));
  const lunga = Buffer.alloc(4);
  lunga.writeUInt32LE(testa.length);
  return Buffer.concat([lunga, testa, ...[posti, rarita, c.scala, c.base, c.pesi].map(grezzi)]);
}

const grezzi = (a: Uint32Array | Float32Array | Int8Array): Buffer =>
  Buffer.from(a.buffer, a.byteOffset, a.byteLength);

function leggiUno(dati: Buffer, da: number): { classificatore: Classificatore; fine: number } {
  const lunga = dati.readUInt32LE(da);
  const testa = JSON.parse(dati.toString('utf8', da + 4, da + 4 + lunga)) as {
    risposte: string[];
    righe: number;
  };
  let fine = da + 4 + lunga;
  // Copied, so that numbers of four bytes begin where the machine wants them.
  const prendi = (byte: number): ArrayBuffer => {
    const copia = new Uint8Array(dati.subarray(fine, fine + byte)).buffer;
    fine += byte;
    return copia;
  };
  const { risposte, righe } = testa;
  const posti = new Uint32Array(prendi(righe * 4));
  const rare = new Float32Array(prendi(righe * 4));
  const scala = new Float32Array(prendi(righe * 4));
  const base = new Float32Array(prendi(risposte.length * 4));
  const pesi = new Int8Array(prendi(righe * risposte.length));
  const riga = new Int32Array(POSTI).fill(-1);
  const rarita = new Float32Array(POSTI);
  posti.forEach((p, r) => {
    riga[p] = r;
    rarita[p] = rare[r] ?? 0;
  });
  return { classificatore: { risposte, rarita, riga, scala, pesi, base }, fine };
}
