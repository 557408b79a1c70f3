import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, type TestContext } from 'vitest';
import { conShared } from './condivisi.ts';
import { richiede } from './pacchetti.ts';

/** Validates a document against a schema with xmllint. @returns what is wrong, one line each; empty when it is valid */
export function difettiXml(xml: string | Buffer, schema: string): string[] {
  try {
    execFileSync('xmllint', ['--noout', '--nonet', '--schema', schema, '-'], { input: xml, stdio: 'pipe' });
    return [];
  } catch (errore) {
    const detto = errore instanceof Error && 'stderr' in errore ? String(errore.stderr) : String(errore);
    return detto.split('\n').filter((riga) => riga !== '' && !riga.endsWith('fails to validate'));
  }
}

/** A schema of the folder beside the clone; the test is skipped where that, or xmllint, is not there. */
export function schemaCondiviso(t: TestContext, percorso: string): string {
  richiede(t, 'xmllint');
  return conShared(t, percorso);
}

/**
 * The Allegato 5 schema of a document. The public copy has the blanks of the PDF it was taken from: one makes a pattern that no
 * validator compiles, and is taken away; the doubled ones in the fixed texts stay (`doppi`) or become one (`singoli`).
 */
export function schemaAllegato5(t: TestContext, spazi: 'singoli' | 'doppi'): string {
  const originale = schemaCondiviso(
    t,
    'standards/agid-allegato5-metadati/DocumentoAmministrativoInformatico.xsd',
  );
  const riparato = readFileSync(originale, 'utf8').replace('[0- 9', '[0-9');
  const testo =
    spazi === 'doppi'
      ? riparato
      : riparato.replace(/(?:value|fixed)="[^"]*"/g, (attributo) => attributo.replace(/ {2}/g, ' '));
  const cartella = mkdtempSync(join(tmpdir(), 'tabularium-allegato5-'));
  onTestFinished(() => rmSync(cartella, { recursive: true, force: true }));
  const file = join(cartella, 'documento.xsd');
  writeFileSync(file, testo);
  return file;
}
