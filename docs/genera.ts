// `npm run docs`: runs every docs/genera-*.ts. With --verifica nothing is left changed, and the exit code is 1 when a
// generated file on disk is not what its generator writes now.
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const RADICE = join(import.meta.dirname, '..');
const verifica = process.argv.includes('--verifica');

const prima = fotografa();
for (const generatore of globSync('docs/genera-*.ts', { cwd: RADICE, exclude: ['**/*.test.ts'] }).sort())
  execFileSync(process.execPath, [generatore], { cwd: RADICE, stdio: 'inherit' });
const dopo = fotografa();

const cambiati = [...dopo.keys()].filter((file) => prima.get(file) !== dopo.get(file));
if (verifica) {
  for (const file of cambiati) ripristina(file);
  if (cambiati.length > 0) {
    console.error(`Da rigenerare con "npm run docs": ${cambiati.join(', ')}`);
    process.exitCode = 1;
  }
} else {
  console.log(cambiati.length > 0 ? `Aggiornati: ${cambiati.join(', ')}` : 'Già aggiornati.');
}

/** Every text a generator may write, by path relative to the root. */
function fotografa(): Map<string, string> {
  const file = globSync(['docs/**/*.{md,json}', 'db/schema.sql'], { cwd: RADICE });
  return new Map(file.map((nome) => [nome, readFileSync(join(RADICE, nome), 'utf8')]));
}

function ripristina(file: string): void {
  const contenuto = prima.get(file);
  if (contenuto === undefined) rmSync(join(RADICE, file));
  else writeFileSync(join(RADICE, file), contenuto);
}
