import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { consegnaInCartella, leggiInvio } from '#gestore-pec';
import { oraDiRoma } from '#platform/clock';
import type { PostaCittadino } from './dimostrazione.schema.ts';

/** How many of those who wrote have a box, and how much of it is kept: whoever tries the programme does not fill the disk. */
const CITTADINI = 200;
const MESSAGGI = 50;
/** The headers of a message of the provider are at its beginning. */
const TESTA = 64 * 1024;

type Voce = PostaCittadino['items'][number];

const diEnte = (dati: string, ente: string): string => join(dati, 'dimostrazione', 'cittadini', ente);

/** An address may hold anything: the folder is named by its digest. */
const cartellaDi = (dati: string, ente: string, indirizzo: string): string =>
  join(diEnte(dati, ente), createHash('sha256').update(indirizzo.toLowerCase()).digest('hex').slice(0, 32));

/** Whoever writes gets a box, in place of that of some other when they are too many. */
export async function apriPostaCittadino(dati: string, ente: string, indirizzo: string): Promise<void> {
  const sua = cartellaDi(dati, ente, indirizzo);
  if (existsSync(sua)) return;
  await mkdir(sua, { recursive: true, mode: 0o750 });
  const tutte = (await readdir(diEnte(dati, ente))).map((nome) => join(diEnte(dati, ente), nome));
  const altre = tutte.filter((c) => c !== sua);
  for (const cartella of altre.slice(0, Math.max(0, tutte.length - CITTADINI)))
    await rm(cartella, { recursive: true, force: true });
}

/** Into the box of a citizen, if he ever wrote: of the others nothing is kept. */
export async function consegnaAlCittadino(
  dati: string,
  ente: string,
  indirizzo: string,
  byte: Buffer,
): Promise<void> {
  const sua = cartellaDi(dati, ente, indirizzo);
  if (!existsSync(sua)) return;
  // What comes back may carry the whole letter: of it only what is shown is kept.
  await consegnaInCartella(sua, byte.subarray(0, TESTA));
  const nomi = await messaggi(sua);
  for (const nome of nomi.slice(0, -MESSAGGI)) await unlink(join(sua, nome)).catch(() => undefined);
}

/** What came back to a citizen, the newest first; nothing to who never wrote. */
export async function leggiPostaCittadino(dati: string, ente: string, indirizzo: string): Promise<Voce[]> {
  const sua = cartellaDi(dati, ente, indirizzo);
  if (!existsSync(sua)) return [];
  const voci: Voce[] = [];
  for (const nome of (await messaggi(sua)).reverse()) voci.push(await leggiVoce(sua, nome));
  return voci;
}

const messaggi = async (cartella: string): Promise<string[]> =>
  (await readdir(cartella)).filter((nome) => /^\d{8}T\d{9}Z-.*\.eml$/.test(nome)).sort();

async function leggiVoce(cartella: string, nome: string): Promise<Voce> {
  const file = await open(join(cartella, nome), 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(TESTA), 0, TESTA, 0);
    const { testa, oggetto } = leggiInvio({ da: '', a: [], byte: buffer.subarray(0, bytesRead) });
    const detto = testa.find((i) => i.nome === 'x-ricevuta' || i.nome === 'x-trasporto');
    return {
      tipo: detto?.riga.split(':')[1]?.trim() ?? 'posta-ordinaria',
      oggetto: oggetto.letto,
      istante: oraDiRoma(arrivato(nome)),
    };
  } finally {
    await file.close();
  }
}

/** The folder names its files by when they came: `20261126T101530123Z-…`. */
function arrivato(nome: string): Date {
  const [, a, m, g, ore, min, sec, ms] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/.exec(nome) ?? [];
  return new Date(`${a}-${m}-${g}T${ore}:${min}:${sec}.${ms}Z`);
}
