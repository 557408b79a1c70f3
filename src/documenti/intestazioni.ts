import { isUtf8 } from 'node:buffer';
import type { Intervallo } from './contenuto.ts';

const MOSTRABILI = new Set([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'text/plain',
]);

/** RFC 8187: the name exactly, whatever its characters, and nothing that can leave the header. */
function nomeEsteso(nomeFile: string): string {
  return encodeURIComponent(nomeFile).replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

// Chromium's PDF viewer works in this sandbox too.
const CSP =
  "sandbox; default-src 'none'; object-src 'self'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/**
 * Headers of a document's bytes. What comes from outside is never given the origin's powers: always in a sandbox,
 * downloaded, shown only if of a harmless kind and asked for.
 *
 * @param byte the content where it is in memory, to say in which encoding a text is
 */
export function intestazioniContenuto(
  documento: { nomeFile: string; formato: string; impronta: string },
  inline: boolean,
  byte: Buffer | undefined,
): Record<string, string> {
  const { formato } = documento;
  const mostra = inline && MOSTRABILI.has(formato);
  const codifica =
    formato === 'text/plain' && byte ? `; charset=${isUtf8(byte) ? 'utf-8' : 'windows-1252'}` : '';
  return {
    'content-type': `${formato}${codifica}`,
    'content-disposition': `${mostra ? 'inline' : 'attachment'}; filename*=UTF-8''${nomeEsteso(documento.nomeFile)}`,
    'content-security-policy': CSP,
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
    etag: `"${documento.impronta}"`,
  };
}

/** True when the client says it has these very bytes already. */
export function giaAvuto(ifNoneMatch: string | undefined, impronta: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch
    .split(',')
    .some((t) => t.trim() === '*' || t.trim().replace(/^W\//, '') === `"${impronta}"`);
}

/**
 * The piece a request asks for. Several pieces at once, other units and what makes no sense count as no request at all
 * (RFC 9110 §14.2); so does a piece of an older version (`If-Range`).
 *
 * @returns `fuori` when the piece begins after the end
 */
export function intervalloChiesto(
  intestazioni: { range?: string | undefined; 'if-range'?: string | string[] | undefined },
  documento: { dimensione: number; impronta: string },
): Intervallo | 'fuori' | undefined {
  const [, primo, ultimo] = /^bytes=(\d*)-(\d*)$/.exec(intestazioni.range?.trim() ?? '') ?? [];
  if (primo === undefined || ultimo === undefined || primo + ultimo === '') return undefined;
  const condizione = intestazioni['if-range'];
  if (condizione !== undefined && condizione !== `"${documento.impronta}"`) return undefined;
  const fine = documento.dimensione - 1;
  if (primo === '')
    return Number(ultimo) === 0 ? 'fuori' : { start: Math.max(0, fine + 1 - Number(ultimo)), end: fine };
  if (Number(primo) > fine) return 'fuori';
  if (ultimo !== '' && Number(ultimo) < Number(primo)) return undefined;
  return { start: Number(primo), end: ultimo === '' ? fine : Math.min(fine, Number(ultimo)) };
}
