import { afterAll, beforeAll, expect, test } from 'vitest';
import { lavoroChiudi } from '#registro-giornaliero';
import { bancoConservazione, type BancoConservazione } from '../support/conservazione-di-prova.ts';

let b: BancoConservazione;
beforeAll(async () => {
  b = await bancoConservazione();
  await b.configura({
    denominazione: 'Conservatore di prova',
    trasporto: 'cartella',
    cartella: { cartella: 'conservatore' },
  });
});
afterAll(() => b.chiudi());

const inCoda = async (): Promise<string[]> =>
  (
    await b.superutente.query<{ id: string }>(
      `SELECT j.payload ->> 'pacchettoId' AS id FROM graphile_worker._private_jobs j
         JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'conservazione.invia'`,
    )
  ).rows.map((r) => r.id);

test('RN-4.3c passata la mezzanotte il registro del giorno chiuso c’è ed è in coda per la conservazione, senza che nessuno faccia nulla', async () => {
  await b.registra();
  expect(await b.elenco()).toEqual([]);
  await b.sposta('2026-11-27T00:00:30+01:00');
  await lavoroChiudi({ enteId: b.ente.enteId }, b.parti);
  await b.ronda();
  const pacchetti = await b.elenco();
  expect(pacchetti).toHaveLength(1);
  const pacchetto = await b.leggi(pacchetti[0]?.id ?? '');
  expect(pacchetto).toMatchObject({ tipo: 'registro-giornaliero', stato: 'prodotto' });
  expect(pacchetto.identificativo).toContain('20261126');
  expect(await inCoda()).toEqual([pacchetto.id]);
  // Another round, or another node: neither a second register nor a second package.
  await lavoroChiudi({ enteId: b.ente.enteId }, b.parti);
  await b.ronda();
  expect(await b.elenco()).toHaveLength(1);
  const { rows } = await b.superutente.query(`SELECT giorno::text, quante FROM registro_giornaliero`);
  expect(rows).toEqual([{ giorno: '2026-11-26', quante: 1 }]);
});

test('consegnato al conservatore il registro non è più in ritardo; non consegnato oltre il termine è un avviso', async () => {
  const avvisi = async (): Promise<string[]> =>
    (
      await b.superutente.query<{ codice: string }>(
        `SELECT codice FROM avviso WHERE risolto_il IS NULL AND (codice LIKE 'registro-giornaliero.%' OR codice LIKE 'conservazione.%') ORDER BY 1`,
      )
    ).rows.map((r) => r.codice);
  const [p] = await b.elenco();
  await b.invia(p?.id ?? '');
  expect((await b.leggi(p?.id ?? '')).stato).toBe('inviato');
  // The register of the 26th was handed over on the 27th, a Friday; those of the days after wait beyond Monday.
  await b.sposta('2026-11-30T23:00:00+01:00');
  await lavoroChiudi({ enteId: b.ente.enteId }, b.parti);
  await b.ronda();
  // Not late; but for three days the conservatore has not answered, which is something else.
  expect(await avvisi()).toEqual(['conservazione.senza-rapporto']);
  await b.sposta('2026-12-01T00:10:00+01:00');
  await lavoroChiudi({ enteId: b.ente.enteId }, b.parti);
  await b.ronda();
  expect((await avvisi()).length).toBeGreaterThan(1);
});
