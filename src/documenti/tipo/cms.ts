// What Italian offices receive as .p7m, .tsd: CMS envelopes (RFC 5652), which start with the object identifier of their kind.
const TIPI: Record<string, string> = {
  // id-signedData, id-envelopedData
  '06092a864886f70d010702': 'application/pkcs7-mime',
  '06092a864886f70d010703': 'application/pkcs7-mime',
  // id-aa-timeStampedData (RFC 5544)
  '060b2a864886f70d010910011f': 'application/timestamped-data',
};

function daDer(byte: Buffer): string | undefined {
  if (byte[0] !== 0x30 || byte[1] === undefined) return undefined;
  // Indefinite length (0x80) and short lengths take one byte, the others say how many follow.
  const lunghezza = byte[1] > 0x80 ? 1 + (byte[1] & 0x7f) : 1;
  if (lunghezza > 9) return undefined;
  const oid = byte.subarray(1 + lunghezza, 1 + lunghezza + 16).toString('hex');
  return Object.entries(TIPI).find(([prefisso]) => oid.startsWith(prefisso))?.[1];
}

/** Signed, enveloped and time-stamped data, in DER, in PEM or in the bare base64 that some signing programs write. */
export function tipoCms(testa: Buffer): string | undefined {
  const diretto = daDer(testa);
  if (diretto) return diretto;
  const [base64] =
    /^(?:-----BEGIN [A-Z0-9 ]+-----\s+)?[A-Za-z0-9+/\s]{40,}/.exec(
      testa.subarray(0, 512).toString('latin1'),
    ) ?? [];
  if (base64 === undefined) return undefined;
  return daDer(Buffer.from(base64.replace(/^-----.*-----/, '').replace(/\s/g, ''), 'base64'));
}
