/**
 * What an authenticator keeps as the user it signs for (WebAuthn §5.4.3, "user handle"): ente and user, 32 bytes that say nothing
 * to who reads them, so that a sign-in without a name finds its ente before any query.
 */
export function componiUtente(enteId: string, utenteId: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(`${enteId}${utenteId}`.replaceAll('-', ''), 'hex'));
}

/** @returns undefined for what cannot be one of ours */
export function leggiUtente(testo: string | undefined): { enteId: string; utenteId: string } | undefined {
  const byte = Buffer.from(testo ?? '', 'base64url');
  if (byte.length !== 32) return undefined;
  const uuid = (parte: Buffer): string =>
    parte.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { enteId: uuid(byte.subarray(0, 16)), utenteId: uuid(byte.subarray(16)) };
}
