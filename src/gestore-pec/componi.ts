import { isAscii } from 'node:buffer';
import { scriviDaticert, type Dati } from './daticert.ts';
import { firma } from './firma.ts';
import { type Forma } from './forma.ts';
import { type Gestore } from './gestore.ts';
import { nuovoConfine } from './identificativi.ts';
import { testoLeggibile } from './testo-leggibile.ts';

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
    Buffer.from(testoLeggibile(g, c.testo, forma), 'latin1'),
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

const aBase64 = (byte: Buffer): string => byte.toString('base64').replace(/.{76}(?=.)/g, `$&${CAPO}`);
