import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aggiornaModello } from '../../src/suggerimenti/aggiorna-modello.ts';
import { violazioni } from '../support/accessibilita.ts';
import { manca } from '../support/pacchetti.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

describe.skipIf(manca('chromium'))('i suggerimenti nella schermata Registra', () => {
  let schermo: Schermo;
  let superutente: pg.Client;
  beforeAll(async () => {
    schermo = await apriSchermo();
    const { db, ente, banca } = schermo.prodotto;
    superutente = new pg.Client(banca.urlSuperutente);
    await superutente.connect();
    await aggiornaModello({ db, log: pino({ level: 'silent' }) }, ente.enteId, false);
  }, 120_000);
  afterAll(async () => {
    await superutente.end();
    await schermo.chiudi();
  });

  test('si propongono al massimo tre classi, nulla si applica da sé, Tab e Invio accettano e l’esito resta annotato', async () => {
    const postazione = await schermo.postazione();
    const { pagina, lamentele } = postazione;
    const tasti = pagina.keyboard;
    await schermo.entra(postazione, 'operatore');
    await pagina.goto('/registra');
    await pagina.getByLabel('Di carta').check();
    await pagina.getByLabel('Il documento è qui, presso l’ufficio').check();
    await pagina.locator('#r-oggetto').fill('Proposta di trattamento sanitario obbligatorio in degenza');
    const gruppo = pagina.getByRole('group', { name: 'Classificazione: suggerimenti' });
    await gruppo.waitFor();
    const proposte = gruppo.getByRole('button');
    expect(await proposte.count()).toBeLessThanOrEqual(3);
    expect(await proposte.first().textContent()).toMatch(/^X\.2 /);
    await gruppo.getByText('non ancora misurati su questo archivio').waitFor();
    const classe = pagina.locator('#r-classificazione');
    expect(await classe.inputValue()).toBe('');

    expect(await violazioni(pagina)).toEqual([]);
    for (const larghezza of [360, 1440]) {
      await pagina.setViewportSize({ width: larghezza, height: 900 });
      const traboccano = await pagina.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect(traboccano).toBe(false);
      if (process.env.FOTO)
        await pagina.screenshot({ path: `${process.env.FOTO}-${larghezza}.png`, fullPage: true });
    }

    await classe.focus();
    await tasti.press('Tab');
    await tasti.press('Enter');
    await expect.poll(() => classe.inputValue()).toBe('X.2');
    expect(await proposte.first().getAttribute('aria-pressed')).toBe('true');

    await pagina
      .getByLabel('Mittente', { exact: true })
      .or(pagina.locator('#r-mittenti'))
      .first()
      .fill('Verdi Luca');
    await pagina.getByRole('option', { name: 'Nuovo persona Verdi Luca' }).click();
    await pagina.getByRole('group', { name: 'Nuovo corrispondente' }).waitFor();
    await tasti.press('Enter');
    await pagina.getByRole('list', { name: 'Mittente: scelti' }).waitFor();
    await pagina
      .getByLabel(/^Mezzo/)
      .first()
      .selectOption('sportello');
    await tasti.press('Control+Enter');
    await pagina
      .getByRole('region', { name: 'Ultima registrazione' })
      .getByText('Registrato con il numero')
      .waitFor();
    await expect
      .poll(
        async () =>
          (await superutente.query<object>('SELECT campo, scelto, accettato FROM suggerimento_esito')).rows,
      )
      .toContainEqual({ campo: 'classifica', scelto: 'X.2', accettato: true });
    expect(lamentele).toEqual([]);
  }, 60_000);
});
