import { createHash } from 'node:crypto';
import * as asn1 from 'asn1js';
import * as pkijs from 'pkijs';
import { chiavePer, type Firmatario } from './certificati.ts';
import { copia } from './profilo-certificato.ts';

export type Algoritmo = 'sha-256' | 'sha1';

const DIGEST = { 'sha-256': 'SHA-256', sha1: 'SHA-1' } as const;
const DATI = '1.2.840.113549.1.7.1';

/**
 * Detached CMS signature over exactly these bytes, with the signer's certificate inside (RFC 6109 §2.1).
 * The digest is taken here and not by the library, which would copy a message of 25 MB several times.
 */
export async function firma(
  byte: Buffer[],
  firmatario: Firmatario,
  istante: Date,
  algoritmo: Algoritmo,
): Promise<Buffer> {
  const digest = DIGEST[algoritmo];
  const impronta = createHash(algoritmo.replace('-', ''));
  for (const b of byte) impronta.update(b);
  const attributo = (type: string, valore: object): pkijs.Attribute =>
    new pkijs.Attribute({ type, values: [valore] });
  const firmato = new pkijs.SignedData({
    version: 1,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: DATI }),
    certificates: [firmatario.certificato],
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({
          issuer: firmatario.certificato.issuer,
          serialNumber: firmatario.certificato.serialNumber,
        }),
        signedAttrs: new pkijs.SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            attributo('1.2.840.113549.1.9.3', new asn1.ObjectIdentifier({ value: DATI })),
            attributo('1.2.840.113549.1.9.5', new asn1.UTCTime({ valueDate: istante })),
            attributo('1.2.840.113549.1.9.4', new asn1.OctetString({ valueHex: copia(impronta.digest()) })),
          ],
        }),
      }),
    ],
  });
  await firmato.sign(await chiavePer(firmatario, digest), 0, digest);
  const busta = new pkijs.ContentInfo({
    contentType: '1.2.840.113549.1.7.2',
    content: firmato.toSchema(true),
  });
  return Buffer.from(busta.toSchema().toBER());
}
