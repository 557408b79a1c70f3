import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One header of the top, unfolded. */
export function intestazione(byte: Buffer, nome: string): string | undefined {
  const testa =
    byte
      .toString('latin1')
      .split('\r\n\r\n', 1)[0]
      ?.replace(/\r\n[ \t]+/g, ' ') ?? '';
  return new RegExp(`^${nome}: *(.*)$`, 'im').exec(testa)?.[1];
}

/** Bytes of daticert.xml, where there is one; of a receipt, not of one that somebody put into a message inside. */
export function daticertDi(byte: Buffer): Buffer | undefined {
  const base64 = /name="daticert\.xml"\r\n(?:Content-[^\r]*\r\n)*\r\n([A-Za-z0-9+/=\r\n]*?)\r\n--/;
  const trovati = [...byte.toString('latin1').matchAll(new RegExp(base64, 'g'))].map((t) => t[1] ?? '');
  const ultimo = trovati.at(-1);
  return ultimo === undefined ? undefined : Buffer.from(ultimo, 'base64');
}

/** The message inside, byte for byte. */
export function postacertDi(byte: Buffer): Buffer | undefined {
  const testo = byte.toString('latin1');
  const confine = /^Content-Type: multipart\/mixed; boundary="([^"]+)"/m.exec(testo)?.[1];
  const inizio = /name="postacert\.eml"\r\n(?:Content-[^\r]*\r\n)*\r\n/.exec(testo);
  if (!confine || !inizio) return undefined;
  const da = inizio.index + inizio[0].length;
  return byte.subarray(da, byte.indexOf(`\r\n--${confine}`, da, 'latin1'));
}

/** What `openssl cms -verify` says of the signature, with this authority: nothing, or why not. */
export function verificaFirma(byte: Buffer, autorita: string): string | undefined {
  return conFile({ 'm.eml': byte, 'ca.pem': autorita }, (cartella) => {
    const argomenti = ['cms', '-verify', '-in', 'm.eml', '-CAfile', 'ca.pem', '-out', 'fuori'];
    return prova('openssl', argomenti, cartella);
  });
}

/** What xmllint says of daticert against the DTD of the law: nothing, or why not. */
export function verificaDaticert(xml: Buffer, dtd: string): string | undefined {
  return conFile({ 'd.xml': xml }, (cartella) =>
    prova('xmllint', ['--nonet', '--noout', '--dtdvalid', dtd, 'd.xml'], cartella),
  );
}

function prova(comando: string, argomenti: string[], cwd: string): string | undefined {
  try {
    execFileSync(comando, argomenti, { cwd, stdio: 'pipe' });
    return undefined;
  } catch (errore) {
    return String((errore as { stderr?: Buffer }).stderr ?? errore);
  }
}

function conFile<T>(file: Record<string, string | Buffer>, fai: (cartella: string) => T): T {
  const cartella = mkdtempSync(join(tmpdir(), 'tabularium-pec-'));
  try {
    for (const [nome, byte] of Object.entries(file)) writeFileSync(join(cartella, nome), byte);
    return fai(cartella);
  } finally {
    rmSync(cartella, { recursive: true });
  }
}
