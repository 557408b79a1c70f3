import { createHash, verify, X509Certificate } from 'node:crypto';
import * as asn1js from 'asn1js';
import { Certificate, ContentInfo, IssuerAndSerialNumber, SignedData, TSTInfo, type SignerInfo } from 'pkijs';
import { impronta256 } from '../impronta.ts';

/** A RFC 3161 token as it was read. */
export type Marca = {
  /** What was stamped, SHA-256. */
  impronta: Buffer;
  istante: Date;
  nonce: Buffer | undefined;
  politica: string;
  /** Of the authority: its name, and the certificates that came with the token, its own first. */
  autorita: string;
  certificati: X509Certificate[];
  /** The signature is of that certificate, over this content, and the certificate may stamp (extendedKeyUsage timeStamping, alone). */
  firmaValida: boolean;
};

/** A token with its chain has a few kilobytes. */
const LIMITE = 64 * 1024;
const TST = '1.2.840.113549.1.9.16.1.4';
const SHA256 = '2.16.840.1.101.3.4.2.1';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const CERTIFICATO_FIRMATARIO = '1.2.840.113549.1.9.16.2.12';
const CERTIFICATO_FIRMATARIO_V2 = '1.2.840.113549.1.9.16.2.47';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const DIGEST: Record<string, string> = {
  '1.3.14.3.2.26': 'sha1',
  [SHA256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/**
 * Reads a token and verifies its signature with the certificate inside (RFC 3161 §2.4.2, RFC 5652 §5.6).
 *
 * @throws Error for what is not a time stamp token over SHA-256; whatever the libraries find wrong in the bytes
 */
export async function leggiMarca(byte: Buffer): Promise<Marca> {
  if (byte.length > LIMITE) throw new Error('marca temporale troppo lunga');
  const letto = asn1js.fromBER(new Uint8Array(byte));
  if (letto.offset === -1) throw new Error('marca temporale illeggibile');
  const busta = new ContentInfo({ schema: letto.result });
  const firmato = new SignedData({ schema: busta.content as asn1js.Sequence });
  const contenuto = firmato.encapContentInfo.eContent;
  const [firmatario] = firmato.signerInfos;
  if (firmato.encapContentInfo.eContentType !== TST || !contenuto || !firmatario)
    throw new Error('non è una marca temporale');
  const tst = Buffer.from(contenuto.getValue());
  const info = TSTInfo.fromBER(new Uint8Array(tst));
  if (info.messageImprint.hashAlgorithm.algorithmId !== SHA256)
    throw new Error('marca temporale di un’impronta che non è SHA-256');
  const certificati = (firmato.certificates ?? []).filter((c) => c instanceof Certificate).slice(0, 16);
  const suo = certificati.find((c) => diQuesto(firmatario, c));
  const tutti = [...(suo ? [suo] : []), ...certificati.filter((c) => c !== suo)].map(
    (c) => new X509Certificate(Buffer.from(c.toSchema(false).toBER(false))),
  );
  const [primo] = tutti;
  return {
    impronta: Buffer.from(info.messageImprint.hashedMessage.getValue()),
    istante: info.genTime,
    nonce: info.nonce && Buffer.from(info.nonce.valueBlock.valueHexView),
    politica: info.policy,
    autorita: primo?.subject.replaceAll('\n', ', ') ?? '',
    certificati: tutti,
    firmaValida: suo !== undefined && primo !== undefined && firmata(firmatario, primo, tst),
  };
}

function diQuesto({ sid }: SignerInfo, c: Certificate): boolean {
  return (
    sid instanceof IssuerAndSerialNumber &&
    sid.issuer.isEqual(c.issuer) &&
    sid.serialNumber.isEqual(c.serialNumber)
  );
}

function attributo({ signedAttrs }: SignerInfo, oid: string): unknown {
  const trovato = signedAttrs?.attributes.find(({ type }) => type === oid);
  return (trovato?.values as unknown[] | undefined)?.[0];
}

function firmata(firmatario: SignerInfo, certificato: X509Certificate, tst: Buffer): boolean {
  const digest = DIGEST[firmatario.digestAlgorithm.algorithmId];
  const dichiarata = attributo(firmatario, MESSAGE_DIGEST);
  const attributi = firmatario.signedAttrs?.encodedValue;
  if (!digest || !(dichiarata instanceof asn1js.OctetString) || !attributi) return false;
  const impronta = createHash(digest).update(tst).digest();
  const usi = certificato.keyUsage as readonly string[] | undefined;
  return (
    impronta.equals(Buffer.from(dichiarata.getValue())) &&
    usi?.length === 1 &&
    usi[0] === TIME_STAMPING &&
    certificatoDichiarato(firmatario, certificato) &&
    verify(
      digest,
      Buffer.from(attributi),
      certificato.publicKey,
      Buffer.from(firmatario.signature.getValue()),
    )
  );
}

/** ESSCertID: the signed attributes name the certificate, so that no other with the same key stands in for it (RFC 3161 §2.4.1). */
function certificatoDichiarato(firmatario: SignerInfo, certificato: X509Certificate): boolean {
  const v2 = attributo(firmatario, CERTIFICATO_FIRMATARIO_V2);
  const v1 = attributo(firmatario, CERTIFICATO_FIRMATARIO);
  const primo = primoIdentificativo(v2 ?? v1);
  if (!primo) return false;
  const [capo, seguito] = primo;
  if (v2 === undefined || capo instanceof asn1js.OctetString) {
    const dichiarata = capo instanceof asn1js.OctetString ? Buffer.from(capo.getValue()) : Buffer.alloc(0);
    const attesa =
      v2 === undefined ? createHash('sha1').update(certificato.raw).digest() : impronta256(certificato.raw);
    return dichiarata.equals(attesa);
  }
  const [oid] = capo instanceof asn1js.Sequence ? capo.valueBlock.value : [];
  const digest = oid instanceof asn1js.ObjectIdentifier ? DIGEST[oid.valueBlock.toString()] : undefined;
  return (
    digest !== undefined &&
    seguito instanceof asn1js.OctetString &&
    Buffer.from(seguito.getValue()).equals(createHash(digest).update(certificato.raw).digest())
  );
}

/** First member of `SigningCertificate[V2]`: `SEQUENCE { certs SEQUENCE OF ESSCertID }`. */
function primoIdentificativo(valore: unknown): unknown[] | undefined {
  const certs = valore instanceof asn1js.Sequence ? valore.valueBlock.value[0] : undefined;
  const primo = certs instanceof asn1js.Sequence ? certs.valueBlock.value[0] : undefined;
  return primo instanceof asn1js.Sequence ? primo.valueBlock.value : undefined;
}
