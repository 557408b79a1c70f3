import { afterAll, beforeAll, expect, test } from 'vitest';
import { lavoroChiudi } from '#registro-giornaliero';
import { bancoConservazione, type BancoConservazione } from '../../test/support/conservazione-di-prova.ts';
import type { QuadroConservazione } from './pacchetti/pacchetti.schema.ts';

let b: BancoConservazione;
beforeAll(async () => {
  b = await bancoConservazione('2026-11-10T09:00:00+01:00');
});
afterAll(() => b.chiudi());

const avvisi = async (): Promise<{ codice: string; volte: number }[]> =>
  (
    await b.superutente.query<{ codice: string; volte: number }>(
      `SELECT codice, volte FROM avviso WHERE risolto_il IS NULL AND (codice LIKE 'conservazione%' OR codice LIKE 'registro-giornaliero%')`,
    )
  ).rows;

test('senza un conservatore i giorni si chiudono, nulla si produce, e l’avviso è uno solo, non uno al giorno', async () => {
  for (const giorno of ['16', '20', '25']) {
    await b.sposta(`2026-11-${giorno}T09:00:00+01:00`);
    await lavoroChiudi({ enteId: b.ente.enteId }, b.parti);
    await b.ronda();
  }
  expect(await avvisi()).toEqual([{ codice: 'registro-giornaliero.in-ritardo', volte: 3 }]);
  expect(await b.elenco()).toEqual([]);
  const quadro = await b.chiama<QuadroConservazione>('tecnico', 'GET', '/conservazione/quadro');
  expect(quadro.corpo).toMatchObject({ giornalieriSenzaPacchetto: 15, inRitardo: 0, fermi: [] });
  expect(quadro.corpo.conservatore).toBeUndefined();

  // As soon as there is one, what waited goes by itself, the oldest first.
  await b.configura({
    denominazione: 'Archivio di prova',
    trasporto: 'cartella',
    cartella: { cartella: 'prova' },
  });
  await b.ronda();
  const dopo = await b.chiama<QuadroConservazione>('tecnico', 'GET', '/conservazione/quadro');
  expect(dopo.corpo).toMatchObject({ giornalieriSenzaPacchetto: 0, stati: { prodotto: 15 } });
});
