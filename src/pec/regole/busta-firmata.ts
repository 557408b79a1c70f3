import * as asn1js from 'asn1js';
import { ContentInfo, SignedData } from 'pkijs';

/** What a `.p7m` is: signed data with its content, encrypted data (which nobody but the holder opens), or nothing that can be read. */
export type BustaFirmata =
  { stato: 'firmata'; contenuto: Buffer } | { stato: 'cifrata' } | { stato: 'illeggibile' };

const LIMITI = { maxContentLength: 64 * 1024 * 1024, maxNodes: 20_000, maxDepth: 30 };
const ANNIDATE = 5;

/** DER or BER, or base64 of it with or without its PEM marks, as signing programs write them. */
function binario(byte: Buffer): Buffer {
  if (byte[0] === 0x30) return byte;
  const scritto = byte.toString('latin1').replace(/-----[A-Z0-9 ]{1,40}-----/g, '');
  return /^[A-Za-z0-9+/=\s]+$/.test(scritto) ? Buffer.from(scritto, 'base64') : byte;
}

/** One envelope. Signatures are not verified here: whether there is one, and over what. */
function apriUna(byte: Buffer): BustaFirmata {
  try {
    const letto = asn1js.fromBER(new Uint8Array(binario(byte)), LIMITI);
    if (letto.offset === -1) return { stato: 'illeggibile' };
    const busta = new ContentInfo({ schema: letto.result });
    if (busta.contentType === ContentInfo.ENVELOPED_DATA) return { stato: 'cifrata' };
    if (busta.contentType !== ContentInfo.SIGNED_DATA) return { stato: 'illeggibile' };
    const dati = new SignedData({ schema: busta.content as asn1js.Sequence });
    const contenuto = dati.encapContentInfo.eContent?.getValue();
    if (contenuto === undefined || dati.signerInfos.length === 0) return { stato: 'illeggibile' };
    return { stato: 'firmata', contenuto: Buffer.from(contenuto) };
  } catch {
    // The libraries throw errors of any kind on a structure that is none.
    return { stato: 'illeggibile' };
  }
}

/** Opens a file signed more than once (`.p7m.p7m`) down to the document. */
export function apriBustaFirmata(byte: Buffer): BustaFirmata {
  let busta = apriUna(byte);
  for (let n = 1; n < ANNIDATE && busta.stato === 'firmata' && busta.contenuto[0] === 0x30; n++) {
    const dentro = apriUna(busta.contenuto);
    if (dentro.stato !== 'firmata') break;
    busta = dentro;
  }
  return busta;
}
