import * as asn1js from 'asn1js';
import {
  AlgorithmIdentifier,
  AltName,
  Attribute,
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  Extension,
  GeneralName,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';

/** A certificate with its key, made for the run of the tests and trusted by nobody else. */
export type Firmatario = { certificato: Certificate; chiave: CryptoKey; pem: string; sopra: Certificate[] };

type Dati = {
  nome: string;
  indirizzo?: string;
  da?: Firmatario;
  autorita?: boolean;
  dal?: Date;
  al?: Date;
};

let numero = 1;

/** A self-signed authority, or a certificate that one issued. */
export async function certifica(dati: Dati): Promise<Firmatario> {
  const algoritmo = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: Uint8Array.of(1, 0, 1),
    hash: 'SHA-256',
  };
  const { publicKey, privateKey } = await crypto.subtle.generateKey(algoritmo, true, ['sign', 'verify']);
  const certificato = new Certificate();
  certificato.version = 2;
  certificato.serialNumber = new asn1js.Integer({ value: numero++ });
  const nome = new AttributeTypeAndValue({
    type: '2.5.4.3',
    value: new asn1js.Utf8String({ value: dati.nome }),
  });
  certificato.subject.typesAndValues.push(nome);
  certificato.issuer = dati.da?.certificato.subject ?? certificato.subject;
  certificato.notBefore.value = dati.dal ?? new Date('2020-01-01T00:00Z');
  certificato.notAfter.value = dati.al ?? new Date('2040-01-01T00:00Z');
  const vincoli = new BasicConstraints({ cA: dati.autorita ?? false });
  certificato.extensions = [
    new Extension({ extnID: '2.5.29.19', critical: true, extnValue: vincoli.toSchema().toBER(false) }),
  ];
  if (dati.indirizzo !== undefined) {
    const altri = new AltName({ altNames: [new GeneralName({ type: 1, value: dati.indirizzo })] });
    certificato.extensions.push(
      new Extension({ extnID: '2.5.29.17', extnValue: altri.toSchema().toBER(false) }),
    );
  }
  await certificato.subjectPublicKeyInfo.importKey(publicKey);
  await certificato.sign(dati.da?.chiave ?? privateKey, 'SHA-256');
  const letto = Certificate.fromBER(certificato.toSchema(true).toBER(false));
  const base64 = Buffer.from(letto.toSchema(false).toBER(false))
    .toString('base64')
    .replace(/(.{64})/g, '$1\n');
  return {
    certificato: letto,
    chiave: privateKey,
    pem: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    sopra: dati.da ? [...dati.da.sopra, ...(dati.da.sopra.length > 0 ? [dati.da.certificato] : [])] : [],
  };
}

const IMPRONTE = { 'SHA-1': '1.3.14.3.2.26', 'SHA-256': '2.16.840.1.101.3.4.2.1' } as const;
export type Impronta = keyof typeof IMPRONTE;

/** A CMS signature over those bytes, DER: detached as the providers make them, or with them inside as a `.p7m` has them. */
export async function firmaCms(
  contenuto: Buffer,
  firmatario: Firmatario,
  opzioni: { impronta?: Impronta; quando?: Date; portati?: Certificate[]; dentro?: boolean } = {},
): Promise<Buffer> {
  const { impronta = 'SHA-256', quando = new Date('2026-11-26T09:15:30Z'), portati = [] } = opzioni;
  const { certificato, chiave } = firmatario;
  const digest = await crypto.subtle.digest(impronta, new Uint8Array(contenuto));
  const attributo = (type: string, valore: asn1js.BaseBlock): Attribute =>
    new Attribute({ type, values: [valore] });
  const dati = new SignedData({
    version: 1,
    digestAlgorithms: [new AlgorithmIdentifier({ algorithmId: IMPRONTE[impronta] })],
    encapContentInfo: new EncapsulatedContentInfo({
      eContentType: ContentInfo.DATA,
      ...(opzioni.dentro
        ? { eContent: new asn1js.OctetString({ valueHex: new Uint8Array(contenuto).buffer }) }
        : {}),
    }),
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({
          issuer: certificato.issuer,
          serialNumber: certificato.serialNumber,
        }),
        signedAttrs: new SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            attributo('1.2.840.113549.1.9.3', new asn1js.ObjectIdentifier({ value: ContentInfo.DATA })),
            attributo('1.2.840.113549.1.9.5', new asn1js.UTCTime({ valueDate: quando })),
            attributo('1.2.840.113549.1.9.4', new asn1js.OctetString({ valueHex: digest })),
          ],
        }),
      }),
    ],
    certificates: [certificato, ...firmatario.sopra, ...portati],
  });
  const { hash } = chiave.algorithm as unknown as { hash: { name: string } };
  // The key's own hash is another when the digest is SHA-1: a key of the same numbers signs with it.
  const adatta =
    hash.name === impronta
      ? chiave
      : await crypto.subtle.importKey(
          'jwk',
          { ...(await crypto.subtle.exportKey('jwk', chiave)), alg: 'RS1' },
          { name: 'RSASSA-PKCS1-v1_5', hash: impronta },
          true,
          ['sign'],
        );
  await dati.sign(adatta, 0, impronta, new Uint8Array(contenuto));
  const busta = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: dati.toSchema(true) });
  return Buffer.from(busta.toSchema().toBER(false));
}
