import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { esportaDiProva, partiTeste, riempiDiTutto } from '../../test/support/registro-da-esportare.ts';

let p: ProdottoDiProva;
beforeAll(async () => {
  p = await prodottoDiProva();
  await riempiDiTutto(p, partiTeste(p));
});
afterAll(() => p.chiudi());

const VERIFICA = join(import.meta.dirname, '../../verificatore/verifica.mjs');

test('ciò che si esporta si verifica', async () => {
  const e = await esportaDiProva(p);
  const esito = spawnSync(process.execPath, [VERIFICA, e.cartella], { encoding: 'utf8' });
  expect(esito.stderr).toBe('');
  expect(esito.stdout).toContain('Tutto torna.');
  expect(esito.status).toBe(0);
});
