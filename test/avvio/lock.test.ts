import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { prendiLock } from '../../src/app/avvio/lock.ts';
import { cartellaProvvisoria, RADICE } from './programma.ts';

const cartella = cartellaProvvisoria();
afterAll(() => rmSync(cartella, { recursive: true, force: true }));

/** A start that takes the lock, says so, and holds it until its standard input ends. */
function contendente(dati: string) {
  const programma = `
    import { prendiLock } from ${JSON.stringify(join(RADICE, 'src/app/avvio/lock.ts'))};
    try { await prendiLock(${JSON.stringify(dati)}); console.log('preso'); } catch { console.log('rifiutato'); }
    process.stdin.resume();`;
  const figlio = spawn(process.execPath, ['--input-type=module', '-e', programma], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const esito = once(figlio.stdout.setEncoding('utf8'), 'data').then(([testo]) => String(testo).trim());
  return { figlio, esito };
}

test('di molti avvii insieme su un lock abbandonato ne riesce uno solo', { timeout: 60_000 }, async () => {
  const dati = join(cartella, 'abbandonato');
  mkdirSync(dati);
  const morto = contendente(dati);
  expect(await morto.esito).toBe('preso');
  morto.figlio.kill('SIGKILL');
  await once(morto.figlio, 'close');

  const avvii = Array.from({ length: 8 }, () => contendente(dati));
  const esiti = await Promise.all(avvii.map((a) => a.esito));
  for (const { figlio } of avvii) figlio.stdin.end();
  await Promise.all(avvii.map(({ figlio }) => once(figlio, 'close')));
  expect(esiti.filter((e) => e === 'preso')).toHaveLength(1);
  expect(readdirSync(dati)).toEqual(['in-uso.lock']);
});

test('un lock con il numero di un processo vivo ma di un altro avvio è abbandonato', async () => {
  const dati = join(cartella, 'riusato');
  mkdirSync(dati);
  const titolare = {
    pid: process.pid,
    identita: `altro-avvio:${process.pid}:1`,
    dal: new Date().toISOString(),
  };
  writeFileSync(join(dati, 'in-uso.lock'), JSON.stringify(titolare));
  const rilascia = await prendiLock(dati);
  await expect(prendiLock(dati)).rejects.toThrow('Tabularium è già avviato');
  rilascia();
  expect(readdirSync(dati)).toEqual([]);
});
