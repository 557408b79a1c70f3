import { isAscii } from 'node:buffer';
import { encode, wrap } from 'nodemailer/lib/qp';
import { quando, scriviDaticert, type Dati } from './daticert.ts';
import { firma } from './firma.ts';
import { type Forma } from './forma.ts';
import { type Gestore } from './gestore.ts';
import { riga } from './intestazioni.ts';

export type Contenuto = {
  /** Header lines, without those of MIME. */
  testa: string[];
  /** What a person reads, in lines. */
  testo: string[];
  /** Absent only from the anomaly envelope. */
  dati?: Dati;
  /** The message that goes inside, byte for byte. */
  postacert?: Buffer;
  istante: Date;
};

const CAPO = '\r\n';

/** A message of the provider: multipart/mixed inside multipart/signed (RFC 6109 §4.3), bytes sent as signed. */
export async function componi(g: Gestore, c: Contenuto, forma: Forma): Promise<Buffer> {
  const firmato = corpoDaFirmare(g, c, forma);
  const p7s = await firma(firmato, forma.firmatario ?? g.firmatario, c.istante, forma.algoritmo);
  const confine = nuovoConfine(g);
  const testa = [
    ...c.testa,
    ...forma.altre,
    'MIME-Version: 1.0',
    `Content-Type: multipart/signed; protocol="${forma.tipoFirma}";`,
    ` micalg=${forma.algoritmo}; boundary="${confine}"`,
    '',
    "Questo e' un messaggio firmato S/MIME.",
    '',
    `--${confine}`,
    '',
  ];
  const coda = [
    '',
    `--${confine}`,
    `Content-Type: ${forma.tipoFirma}; name="smime.p7s"`,
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename="smime.p7s"',
    '',
    aBase64(p7s),
    `--${confine}--`,
    '',
  ];
  const byte = [Buffer.from(testa.join(CAPO), 'latin1'), ...firmato, Buffer.from(coda.join(CAPO), 'latin1')];
  return forma.infine(Buffer.concat(byte));
}

/** `<giorno>, <ora> (<zona>)` as the models of the law have it. */
export function ilGiorno(istante: Date): string {
  const { giorno, ora, zona } = quando(istante);
  return `Il giorno ${giorno} alle ore ${ora} (${zona})`;
}

const GIORNI = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MESI = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The `Date` header, in the time of Rome. */
export function dataDiPosta(istante: Date): string {
  const { giorno, ora, zona } = quando(istante);
  const [g = '', m = '', a = ''] = giorno.split('/');
  const settimana = GIORNI[new Date(`${a}-${m}-${g}T00:00:00Z`).getUTCDay()];
  return riga('Date', `${settimana}, ${g} ${MESI[Number(m) - 1]} ${a} ${ora} ${zona}`);
}

/** Letters and digits, as RFC 6109 §2.2.1 wants the left side. */
export function nuovoIdentificativo(g: Gestore): string {
  return `pec${g.casuale(16).toString('hex').toUpperCase()}@${g.dominio}`;
}

function corpoDaFirmare(g: Gestore, c: Contenuto, forma: Forma): Buffer[] {
  const confine = nuovoConfine(g);
  const dati = c.dati && forma.daticert(scriviDaticert(forma.dati(c.dati)));
  const originale = c.postacert && [
    parte('message/rfc822', 'postacert.eml', forma, isAscii(c.postacert) ? '7bit' : '8bit'),
    c.postacert,
  ];
  const certificazione = dati && [
    parte('application/xml', 'daticert.xml', forma, 'base64'),
    Buffer.from(aBase64(dati), 'latin1'),
  ];
  const allegati = forma.prima === 'postacert' ? [originale, certificazione] : [certificazione, originale];
  const inizio = `Content-Type: multipart/mixed; boundary="${confine}"${CAPO}${CAPO}`;
  const separa = Buffer.from(`${CAPO}--${confine}${CAPO}`);
  return [
    Buffer.from(`${inizio}--${confine}${CAPO}`),
    Buffer.from(leggibile(g, c.testo, forma), 'latin1'),
    ...allegati.flatMap((a) => (a === undefined ? [] : [separa, ...a])),
    Buffer.from(`${CAPO}--${confine}--${CAPO}`),
  ];
}

function parte(tipo: string, nome: string, forma: Forma, codifica: string): Buffer {
  const righe = [
    `Content-Type: ${tipo}; name="${nome}"`,
    `Content-Transfer-Encoding: ${codifica}`,
    `Content-Disposition: ${forma.disposizione}; filename="${nome}"`,
    '',
    '',
  ];
  return Buffer.from(righe.join(CAPO));
}

/** The text part, in Latin-1 as the rules of 2005 want it: what Latin-1 has not becomes a question mark. */
function leggibile(g: Gestore, righe: string[], forma: Forma): string {
  const semplice = inLatin1('plain', righe.join(CAPO));
  if (!forma.html) return semplice;
  const paragrafi = righe.map((r) => `<p>${r.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</p>`);
  const html = inLatin1('html', `<html><body>${CAPO}${paragrafi.join(CAPO)}${CAPO}</body></html>`);
  const confine = nuovoConfine(g);
  return [
    `Content-Type: multipart/alternative; boundary="${confine}"`,
    '',
    `--${confine}`,
    semplice,
    `--${confine}`,
    html,
    `--${confine}--`,
    '',
  ].join(CAPO);
}

function inLatin1(genere: 'plain' | 'html', testo: string): string {
  const byte = Buffer.from(testo.replace(/[^\u0000-\u00ff]/gu, '?'), 'latin1');
  return [
    `Content-Type: text/${genere}; charset="iso-8859-1"`,
    'Content-Transfer-Encoding: quoted-printable',
    '',
    wrap(encode(byte)),
    '',
  ].join(CAPO);
}

const nuovoConfine = (g: Gestore): string => `----=_Pec_${g.casuale(16).toString('hex')}`;

const aBase64 = (byte: Buffer): string => byte.toString('base64').replace(/.{76}(?=.)/g, `$&${CAPO}`);
