import * as asn1 from 'asn1js';
import * as pkijs from 'pkijs';

export type Soggetto = { nome: string; organizzazione: string; indirizzo?: string };

/** A fresh ArrayBuffer: those of small Buffers are a slice of a shared pool, which the library would read whole. */
export const copia = (byte: Uint8Array): ArrayBuffer => Uint8Array.from(byte).buffer;

/** One attribute a level, as every authority writes names: the library by itself would put them all in one. */
export function nomeX500(s: Soggetto): pkijs.RelativeDistinguishedNames {
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

/** The extensions that RFC 6109 §5.5.2 wants; those of an authority where nobody else vouches for it. */
export async function estensioni(
  c: pkijs.Certificate,
  emittente: pkijs.Certificate | undefined,
  indirizzo: string | undefined,
): Promise<pkijs.Extension[]> {
  const sua = await identificativoChiave(c);
  const di = emittente ? await identificativoChiave(emittente) : sua;
  const estensione = (extnID: string, valore: { toBER(): ArrayBuffer }, critical = false): pkijs.Extension =>
    new pkijs.Extension({ extnID, critical, extnValue: valore.toBER() });
  const comuni = [
    estensione('2.5.29.14', new asn1.OctetString({ valueHex: sua })),
    estensione(
      '2.5.29.35',
      new pkijs.AuthorityKeyIdentifier({ keyIdentifier: new asn1.OctetString({ valueHex: di }) }).toSchema(),
    ),
  ];
  if (!emittente)
    return [
      ...comuni,
      estensione('2.5.29.19', new pkijs.BasicConstraints({ cA: true }).toSchema(), true),
      estensione('2.5.29.15', usi(0b0000_0110, 1), true),
    ];
  const altri = (indirizzo === undefined ? [] : [indirizzo]).map(
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
  return globalThis.crypto.subtle.digest(
    'SHA-1',
    c.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView as BufferSource,
  );
}
