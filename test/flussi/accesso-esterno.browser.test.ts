import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violazioni } from '../support/accessibilita.ts';
import { avviaFornitore, type FornitoreDiProva } from '../support/fornitore-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

describe.skipIf(manca('chromium'))('l’accesso con un altro sistema sullo schermo', () => {
  let schermo: Schermo;
  let altrove: FornitoreDiProva;
  beforeAll(async () => {
    schermo = await apriSchermo({ nome: true });
    altrove = await avviaFornitore(`${schermo.url}/api/v1/accesso/oidc/ritorno`);
    altrove.persone.set('p-1', { preferred_username: 'operatore' });
  }, 180_000);
  afterAll(async () => {
    await altrove.spegni();
    await schermo.chiudi();
  });

  const scorre = (pagina: Page) =>
    pagina.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  /** On a telephone: nothing wrong, nothing that sticks out. */
  async function guarda(pagina: Page): Promise<void> {
    await pagina.setViewportSize({ width: 360, height: 800 });
    expect(await violazioni(pagina)).toEqual([]);
    expect(await scorre(pagina)).toBe(false);
    await pagina.setViewportSize({ width: 1440, height: 900 });
  }

  test(
    'l’amministratore lo prepara e lo prova; chi ha un utente va, accede là e torna dov’era, anche dopo il blocco',
    { timeout: 120_000 },
    async () => {
      const posto = await schermo.postazione();
      const { pagina } = posto;
      await schermo.entra(posto, 'admin');
      await pagina.goto('/amministrazione/accesso-esterno');
      await pagina.getByText('Nessun altro sistema, per ora').waitFor();
      await pagina.getByText(`${schermo.url}/api/v1/accesso/oidc/ritorno`).waitFor();
      await guarda(pagina);
      await pagina.getByRole('button', { name: 'Aggiungi un sistema' }).click();
      await pagina.keyboard.type('SSO del Comune');
      await pagina.getByLabel('Emittente (issuer)').fill('http://accesso.comune.example');
      await pagina.getByRole('button', { name: 'Prova il collegamento' }).click();
      await pagina.getByText('L’emittente è un indirizzo https').waitFor();
      await pagina.getByLabel('Emittente (issuer)').fill(altrove.emittente);
      await pagina.getByRole('button', { name: 'Prova il collegamento' }).click();
      await pagina.getByText('Risponde.').waitFor();
      await pagina.getByLabel('Identificativo (client id)').fill(altrove.clientId);
      await pagina.getByLabel('Segreto (client secret)').fill(altrove.segreto);
      await guarda(pagina);
      await pagina.getByRole('button', { name: 'Salva' }).click();
      await pagina.getByRole('button', { name: 'Togli SSO del Comune' }).waitFor();

      const altro = await schermo.postazione();
      const chi = altro.pagina;
      const vai = async (esito: 'Entra' | 'Annulla') => {
        await chi.getByRole('heading', { name: 'Fornitore di prova' }).waitFor();
        await chi.getByLabel('Persona').fill('p-1');
        await chi.getByRole('button', { name: esito }).click();
      };
      await chi.goto('/registro?q=strade');
      const accedi = chi.getByRole('link', { name: 'Accedi con SSO del Comune' });
      await accedi.waitFor();
      await guarda(chi);
      await accedi.click();
      await vai('Annulla');
      await chi.getByText('L’accesso è stato annullato sull’altro sistema.').waitFor();
      expect(chi.url()).toBe(`${schermo.url}/`);
      expect(await violazioni(chi)).toEqual([]);
      await chi.goto('/registro?q=strade');
      await accedi.click();
      await vai('Entra');
      await chi.waitForURL(`${schermo.url}/registro?q=strade`);
      await chi.getByRole('link', { name: 'Tabularium, inizio' }).waitFor();

      await chi.locator('.utente__bottone').click();
      await chi.getByRole('button', { name: 'Blocca' }).click();
      const continua = chi.getByRole('link', { name: 'Continua con SSO del Comune' });
      await continua.waitFor();
      await guarda(chi);
      await continua.click();
      // The session there is still open, and it is asked all the same.
      await vai('Entra');
      await chi.waitForURL(`${schermo.url}/registro?q=strade`);
      await chi.getByRole('link', { name: 'Tabularium, inizio' }).waitFor();
      await chi.goto('/profilo');
      await chi.getByText('aperta con SSO del Comune').waitFor();
      expect(altro.lamentele).toEqual([]);
      await altro.contesto.close();

      await pagina.reload();
      await pagina.getByText('Una persona è entrata con questo sistema').click();
      await pagina.getByRole('button', { name: 'Scollega Prova-operatore Anna' }).waitFor();
      await guarda(pagina);
      await pagina.getByRole('button', { name: 'Scollega Prova-operatore Anna' }).click();
      await pagina.getByText('Nessuno è ancora entrato con questo sistema.').waitFor();
      await pagina.getByRole('button', { name: 'Togli SSO del Comune' }).click();
      await pagina.getByRole('button', { name: 'Togli SSO del Comune' }).last().click();
      await pagina.getByText('Nessun altro sistema, per ora').waitFor();
      expect(posto.lamentele).toEqual([]);
      await posto.contesto.close();
    },
  );
});
