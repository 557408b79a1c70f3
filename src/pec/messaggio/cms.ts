import * as asn1js from 'asn1js';
import {
  type Attribute,
  Certificate,
  ContentInfo,
  IssuerAndSerialNumber,
  SignedData,
  type SignerInfo,
} from 'pkijs';

/** A detached signature as it was read: its one signer, and the certificates that come with it. */
export type Cms = { firmatario: SignerInfo; certificato: Certificate; certificati: Certificate[] };

/** A signature with its certificates and nothing else: a real one has a few kilobytes. */
const LIMITE = 256 * 1024;
const CERTIFICATI = 16;

/** @throws whatever the libraries find wrong in the bytes */
export function leggiCms(byte: Buffer): Cms | undefined {
  if (byte.length > LIMITE) return undefined;
  const letto = asn1js.fromBER(new Uint8Array(byte));
  if (letto.offset === -1) return undefined;
  const busta = new ContentInfo({ schema: letto.result });
  if (busta.contentType !== ContentInfo.SIGNED_DATA) return undefined;
  const dati = new SignedData({ schema: busta.content as asn1js.Sequence });
  const [firmatario] = dati.signerInfos;
  const certificati = (dati.certificates ?? [])
    .filter((certificato) => certificato instanceof Certificate)
    .slice(0, CERTIFICATI);
  const certificato = firmatario && certificati.find((uno) => appartiene(firmatario, uno));
  return certificato && { firmatario, certificato, certificati };
}

/** By issuer and number, or by the identifier of its key (RFC 5652 §5.3). */
function appartiene({ sid }: SignerInfo, certificato: Certificate): boolean {
  if (sid instanceof IssuerAndSerialNumber)
    return sid.issuer.isEqual(certificato.issuer) && sid.serialNumber.isEqual(certificato.serialNumber);
  const chiave = certificato.extensions?.find(({ extnID }) => extnID === '2.5.29.14')?.parsedValue as unknown;
  if (!(chiave instanceof asn1js.OctetString) || !(sid instanceof asn1js.BaseBlock)) return false;
  const cercata = (sid as unknown as asn1js.OctetString).valueBlock.valueHexView;
  return Buffer.from(chiave.valueBlock.valueHexView).equals(Buffer.from(cercata));
}

function attributo({ signedAttrs }: SignerInfo, oid: string): unknown {
  const trovato = signedAttrs?.attributes.find(({ type }: Attribute) => type === oid);
  return (trovato?.values as unknown[] | undefined)?.[0];
}

/** The digest that was signed, and when the signer says it did. */
export function firmato(firmatario: SignerInfo): { impronta: Buffer | undefined; quando: Date | undefined } {
  const impronta = attributo(firmatario, '1.2.840.113549.1.9.4');
  const quando = attributo(firmatario, '1.2.840.113549.1.9.5');
  return {
    impronta: impronta instanceof asn1js.OctetString ? Buffer.from(impronta.getValue()) : undefined,
    // GeneralizedTime extends UTCTime.
    quando: quando instanceof asn1js.UTCTime ? quando.toDate() : undefined,
  };
}
