import { randomBytes, type X509Certificate } from 'node:crypto';
import * as asn1js from 'asn1js';
import { AlgorithmIdentifier, MessageImprint, TimeStampReq, TimeStampResp } from 'pkijs';
import { leggiMarca } from './leggi-marca.ts';
import { risale } from './risale.ts';

/** Where time stamps are asked for. */
export type AutoritaMarche = {
  url: string;
  utente: string | undefined;
  password: string | undefined;
  /** Whose certificates are trusted; empty: that of the token is taken as it is. */
  fidati: readonly X509Certificate[];
};

const ATTESA = 20_000;
const LIMITE = 64 * 1024;
const SHA256 = '2.16.840.1.101.3.4.2.1';
const GRANTED = [0, 1];

/** The authority did not answer, or not with a good time stamp. */
export class MarcaRifiutata extends Error {}

/** DER, with the bytes of a fresh copy: what ASN.1 libraries take as their own. */
const copia = (b: Buffer): ArrayBuffer => new Uint8Array(b).buffer;

function richiesta(impronta: Buffer, nonce: Buffer): Buffer {
  const domanda = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256, algorithmParams: new asn1js.Null() }),
      hashedMessage: new asn1js.OctetString({ valueHex: copia(impronta) }),
    }),
    nonce: new asn1js.Integer({ valueHex: copia(nonce) }),
    certReq: true,
  });
  return Buffer.from(domanda.toSchema().toBER(false));
}

async function manda(autorita: AutoritaMarche, corpo: Buffer): Promise<Buffer> {
  const { url, utente, password } = autorita;
  const credenziali = utente && Buffer.from(`${utente}:${password ?? ''}`).toString('base64');
  const risposta = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/timestamp-query',
      ...(credenziali && { authorization: `Basic ${credenziali}` }),
    },
    body: new Uint8Array(corpo),
    signal: AbortSignal.timeout(ATTESA),
    redirect: 'error',
  });
  if (!risposta.ok) throw new MarcaRifiutata(`L’autorità di marcatura risponde ${risposta.status}.`);
  const pezzi: Uint8Array[] = [];
  let quanti = 0;
  for await (const pezzo of risposta.body ?? []) {
    quanti += pezzo.length;
    if (quanti > LIMITE) throw new MarcaRifiutata('La risposta dell’autorità di marcatura è troppo lunga.');
    pezzi.push(pezzo);
  }
  return Buffer.concat(pezzi);
}

/**
 * Asks for a time stamp on a SHA-256 digest (RFC 3161 §3.4) and checks it before anybody relies on it: status, digest, nonce,
 * signature, purpose of the certificate and, where trusted authorities are given, its chain.
 *
 * @throws MarcaRifiutata in words for people
 */
export async function chiediMarca(
  autorita: AutoritaMarche,
  impronta: Buffer,
): Promise<{ marca: Buffer; istante: Date }> {
  // The first bit is off: a positive integer, as short as it was made.
  const nonce = randomBytes(12);
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
  const ricevuta = await manda(autorita, richiesta(impronta, nonce)).catch((errore: unknown) => {
    if (errore instanceof MarcaRifiutata) throw errore;
    throw new MarcaRifiutata('L’autorità di marcatura non risponde.', { cause: errore });
  });
  const marca = await estrai(ricevuta);
  const letta = await leggiMarca(marca).catch((errore: unknown) => {
    throw new MarcaRifiutata('La marca temporale ricevuta non si legge.', { cause: errore });
  });
  if (!letta.impronta.equals(impronta))
    throw new MarcaRifiutata('La marca temporale è di un’altra impronta.');
  if (!letta.nonce?.equals(nonce))
    throw new MarcaRifiutata('La marca temporale risponde a un’altra richiesta.');
  if (!letta.firmaValida) throw new MarcaRifiutata('La firma della marca temporale non è valida.');
  if (autorita.fidati.length > 0 && !risale(letta.certificati, autorita.fidati, letta.istante))
    throw new MarcaRifiutata('La marca temporale non è di un’autorità fidata.');
  return { marca, istante: letta.istante };
}

async function estrai(byte: Buffer): Promise<Buffer> {
  let risposta: TimeStampResp;
  try {
    risposta = TimeStampResp.fromBER(new Uint8Array(byte));
  } catch (errore) {
    throw new MarcaRifiutata('La risposta dell’autorità di marcatura non si legge.', { cause: errore });
  }
  if (!GRANTED.includes(risposta.status.status) || !risposta.timeStampToken)
    throw new MarcaRifiutata(
      `L’autorità di marcatura rifiuta la richiesta (stato ${risposta.status.status}).`,
    );
  return Buffer.from(risposta.timeStampToken.toSchema().toBER(false));
}
