import { certifica, firmaCms, type Firmatario, type Impronta } from './firma-di-prova.ts';

/** A part ready to be put in a message: headers, blank line, body, with CRLF. */
export type Pezzo = Buffer;

const CRLF = '\r\n';
const righe = (...r: string[]): Buffer => Buffer.from(r.join(CRLF));
const base64 = (byte: Buffer): string => byte.toString('base64').replace(/(.{76})/g, `$1${CRLF}`);

export function testo(contenuto: string, tipo = 'text/plain; charset=utf-8'): Pezzo {
  return righe(`Content-Type: ${tipo}`, 'Content-Transfer-Encoding: 8bit', '', contenuto);
}

export function file(
  nome: string,
  byte: Buffer,
  opzioni: { tipo?: string; disposizione?: string; cid?: string } = {},
): Pezzo {
  const { tipo = 'application/octet-stream', disposizione = 'attachment', cid } = opzioni;
  return righe(
    `Content-Type: ${tipo}`,
    `Content-Disposition: ${disposizione}; filename*=utf-8''${encodeURIComponent(nome).replaceAll("'", '%27')}`,
    'Content-Transfer-Encoding: base64',
    ...(cid === undefined ? [] : [`Content-ID: <${cid}>`]),
    '',
    base64(byte),
  );
}

/** A file sent as it is, in eight bits: for big ones, that are slow to encode. */
export function grezzo(nome: string, byte: Buffer): Pezzo {
  return Buffer.concat([
    righe(
      `Content-Type: application/octet-stream; name="${nome}"`,
      'Content-Transfer-Encoding: binary',
      '',
      '',
    ),
    byte,
  ]);
}

/** A message inside, as it is. */
export function messaggioDentro(byte: Buffer, nome = 'postacert.eml', disposizione = 'inline'): Pezzo {
  return Buffer.concat([
    righe(
      `Content-Type: message/rfc822; name="${nome}"`,
      `Content-Disposition: ${disposizione}; filename="${nome}"`,
      'Content-Transfer-Encoding: 8bit',
      '',
      '',
    ),
    byte,
  ]);
}

let confini = 0;

export function multiparte(sottotipo: string, ...pezzi: Pezzo[]): Pezzo {
  const confine = `confine-${++confini}`;
  return Buffer.concat([
    righe(`Content-Type: multipart/${sottotipo}; boundary="${confine}"`, '', ''),
    ...pezzi.flatMap((pezzo) => [righe(`--${confine}`, ''), pezzo, righe('', '')]),
    righe(`--${confine}--`, ''),
  ]);
}

export type Intestazioni = Record<string, string>;

export function messaggio(intestazioni: Intestazioni, contenuto: Pezzo): Buffer {
  const alto = Object.entries(intestazioni).map(([nome, valore]) => `${nome}: ${valore}${CRLF}`);
  return Buffer.concat([Buffer.from(`${alto.join('')}MIME-Version: 1.0${CRLF}`), contenuto]);
}

export const CITTADINO = 'mario.rossi@pec.esempio.it';
export const CASELLA = 'protocollo@pec.comune.esempio.it';
export const GESTORE = 'posta-certificata@gestore.example';

export function originale(contenuto: Pezzo, intestazioni: Intestazioni = {}): Buffer {
  return messaggio(
    {
      From: `Mario Rossi <${CITTADINO}>`,
      To: CASELLA,
      Subject: 'Istanza di accesso agli atti',
      Date: 'Thu, 26 Nov 2026 10:15:00 +0100',
      'Message-ID': '<originale@client.example>',
      ...intestazioni,
    },
    contenuto,
  );
}

export function daticert(
  tipo: string,
  cambi: { errore?: string; consegna?: string; oggetto?: string } = {},
): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<postacert tipo="${tipo}" errore="${cambi.errore ?? 'nessuno'}">`,
    `<intestazione><mittente>${CITTADINO}</mittente>`,
    `<destinatari tipo="certificato">${CASELLA}</destinatari>`,
    `<risposte>${CITTADINO}</risposte>`,
    `<oggetto>${cambi.oggetto ?? 'Istanza di accesso agli atti'}</oggetto></intestazione>`,
    '<dati><gestore-emittente>Gestore di prova</gestore-emittente>',
    '<data zona="+0100"><giorno>26/11/2026</giorno><ora>10:15:30</ora></data>',
    '<identificativo>opec1.20261126101530@gestore.example</identificativo>',
    '<msgid>&lt;originale@client.example&gt;</msgid>',
    '<ricevuta tipo="completa"/>',
    cambi.consegna === undefined ? '' : `<consegna>${cambi.consegna}</consegna>`,
    '</dati></postacert>',
  ].join('\n');
}

/** The test authority, and a provider that it certified: made once for the process that asks. */
let pronti: Promise<{ autorita: Firmatario; gestore: Firmatario }> | undefined;
export function firmatariDiProva(): Promise<{ autorita: Firmatario; gestore: Firmatario }> {
  pronti ??= (async () => {
    const autorita = await certifica({ nome: 'Autorità di prova', autorita: true });
    const gestore = await certifica({ nome: 'Gestore di prova', indirizzo: GESTORE, da: autorita });
    return { autorita, gestore };
  })();
  return pronti;
}

/** Signed in the clear, as by a provider. */
export async function firmata(
  contenuto: Pezzo,
  firmatario: Firmatario,
  opzioni: { impronta?: Impronta; quando?: Date } = {},
): Promise<Pezzo> {
  const firma = await firmaCms(contenuto, firmatario, opzioni);
  const micalg = opzioni.impronta === 'SHA-1' ? 'sha1' : 'sha-256';
  return multiparte(
    `signed; protocol="application/x-pkcs7-signature"; micalg=${micalg}`,
    contenuto,
    file('smime.p7s', firma, { tipo: 'application/x-pkcs7-signature; name=smime.p7s' }),
  );
}

export const datiCertificazione = (xml: string | Buffer, nome = 'daticert.xml'): Pezzo =>
  file(nome, Buffer.from(xml), { tipo: 'application/xml', disposizione: 'inline' });

/** The transport envelope of a message (RFC 6109 §2.2), signed unless `firmatario` is null. */
export async function busta(
  interno: Buffer,
  opzioni: { intestazioni?: Intestazioni; xml?: string; firmatario?: Firmatario | null } = {},
): Promise<Buffer> {
  const contenuto = multiparte(
    'mixed',
    testo('Messaggio di posta certificata'),
    datiCertificazione(opzioni.xml ?? daticert('posta-certificata')),
    messaggioDentro(interno),
  );
  return messaggio(
    {
      'Return-Path': `<${CITTADINO}>`,
      'X-Trasporto': 'posta-certificata',
      From: `"Per conto di: ${CITTADINO}" <${GESTORE}>`,
      'Reply-To': CITTADINO,
      To: CASELLA,
      Subject: 'POSTA CERTIFICATA: Istanza di accesso agli atti',
      Date: 'Thu, 26 Nov 2026 10:15:30 +0100',
      'Message-ID': '<opec1.20261126101530@gestore.example>',
      'X-Riferimento-Message-ID': '<originale@client.example>',
      'X-TipoRicevuta': 'completa',
      ...opzioni.intestazioni,
    },
    opzioni.firmatario === null
      ? contenuto
      : await firmata(contenuto, opzioni.firmatario ?? (await firmatariDiProva()).gestore),
  );
}

/** A receipt, with what it brings back where it does. */
export async function ricevuta(
  tipo: string,
  opzioni: { xml?: string; interno?: Buffer } = {},
): Promise<Buffer> {
  const contenuto = multiparte(
    'mixed',
    testo(`Ricevuta di ${tipo}`),
    datiCertificazione(opzioni.xml ?? daticert(tipo, { consegna: CASELLA })),
    ...(opzioni.interno ? [messaggioDentro(opzioni.interno)] : []),
  );
  return messaggio(
    {
      'X-Ricevuta': tipo,
      From: GESTORE,
      To: CITTADINO,
      Subject: `RICEVUTA: Istanza di accesso agli atti`,
      Date: 'Thu, 26 Nov 2026 10:15:30 +0100',
      'X-Riferimento-Message-ID': '<originale@client.example>',
    },
    await firmata(contenuto, (await firmatariDiProva()).gestore),
  );
}

/** The anomaly envelope: ordinary mail as it reaches a certified box (RFC 6109 §3.2.2). */
export async function anomalia(ordinario: Buffer): Promise<Buffer> {
  const contenuto = multiparte(
    'mixed',
    testo('Anomalia messaggio'),
    messaggioDentro(ordinario, 'originale.eml'),
  );
  return messaggio(
    {
      'X-Trasporto': 'errore',
      From: `"Per conto di: qualcuno@esempio.it" <${GESTORE}>`,
      To: CASELLA,
      Subject: 'ANOMALIA MESSAGGIO: Richiesta',
      Date: 'Thu, 26 Nov 2026 10:15:30 +0100',
    },
    await firmata(contenuto, (await firmatariDiProva()).gestore),
  );
}
