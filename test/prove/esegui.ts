// `npm run prove`: the long proofs in full size, one after the other. `npm test` runs the same files reduced.
//   npm run prove                 all
//   npm run prove -- uccisione    only the files whose path contains "uccisione"
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RADICE = join(import.meta.dirname, '../..');
const scelte = process.argv.slice(2).map((nome) => `test/prove/${nome}`);
const cartella = mkdtempSync(join(tmpdir(), 'tabularium-prove-'));
const file = join(cartella, 'esiti.txt');
writeFileSync(file, '');

const inizio = performance.now();
const codice = await new Promise<number>((concluso, fallito) => {
  const figlio = spawn(
    process.execPath,
    [
      join(RADICE, 'node_modules/vitest/vitest.mjs'),
      'run',
      // Each wants both cores for itself.
      '--no-file-parallelism',
      ...(scelte.length > 0 ? scelte : ['test/prove/']),
    ],
    { cwd: RADICE, stdio: 'inherit', env: { ...process.env, TABULARIUM_PROVE_ESITI: file } },
  );
  figlio.on('error', fallito);
  figlio.on('close', (uscita) => concluso(uscita ?? 1));
});
console.log(`\nProve in misura intera, ${((performance.now() - inizio) / 60_000).toFixed(1)} minuti:`);
for (const riga of readFileSync(file, 'utf8').split('\n').filter(Boolean)) console.log(`  ${riga}`);
console.log(codice === 0 ? '✓ tutte riuscite' : '✗ non tutte riuscite');
rmSync(cartella, { recursive: true });
process.exitCode = codice;
