import { execFileSync, spawnSync } from 'node:child_process';
import { readlinkSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import {
  avvia,
  cartellaProvvisoria,
  clona,
  RADICE,
  rimasti,
  type Programma,
  type Utente,
} from './programma.ts';

const root = process.getuid?.() === 0;

/** An ordinary user of this machine: `nobody` exists everywhere and may do nothing of root's. */
function utenteOrdinario(): Utente {
  const numero = (opzione: string): number =>
    Number(execFileSync('id', [opzione, 'nobody'], { encoding: 'utf8' }));
  return { uid: numero('-u'), gid: numero('-g') };
}

function puoLeggere(cartella: string, utente: Utente): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1" && cat package.json >/dev/null', 'sh', cartella], utente).status ===
    0
  );
}

// Only root can become somebody else, or close a folder to the user `postgres`.
describe.skipIf(!root)('chi avvia il programma', { timeout: 120_000 }, () => {
  const daCancellare: string[] = [];
  let programma: Programma | undefined;
  afterEach(async () => {
    programma?.segnala('SIGKILL');
    for (const cartella of daCancellare.splice(0)) {
      await rimasti(cartella, 10);
      rmSync(cartella, { recursive: true, force: true });
    }
  });

  test('un utente ordinario lo avvia e lo ferma, e il server è suo', async () => {
    const utente = utenteOrdinario();
    const cartella = cartellaProvvisoria({ utente });
    daCancellare.push(cartella);
    // Where the clone itself is closed to others, the ordinary user has one of his own.
    const radice = puoLeggere(RADICE, utente) ? RADICE : clona(cartella);
    const dati = join(cartella, 'dati');
    programma = avvia({ dati, radice, utente });
    const url = await programma.pronto();
    expect((await fetch(`${url}/api/v1/status`)).status).toBe(200);
    expect(statSync(join(dati, 'postgres')).uid).toBe(utente.uid);
    programma.segnala('SIGTERM');
    expect(await programma.fine).toBe(0);
  });

  test('root in una cartella in cui solo lui entra: dati in /var/lib/tabularium, e lo dice', async () => {
    const cartella = cartellaProvvisoria({ modo: 0o700 });
    daCancellare.push(cartella);
    const radice = clona(cartella);
    const dati = join(radice, 'dati');
    programma = avvia({ dati, radice });
    await programma.pronto();
    const altrove = readlinkSync(join(dati, 'altrove'));
    daCancellare.push(altrove);
    expect(altrove).toMatch(/^\/var\/lib\/tabularium\/clone-[0-9a-f]{8}$/);
    expect(programma.uscita()).toContain(altrove);
    programma.segnala('SIGTERM');
    expect(await programma.fine).toBe(0);

    programma = avvia({ dati, radice });
    await programma.pronto();
    expect(readlinkSync(join(dati, 'altrove'))).toBe(altrove);
    expect(programma.uscita()).not.toMatch(/password/i);
    programma.segnala('SIGTERM');
    expect(await programma.fine).toBe(0);
  });
});
