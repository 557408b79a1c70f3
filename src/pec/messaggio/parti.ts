import { createHash } from 'node:crypto';
import { everyPart, fromTransfer, type Part, readTnef, type Transferred } from '#platform/mime';
import type { ParteMessaggio, TipoMessaggio } from './messaggio.ts';

/** A file as listed, and how to have its bytes. */
export type FileTrovato = { parte: Omit<ParteMessaggio, 'dimensione' | 'impronta'>; apri: () => Transferred };

const FIRMA = /^application\/(x-)?(pkcs7|pgp)-signature$/;
const TNEF = /^application\/(vnd\.)?ms-tnef$/;

type Luogo = { firme: Set<Part>; correlate: Set<Part>; busta: boolean; postacert: Part | undefined };

function genereDi(parte: Part, { firme, correlate, busta, postacert }: Luogo): ParteMessaggio['genere'] {
  const nome = parte.fileName?.trim().toLowerCase() ?? '';
  if (parte === postacert) return 'postacert';
  if (parte.message) return 'messaggio';
  if (firme.has(parte) && FIRMA.test(parte.type)) return 'firma';
  const inBusta = busta && !parte.path.includes('/');
  if (inBusta && (nome === 'daticert.xml' || (nome === '' && /^(application|text)\/xml$/.test(parte.type))))
    return 'daticert';
  if (nome === 'segnatura.xml') return 'segnatura';
  if (TNEF.test(parte.type) || nome === 'winmail.dat') return 'tnef';
  // Programs mark documents as inline too: only an image, or what the page names, stands in the text.
  const immagine = parte.type.startsWith('image/') && parte.disposition !== 'attachment';
  return immagine && (correlate.has(parte) || parte.disposition === 'inline' || parte.contentId !== undefined)
    ? 'in-linea'
    : 'allegato';
}

/** The words of a message are not files, unless they are sent as one. */
function soloTesto(parte: Part): boolean {
  return (
    /^text\/(plain|html)$/.test(parte.type) &&
    parte.fileName === undefined &&
    parte.disposition !== 'attachment'
  );
}

function tipoDichiarato(parte: Part): string {
  return parte.type.startsWith('multipart/') ? 'application/octet-stream' : parte.type;
}

/** Every file that a message brings, in the order of the message, each before what is inside it. */
export function* trovaFile(
  messaggio: Part,
  tipo: TipoMessaggio,
  postacert: Part | undefined,
): Generator<FileTrovato> {
  const luogo: Luogo = {
    firme: new Set(),
    correlate: new Set(),
    busta: tipo !== 'posta-ordinaria' && tipo !== 'anomalia',
    postacert,
  };
  for (const parte of everyPart(messaggio)) {
    if (parte.type === 'multipart/signed')
      parte.children.slice(1).forEach((figlia) => luogo.firme.add(figlia));
    if (parte.type === 'multipart/related')
      parte.children.slice(1).forEach((figlia) => luogo.correlate.add(figlia));
    if (
      parte.children.length > 0 ||
      soloTesto(parte) ||
      (parte.type.startsWith('multipart/') && parte.fileName === undefined)
    )
      continue;
    const genere = genereDi(parte, luogo);
    const { path: percorso, fileName } = parte;
    const apri = (): Transferred => fromTransfer(parte.body, parte.encoding);
    const nome = fileName || `parte-${percorso.replaceAll('/', '-')}`;
    yield { parte: { percorso, nome, tipoDichiarato: tipoDichiarato(parte), genere }, apri };
    if (genere === 'tnef') yield* daTnef(percorso, apri().bytes);
  }
}

function* daTnef(percorso: string, byte: Buffer): Generator<FileTrovato> {
  for (const [indice, file] of readTnef(byte).entries()) {
    const luogo = `${percorso}/${indice + 1}`;
    const nome = file.name || `parte-${luogo.replaceAll('/', '-')}`;
    yield {
      parte: { percorso: luogo, nome, tipoDichiarato: 'application/octet-stream', genere: 'allegato' },
      apri: () => ({ bytes: file.bytes, clean: true }),
    };
  }
}

// Whoever reads and examines a message asks for each file more than once; of what is larger than this, each time from the beginning.
const RICORDATI = 32 * 1024 * 1024;

/** Opens the files of a message, each once as long as they are not too large together. */
export function ricordaAperti(file: readonly FileTrovato[]): {
  apri: (uno: FileTrovato) => Transferred;
  contenuto: (percorso: string) => Buffer | undefined;
} {
  const perPercorso = new Map(file.map((uno) => [uno.parte.percorso, uno]));
  const aperti = new Map<FileTrovato, Transferred>();
  let restano = RICORDATI;
  const apri = (uno: FileTrovato): Transferred => {
    const gia = aperti.get(uno);
    if (gia) return gia;
    const aperto = uno.apri();
    if (aperto.bytes.length > restano) return aperto;
    restano -= aperto.bytes.length;
    aperti.set(uno, aperto);
    return aperto;
  };
  const contenuto = (percorso: string): Buffer | undefined => {
    const uno = perPercorso.get(percorso);
    return uno && apri(uno).bytes;
  };
  return { apri, contenuto };
}

export function descrivi({ parte }: FileTrovato, { bytes, clean }: Transferred): ParteMessaggio {
  const impronta = createHash('sha256').update(bytes).digest('hex');
  return { ...parte, dimensione: bytes.length, impronta, ...(clean ? {} : { codificaGuasta: true }) };
}
