import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

const rientrati = async (): Promise<string[]> =>
  (
    await b.superutente.query<{ codice: string }>(
      `SELECT dettaglio ->> 'codice' AS codice FROM traccia WHERE operazione = 'avviso.rientrato' ORDER BY 1`,
    )
  ).rows.map((r) => r.codice);

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

  // Once they have all gone the warning goes by itself, and says so in the log.
  for (const p of await b.elenco('?stato=prodotto')) await b.invia(p.id);
  await lavoroChiudi({ enteId: b.ente.enteId }, b.parti);
  await b.ronda();
  expect(await avvisi()).toEqual([]);
  expect(await rientrati()).toEqual(['conservazione.in-ritardo', 'registro-giornaliero.in-ritardo']);
});

test('di ciò che è inviato e di cui da giorni non c’è un rapporto si avvisa, e l’avviso rientra quando il rapporto arriva', async () => {
  const [p] = await b.elenco('?stato=inviato');
  await b.ronda();
  expect(await avvisi()).toEqual([]);
  await b.sposta(new Date(Date.now() + 4 * 24 * 60 * 60_000).toISOString());
  await b.ronda();
  await b.ronda();
  expect(await avvisi()).toEqual([{ codice: 'conservazione.senza-rapporto', volte: 2 }]);
  const cartella = join(b.ambiente.dati, 'conservazione/prova/esiti');
  mkdirSync(cartella, { recursive: true });
  for (const { id } of await b.elenco('?stato=inviato')) {
    const { identificativo, impronta } = await b.leggi(id);
    writeFileSync(
      join(cartella, `${identificativo}.xml`),
      `<RapportoVersamento xmlns="urn:tabularium:rapporto:1"><IdentificativoPacchetto>${identificativo}</IdentificativoPacchetto><Impronta>${impronta}</Impronta><Esito>PRESO_IN_CARICO</Esito></RapportoVersamento>`,
    );
  }
  await b.ronda();
  expect((await b.leggi(p?.id ?? '')).stato).toBe('preso-in-carico');
  expect(await avvisi()).toEqual([]);
  expect(await rientrati()).toContain('conservazione.senza-rapporto');
});
