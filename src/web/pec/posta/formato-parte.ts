import type { Parte } from '../tipi.ts';

const PER_ESTENSIONE: Record<string, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  txt: 'text/plain',
};

/**
 * Of which kind the preview takes a part to be. Many programs say `octet-stream` of everything: then the name tells. What is
 * sent back is decided by the server, from the bytes.
 */
export function formatoParte({ tipoDichiarato, nome }: Parte): string {
  const estensione = nome.split('.').at(-1)?.toLowerCase() ?? '';
  return tipoDichiarato === 'application/octet-stream'
    ? (PER_ESTENSIONE[estensione] ?? tipoDichiarato)
    : tipoDichiarato;
}
