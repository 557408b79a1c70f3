import { createHash } from 'node:crypto';
import libmime from 'libmime';
import { dividi, grezzo, type Intestazione } from './intestazioni.ts';

/** A real message has three or four levels; somebody's may have thousands. */
const PROFONDITA = 20;

/**
 * The original with each file replaced by `nome.hash`, the SHA-1 of the part as it stands, encoded (§3.3.2.2). Signatures
 * of the sender stay, and no longer hold; an opaque one (`pkcs7-mime`) cannot be opened, and goes whole.
 */
export function breve(originale: Buffer): Buffer {
  const { testa } = dividi(originale);
  return /^application\/(x-)?pkcs7-mime$/.test(tipo(testa).value) ? originale : riassumi(originale, 0);
}

function riassumi(byte: Buffer, livello: number): Buffer {
  const { testa, corpo } = dividi(byte);
  const { value, params } = tipo(testa);
  const nome = nomeDi(testa);
  if (nome !== undefined || (livello > 0 && value === 'message/rfc822'))
    return impronta(testa, nome ?? 'messaggio.eml', corpo);
  const confine = params.boundary;
  if (!value.startsWith('multipart/') || !confine || livello === PROFONDITA) return byte;
  const pezzi = tagli(corpo, confine);
  // Of a signed message the second part is the sender's signature.
  const intatte = livello === 0 && value === 'multipart/signed' ? 1 : Infinity;
  const nuovi: Buffer[] = [byte.subarray(0, byte.length - corpo.length)];
  let qui = 0;
  pezzi.slice(0, intatte).forEach(({ da, a }) => {
    nuovi.push(corpo.subarray(qui, da), riassumi(corpo.subarray(da, a), livello + 1));
    qui = a;
  });
  return Buffer.concat([...nuovi, corpo.subarray(qui)]);
}

/** Where the parts lie between the boundaries of this level, without the line ends that belong to the boundaries. */
function tagli(corpo: Buffer, confine: string): { da: number; a: number }[] {
  const segno = Buffer.from(`--${confine}`, 'latin1');
  const trovati: { da: number; a: number }[] = [];
  let da: number | undefined;
  for (let i = corpo.indexOf(segno); i >= 0; i = corpo.indexOf(segno, i + segno.length)) {
    if (i > 0 && corpo[i - 1] !== 10) continue;
    const resto = corpo.subarray(i + segno.length, i + segno.length + 128).toString('latin1');
    const riga = /^(--)?[ \t]*(\r\n|$)/.exec(resto);
    if (!riga) continue;
    if (da !== undefined) trovati.push({ da, a: Math.max(da, i - 2) });
    if (riga[1]) return trovati;
    da = i + segno.length + riga[0].length;
  }
  if (da !== undefined) trovati.push({ da, a: corpo.length });
  return trovati;
}

function impronta(testa: Intestazione[], nome: string, corpo: Buffer): Buffer {
  const parametro = (chiave: string): string =>
    libmime
      .buildHeaderParam(chiave, `${nome}.hash`, 60)
      .map(
        (p) => `;\r\n ${p.key}=${p.key.endsWith('*') ? p.value : `"${p.value.replace(/["\\]/g, '\\$&')}"`}`,
      )
      .join('');
  const righe = [
    ...testa.filter((i) => !i.nome.startsWith('content-')).map((i) => i.riga),
    `Content-Type: text/plain${parametro('name')}`,
    'Content-Transfer-Encoding: 7bit',
    `Content-Disposition: attachment${parametro('filename')}`,
    '',
    createHash('sha1').update(corpo).digest('hex'),
  ];
  return Buffer.from(righe.join('\r\n'), 'latin1');
}

function tipo(testa: Intestazione[]): { value: string; params: Record<string, string> } {
  const letto = libmime.parseHeaderValue(grezzo(testa, 'content-type') ?? 'text/plain');
  return { value: letto.value.toLowerCase(), params: letto.params };
}

function nomeDi(testa: Intestazione[]): string | undefined {
  const { filename } = libmime.parseHeaderValue(grezzo(testa, 'content-disposition') ?? '').params;
  const nome = filename ?? tipo(testa).params.name;
  return nome === undefined ? undefined : libmime.decodeWords(nome);
}
