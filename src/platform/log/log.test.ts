import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { apriLog, senzaPassword } from '#platform/log';

const cartella = mkdtempSync(join(tmpdir(), 'tabularium-log-'));
afterAll(() => rmSync(cartella, { recursive: true, force: true }));

test('nel registro tecnico non entrano segreti né i valori delle righe, e le ore sono in UTC', async () => {
  const file = join(cartella, 'log', 'prova.log');
  const { log, chiudi } = await apriLog({ livello: 'info', file });
  const errore = Object.assign(new Error('duplicato'), { detail: 'Key (codice_fiscale)=(RSSMRA)' });
  log.info(
    { password: 'nascosta-1', req: { headers: { authorization: 'nascosta-2', cookie: 'nascosta-3' } } },
    'accesso',
  );
  log.error({ err: errore, corpo: { chiave: 'nascosta-4' } }, 'errore');
  log.debug('sotto la soglia');
  chiudi();
  const righe = readFileSync(file, 'utf8').trim().split('\n');
  expect(righe).toHaveLength(2);
  expect(righe.join()).not.toMatch(/nascosta|RSSMRA/);
  expect((JSON.parse(righe[0] ?? '') as { time: string }).time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

test('la password di un indirizzo di connessione non si vede', () => {
  expect(senzaPassword('postgresql://io:segreta@host:5432/base')).toBe('postgresql://io:***@host:5432/base');
});
