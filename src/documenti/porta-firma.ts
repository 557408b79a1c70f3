import { apriContenuto } from './contenuto.ts';
import type { PartiDocumenti } from './verifica.ts';

const BUSTE = /^application\/(pkcs7-mime|vnd\.etsi\.asic-[es]\+zip)$/;
// Of a PDF the range of bytes that the signature covers (ISO 32000-1 §12.8), of an XML the namespace: both stand in clear.
const SEGNI: Record<string, RegExp> = {
  'application/pdf': /\/ByteRange\s{0,9}\[\s{0,9}\d+\s+\d+\s+\d+\s+\d+\s{0,9}\]/,
  'application/xml': /http:\/\/www\.w3\.org\/2000\/09\/xmldsig#/,
};
const A_CAVALLO = 256;

/**
 * Whether a file bears a digital signature, as far as its bytes show: whose it is, and whether it is good, is not said.
 *
 * @throws Rifiuto `documenti.alterato`, `documenti.mancante`
 */
export async function portaFirma(
  parti: PartiDocumenti,
  enteId: string,
  documento: { formato: string; impronta: string; dimensione: number },
): Promise<boolean> {
  if (BUSTE.test(documento.formato)) return true;
  const segno = SEGNI[documento.formato];
  if (!segno) return false;
  const contenuto = await apriContenuto(parti, enteId, documento);
  if (Buffer.isBuffer(contenuto)) return segno.test(contenuto.toString('latin1'));
  let coda = '';
  for await (const pezzo of contenuto as AsyncIterable<Buffer>) {
    const testo = coda + pezzo.toString('latin1');
    if (segno.test(testo)) return true;
    coda = testo.slice(-A_CAVALLO);
  }
  return false;
}
