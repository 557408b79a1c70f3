import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** A signed head of a log, as it is stored, printed and given to anybody (docs/registro-verificabile.md). */
export type Testa = {
  /** How many leaves. */
  dimensione: number;
  /** Base64 of 32 bytes. */
  radice: string;
  istante: Date;
  /** SHA-256 of the public key that signed, hex. */
  improntaChiave: string;
  /** What is signed: UTF-8, each line ended by LF. */
  testo: string;
  /** Ed25519 over `testo`, base64. */
  firma: string;
};

type Dati = {
  codiceIpa: string;
  registro: string;
  dimensione: number;
  radice: Buffer;
  istante: Date;
  improntaChiave: string;
};

export function componiTesto(d: Dati): string {
  return [
    'tabularium/testa/1',
    `${d.codiceIpa}/${d.registro}`,
    String(d.dimensione),
    d.radice.toString('base64'),
    d.istante.toISOString(),
    d.improntaChiave,
    '',
  ].join('\n');
}

const FORMA =
  /^tabularium\/testa\/1\n([A-Za-z0-9_]{2,40})\/([A-Za-z0-9_.-]{1,16})\n([1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\n([0-9a-f]{64})\n$/;

/** @returns undefined for what is not the text of a head */
export function leggiTesto(testo: string): Dati | undefined {
  const [, codiceIpa = '', registro = '', dimensione = '', radice = '', istante = '', improntaChiave = ''] =
    FORMA.exec(testo) ?? [];
  if (codiceIpa === '' || Number.isNaN(Date.parse(istante))) return undefined;
  return {
    codiceIpa,
    registro,
    dimensione: Number(dimensione),
    radice: Buffer.from(radice, 'base64'),
    istante: new Date(istante),
    improntaChiave,
  };
}

/** The text with its signature, as it is printed, put in the QR and stamped by the time stamping authority. */
export function testoFirmato(t: Pick<Testa, 'testo' | 'firma'>): string {
  return `${t.testo}firma ${t.firma}\n`;
}

/**
 * @param privata PKCS #8, DER
 * @returns the signature, base64
 */
export function firmaTesto(privata: Buffer, testo: string): string {
  const key = createPrivateKey({ key: privata, format: 'der', type: 'pkcs8' });
  return sign(null, Buffer.from(testo, 'utf8'), key).toString('base64');
}

/** @param pubblica SubjectPublicKeyInfo, DER; what is not one signs nothing */
export function firmaValida(pubblica: Buffer, testo: string, firma: string): boolean {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: pubblica, format: 'der', type: 'spki' });
  } catch {
    return false;
  }
  return (
    key.asymmetricKeyType === 'ed25519' &&
    verify(null, Buffer.from(testo, 'utf8'), key, Buffer.from(firma, 'base64'))
  );
}
