import * as asn1 from 'asn1js';
import * as pkijs from 'pkijs';
import { copia, estensioni, nomeX500, type Soggetto } from './profilo-certificato.ts';

const { subtle } = globalThis.crypto;
const DIGEST = 'SHA-256';
const RSA = 'RSASSA-PKCS1-v1_5';

/** What signs: the certificate that says who, and the key in PKCS #8, because WebCrypto ties a key to one digest at a time. */
export type Firmatario = { certificato: pkijs.Certificate; chiave: ArrayBuffer };

export type DatiCertificato = {
  soggetto: Soggetto;
  /** Names of the authority; the same as `soggetto` where it signs itself. */
  emittente?: Firmatario;
  validoDal: Date;
  validoAl: Date;
  seriale: Buffer;
  /** Goes into the subject alternative name (RFC 6109 §5.5.1). */
  indirizzo?: string;
};

/** The key as WebCrypto wants it to sign with this digest. */
export function chiavePer(firmatario: Firmatario, digest: 'SHA-256' | 'SHA-1'): Promise<CryptoKey> {
  return subtle.importKey('pkcs8', firmatario.chiave, { name: RSA, hash: digest }, false, ['sign']);
}

/** A certificate of the profile of RFC 6109 §5.5.2, or that of an authority where there is no `emittente`. */
export async function nuovoCertificato(dati: DatiCertificato): Promise<Firmatario> {
  const coppia = await subtle.generateKey(
    { name: RSA, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: DIGEST },
    true,
    ['sign', 'verify'],
  );
  const chiave = await subtle.exportKey('pkcs8', coppia.privateKey);
  const c = new pkijs.Certificate();
  c.version = 2;
  // The first bit is off: a serial number is a positive integer.
  c.serialNumber = new asn1.Integer({ valueHex: copia(Buffer.concat([Buffer.of(1), dati.seriale])) });
  c.subject = nomeX500(dati.soggetto);
  c.issuer = dati.emittente?.certificato.subject ?? c.subject;
  c.notBefore.value = dati.validoDal;
  c.notAfter.value = dati.validoAl;
  await c.subjectPublicKeyInfo.importKey(coppia.publicKey);
  c.extensions = await estensioni(c, dati.emittente?.certificato, dati.indirizzo);
  await c.sign(await chiavePer(dati.emittente ?? { certificato: c, chiave }, DIGEST), DIGEST);
  return { certificato: c, chiave };
}

export function inPem(certificato: pkijs.Certificate): string {
  const der = Buffer.from(certificato.toSchema(true).toBER());
  const righe = der.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${righe}\n-----END CERTIFICATE-----\n`;
}
