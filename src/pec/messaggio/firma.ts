import { createHash } from 'node:crypto';
import { type Certificate, getCrypto, type SignerInfo } from 'pkijs';
import { fromTransfer, headerOf, parseAddresses, parseDate, type Part } from '#platform/mime';
import { apriAutorita, type Autorita, verificaCatena } from './catena.ts';
import { indirizziDi, nomeDi } from './certificato.ts';
import { type Cms, firmato, leggiCms } from './cms.ts';
import type { EsitoFirma } from './messaggio.ts';

const FIRMA = /^application\/(x-)?pkcs7-signature$/;
const IMPRONTE: Record<string, string> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};

/**
 * Verifies an envelope signed in the clear (RFC 8551 §3.5.3): the bytes of the first part exactly as they came, the chain up to the
 * configured authorities at the time of signing, and the address in the certificate against `From` (RFC 6109 §4.5). What is wrong is
 * said, never thrown.
 */
export async function verificaFirma(busta: Part, autorita: Autorita[]): Promise<EsitoFirma> {
  const [corpo, firma] = busta.children;
  if (busta.type !== 'multipart/signed' || !corpo || !firma || !FIRMA.test(firma.type))
    return { esito: 'assente' };
  const illeggibile: EsitoFirma = { esito: 'non-valida', motivo: 'La firma della busta non si può leggere.' };
  try {
    const cms = leggiCms(fromTransfer(firma.body, firma.encoding).bytes);
    return cms
      ? { ...(await giudica(busta, corpo.raw, cms, autorita)), ...identita(cms.certificato) }
      : illeggibile;
  } catch {
    // The libraries throw errors of any kind on a structure that is none.
    return illeggibile;
  }
}

async function giudica(busta: Part, corpo: Buffer, cms: Cms, autorita: Autorita[]): Promise<EsitoFirma> {
  if (!(await integra(corpo, cms)))
    return { esito: 'non-valida', motivo: 'Il contenuto della busta non è quello che è stato firmato.' };
  const quando = firmato(cms.firmatario).quando ?? parseDate(headerOf(busta, 'date')) ?? new Date();
  const catena = await verificaCatena(cms.certificato, cms.certificati, apriAutorita(autorita), quando);
  if (catena === 'sconosciuta')
    return {
      esito: 'non-riconosciuta',
      motivo: `Chi ha emesso il certificato (${nomeDi(cms.certificato.issuer.typesAndValues) || 'senza nome'}) non è fra le autorità configurate.`,
    };
  if (catena === 'non-valida')
    return {
      esito: 'non-valida',
      motivo: 'Il certificato di chi ha firmato non era valido al momento della firma.',
    };
  const da = parseAddresses(headerOf(busta, 'from')).map(({ address }) => address.toLowerCase());
  const suoi = indirizziDi(cms.certificato);
  if (da.length !== 1 || !suoi.includes(da[0] ?? ''))
    return {
      esito: 'non-valida',
      motivo: `L’indirizzo di chi ha firmato (${suoi[0] ?? 'nessuno'}) non è quello da cui viene la busta (${da[0] ?? 'nessuno'}).`,
    };
  return { esito: 'valida' };
}

/** The digest of the content against the signed one, then the signature over the signed attributes. */
async function integra(corpo: Buffer, { firmatario, certificato }: Cms): Promise<boolean> {
  const algoritmo = IMPRONTE[firmatario.digestAlgorithm.algorithmId];
  const attributi = firmatario.signedAttrs?.encodedValue;
  if (algoritmo === undefined) return false;
  for (const byte of formeDi(corpo)) {
    if (attributi === undefined) {
      if (await regge(new Uint8Array(byte), firmatario, certificato, algoritmo)) return true;
      continue;
    }
    const impronta = createHash(algoritmo.replace('-', '').toLowerCase()).update(byte).digest();
    if (firmato(firmatario).impronta?.equals(impronta))
      return regge(attributi, firmatario, certificato, algoritmo);
  }
  return false;
}

function regge(
  dati: BufferSource,
  firmatario: SignerInfo,
  certificato: Certificate,
  algoritmo: string,
): Promise<boolean> {
  const { signature, signatureAlgorithm } = firmatario;
  return getCrypto(true).verifyWithPublicKey(
    dati,
    signature,
    certificato.subjectPublicKeyInfo,
    signatureAlgorithm,
    algoritmo,
  );
}

/** As they are; then, where a program on the way left bare line feeds, with the line breaks that were signed. */
function* formeDi(corpo: Buffer): Generator<Buffer> {
  yield corpo;
  let nudi = 0;
  for (let at = corpo.indexOf(10); at >= 0; at = corpo.indexOf(10, at + 1)) if (corpo[at - 1] !== 13) nudi++;
  if (nudi === 0) return;
  const canonico = Buffer.allocUnsafe(corpo.length + nudi);
  let lunghezza = 0;
  let inizio = 0;
  for (let at = corpo.indexOf(10); at >= 0; at = corpo.indexOf(10, at + 1)) {
    if (corpo[at - 1] === 13) continue;
    lunghezza += corpo.copy(canonico, lunghezza, inizio, at);
    canonico[lunghezza++] = 13;
    inizio = at;
  }
  corpo.copy(canonico, lunghezza, inizio);
  yield canonico;
}

function identita(certificato: Certificate): Pick<EsitoFirma, 'firmatario' | 'emittente'> {
  const nome = nomeDi(certificato.subject.typesAndValues);
  const [indirizzo] = indirizziDi(certificato);
  return {
    firmatario: indirizzo && nome && nome !== indirizzo ? `${nome} <${indirizzo}>` : (indirizzo ?? nome),
    emittente: nomeDi(certificato.issuer.typesAndValues),
  };
}
