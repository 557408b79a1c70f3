import * as asn1 from 'asn1js';
import * as pkijs from 'pkijs';

const { subtle } = globalThis.crypto;
const DIGEST = 'SHA-256';
const RSA = 'RSASSA-PKCS1-v1_5';

/** What signs: the certificate that says who, and the key in PKCS #8, because WebCrypto ties a key to one digest at a time. */
export type Firmatario = { certificato: pkijs.Certificate; chiave: ArrayBuffer };

export type Soggetto = { nome: string; organizzazione: string; indirizzo?: string };

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
  c.extensions = await estensioni(c, dati);
  await c.sign(await chiavePer(dati.emittente ?? { certificato: c, chiave }, DIGEST), DIGEST);
  return { certificato: c, chiave };
}

export function inPem(certificato: pkijs.Certificate): string {
  const der = Buffer.from(certificato.toSchema(true).toBER());
  const righe = der.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${righe}\n-----END CERTIFICATE-----\n`;
}

/** A fresh ArrayBuffer: those of small Buffers are a slice of a shared pool, which the library would read whole. */
export const copia = (byte: Uint8Array): ArrayBuffer => Uint8Array.from(byte).buffer;

/** One attribute a level, as every authority writes names: the library by itself would put them all in one. */
function nomeX500(s: Soggetto): pkijs.RelativeDistinguishedNames {
  const voci: [string, asn1.BaseBlock][] = [
    ['2.5.4.6', new asn1.PrintableString({ value: 'IT' })],
    ['2.5.4.10', new asn1.Utf8String({ value: s.organizzazione })],
    ['2.5.4.3', new asn1.Utf8String({ value: s.nome })],
  ];
  if (s.indirizzo !== undefined)
    voci.push(['1.2.840.113549.1.9.1', new asn1.IA5String({ value: s.indirizzo })]);
  const livelli = voci.map(
    ([tipo, valore]) =>
      new asn1.Set({
        value: [new asn1.Sequence({ value: [new asn1.ObjectIdentifier({ value: tipo }), valore] })],
      }),
  );
  const ber = new asn1.Sequence({ value: livelli }).toBER();
  return new pkijs.RelativeDistinguishedNames({ schema: asn1.fromBER(ber).result });
}

async function estensioni(c: pkijs.Certificate, dati: DatiCertificato): Promise<pkijs.Extension[]> {
  const sua = await identificativoChiave(c);
  const di = dati.emittente ? await identificativoChiave(dati.emittente.certificato) : sua;
  const estensione = (extnID: string, valore: { toBER(): ArrayBuffer }, critical = false): pkijs.Extension =>
    new pkijs.Extension({ extnID, critical, extnValue: valore.toBER() });
  const comuni = [
    estensione('2.5.29.14', new asn1.OctetString({ valueHex: sua })),
    estensione(
      '2.5.29.35',
      new pkijs.AuthorityKeyIdentifier({ keyIdentifier: new asn1.OctetString({ valueHex: di }) }).toSchema(),
    ),
  ];
  if (!dati.emittente)
    return [
      ...comuni,
      estensione('2.5.29.19', new pkijs.BasicConstraints({ cA: true }).toSchema(), true),
      estensione('2.5.29.15', usi(0b0000_0110, 1), true),
    ];
  const altri = (dati.indirizzo === undefined ? [] : [dati.indirizzo]).map(
    (value) => new pkijs.GeneralName({ type: 1, value }),
  );
  return [
    ...comuni,
    estensione('2.5.29.15', usi(0b1000_0000, 7), true),
    estensione('2.5.29.17', new pkijs.GeneralNames({ names: altri }).toSchema()),
  ];
}

const usi = (bit: number, unusedBits: number): asn1.BitString =>
  new asn1.BitString({ valueHex: copia(Buffer.of(bit)), unusedBits });

/** RFC 5280 §4.2.1.2, method 1. */
function identificativoChiave(c: pkijs.Certificate): Promise<ArrayBuffer> {
  return subtle.digest(
    'SHA-1',
    c.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView as BufferSource,
  );
}
