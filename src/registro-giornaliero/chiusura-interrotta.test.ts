import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrivoDiCarta } from '../../test/support/carte-di-prova.ts';
import { bancoGiornaliero, type BancoGiornaliero } from '../../test/support/giornaliero-di-prova.ts';
import { chiudiGiorni } from './chiudi-giorni.ts';

let p: BancoGiornaliero;
beforeAll(async () => {
  p = await bancoGiornaliero('2026-03-02T10:00:00+01:00');
});
afterAll(() => p.chiudi());

/** Another process closes the days: killed at that statement, or to its end. @returns the signal it died of */
async function unAltro(istruzione = '', quando = ''): Promise<unknown> {
  const figlio = fork(
    join(import.meta.dirname, '../../test/support/chiude-e-muore.ts'),
    [
      JSON.stringify({
        url: p.banca.url,
        dati: p.ambiente.dati,
        enteId: p.ente.enteId,
        adesso: p.parti.orologio.adesso().toISOString(),
        istruzione,
        quando,
      }),
    ],
    { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  const [codice, segnale] = (await once(figlio, 'exit')) as [number | null, string | null];
  return segnale ?? codice;
}

type Riga = {
  giorno: string;
  progressivo: number;
  numero: string;
  impronta_pdf: string;
  impronta_xml: string;
  foglie: number;
  righe: number;
};
const righe = async (): Promise<Riga[]> =>
  (
    await p.superutente.query<Riga>(
      `SELECT g.giorno::text AS giorno, g.progressivo, g.impronta_pdf, g.impronta_xml, r.numero,
         (SELECT count(*)::int FROM foglia f WHERE f.tipo = 'registro-giornaliero' AND f.contenuto::jsonb ->> 'giorno' = g.giorno::text) AS foglie,
         (SELECT count(*)::int FROM traccia t WHERE t.operazione = 'registro-giornaliero.chiuso' AND t.oggetto_id = g.id::text) AS righe
       FROM registro_giornaliero g JOIN registrazione r ON r.id = g.registrazione_id ORDER BY g.giorno`,
    )
  ).rows;
/** One register a day, numbered without holes, each with its leaf, its line and both its files. */
async function tuttoIntero(giorni: string[]): Promise<void> {
  const tutte = await righe();
  expect(tutte.map((r) => [r.giorno, r.progressivo, Number(r.numero), r.foglie, r.righe])).toEqual(
    giorni.map((g, i) => [g, i + 1, i + 1, 1, 1]),
  );
  const { rows } = await p.superutente.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM registrazione r JOIN registro x ON x.id = r.registro_id WHERE x.codice = 'RG'`,
  );
  expect(rows[0]?.n).toBe(giorni.length);
  for (const r of tutte)
    for (const impronta of [r.impronta_pdf, r.impronta_xml])
      expect(
        createHash('sha256')
          .update(readFileSync(p.percorso(impronta)))
          .digest('hex'),
      ).toBe(impronta);
}
const marzo = (giorno: number): string => `2026-03-${String(giorno).padStart(2, '0')}`;
const giorniFino = (ultimo: number): string[] => Array.from({ length: ultimo - 1 }, (_, i) => marzo(i + 2));

test('ucciso in qualunque punto della chiusura, al ritorno ogni giorno ha un registro solo, senza buchi e con i suoi file', async () => {
  const r = await p.chiama('operatore', 'POST', '/registri/PG/registrazioni', { corpo: arrivoDiCarta() });
  expect(r.stato, r.testo).toBe(201);
  const punti = [
    // The head it will print is signed; neither of its files is made.
    ['insert into "?testa"?', 'dopo', 0],
    // One of its files is in the archive, the other not yet.
    ['scrivi_documento', 'dopo', 0],
    // It has its number, and its row is not there.
    ['insert into "registro_giornaliero"', 'prima', 0],
    // All is written, nothing is committed.
    ['^commit$', 'prima', 0],
    // Committed, and nobody was told.
    ['^commit$', 'dopo', 1],
  ] as const;
  for (const [i, [istruzione, quando, fatti]] of punti.entries()) {
    await p.sposta(`${marzo(3 + i)}T00:10:00+01:00`);
    expect([istruzione, await unAltro(istruzione, quando)]).toEqual([istruzione, 'SIGKILL']);
    // What the database did with the last thing it was told is known when it has let the dead one go.
    await expect
      .poll(async () => (await chiudiGiorni(p.parti, p.ente.enteId), (await righe()).length), {
        timeout: 20_000,
      })
      .toBe(i + 1);
    expect([istruzione, fatti === 1 ? await chiudiGiorni(p.parti, p.ente.enteId) : 0]).toEqual([
      istruzione,
      0,
    ]);
    await tuttoIntero(giorniFino(2 + i));
  }
}, 120_000);

test('due processi che chiudono insieme gli stessi giorni ne fanno uno per giorno', async () => {
  await p.sposta('2026-03-10T00:10:00+01:00');
  expect(await Promise.all([unAltro(), unAltro(), chiudiGiorni(p.parti, p.ente.enteId)])).toEqual([
    0,
    0,
    expect.any(Number),
  ]);
  await tuttoIntero(giorniFino(9));
}, 60_000);
