import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violazioni } from '../support/accessibilita.ts';
import { PASSWORD_DI_PROVA, type UtenteDiProva } from '../support/ente-di-prova.ts';
import { OrologioDiProva } from '../support/orologio-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

describe.skipIf(manca('chromium'))('il secondo fattore sullo schermo', () => {
  let schermo: Schermo;
  const orologio = new OrologioDiProva();
  beforeAll(async () => {
    schermo = await apriSchermo({ nome: true, orologio });
  }, 180_000);
  afterAll(() => schermo.chiudi());

  const passaUnMinuto = () => orologio.imposta(new Date(orologio.adesso().getTime() + 60_000).toISOString());
  const codice = (segreto: string) =>
    TOTP.generate({
      secret: Secret.fromBase32(segreto.replaceAll(' ', '')),
      timestamp: orologio.adesso().getTime(),
    });
  async function primoFattore(pagina: Page, chi: UtenteDiProva): Promise<void> {
    await pagina.getByLabel('Nome utente').fill(chi);
    await pagina.getByLabel('Password', { exact: true }).fill(PASSWORD_DI_PROVA);
    await pagina.keyboard.press('Enter');
  }
  async function esci(pagina: Page): Promise<void> {
    await pagina.locator('.utente__bottone').click();
    await pagina.getByRole('button', { name: 'Esci' }).click();
    await pagina.getByLabel('Nome utente').waitFor();
  }

  test(
    'dove l’ente lo esige si attiva l’app all’accesso, si conservano i codici, e la volta dopo il codice è chiesto',
    { timeout: 120_000 },
    async () => {
      const posto = await schermo.postazione(360);
      const { pagina } = posto;
      await schermo.prodotto.chiama('rsp', 'PUT', '/secondo-fattore/obbligo', {
        corpo: { profili: ['operatore'] },
      });
      await pagina.goto('/');
      await primoFattore(pagina, 'operatore');
      await pagina.getByRole('heading', { name: 'Attivare il secondo fattore' }).waitFor();
      await pagina.getByRole('button', { name: 'Usa un’app sul telefono' }).click();
      await pagina.getByRole('img', { name: 'Codice QR da inquadrare con l’app' }).waitFor();
      expect(await violazioni(pagina)).toEqual([]);
      await pagina.screenshot({ path: '/tmp/sf-attiva-360.png', fullPage: true });
      const segreto = (await pagina.locator('form code').textContent()) ?? '';
      await pagina.getByLabel('Codice dell’app').fill(codice(segreto));
      await pagina.keyboard.press('Enter');
      await pagina.getByRole('group', { name: 'Codici di recupero' }).waitFor();
      expect(await pagina.locator('.codici-recupero li').count()).toBe(10);
      expect(await violazioni(pagina)).toEqual([]);
      await pagina.screenshot({ path: '/tmp/sf-codici-360.png', fullPage: true });
      await pagina.getByRole('button', { name: 'Li ho conservati: entra' }).click();
      await pagina.getByRole('link', { name: 'Tabularium, inizio' }).waitFor();
      passaUnMinuto();
      await esci(pagina);
      await primoFattore(pagina, 'operatore');
      const campo = pagina.getByLabel('Codice dell’app, o di recupero');
      await campo.fill('000000');
      await pagina.keyboard.press('Enter');
      await pagina.getByText('Il codice non è corretto').waitFor();
      expect(await violazioni(pagina)).toEqual([]);
      await pagina.screenshot({ path: '/tmp/sf-codice-360.png', fullPage: true });
      await campo.fill(codice(segreto));
      await pagina.keyboard.press('Enter');
      await pagina.getByRole('link', { name: 'Tabularium, inizio' }).waitFor();
      expect(posto.lamentele).toEqual([]);
      await posto.contesto.close();
    },
  );

  test(
    'una passkey del browser si aggiunge dal profilo, vale dopo la password e fa entrare da sola',
    { timeout: 120_000 },
    async () => {
      const posto = await schermo.postazione();
      const { pagina } = posto;
      const cdp = await posto.contesto.newCDPSession(pagina);
      await cdp.send('WebAuthn.enable');
      await cdp.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          transport: 'internal',
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
        },
      });
      await schermo.entra(posto, 'rsp');
      await pagina.goto('/profilo/secondo-fattore');
      await pagina.getByLabel('Nome della passkey').fill('Portatile');
      await pagina.getByRole('button', { name: 'Aggiungi una passkey' }).click();
      await pagina.getByRole('button', { name: 'Li ho conservati' }).waitFor();
      await pagina.getByRole('button', { name: 'Togli Portatile' }).waitFor();
      expect(await violazioni(pagina)).toEqual([]);
      await pagina.screenshot({ path: '/tmp/sf-profilo-1440.png', fullPage: true });
      await esci(pagina);
      await primoFattore(pagina, 'rsp');
      await pagina.getByRole('button', { name: 'Usa una passkey' }).click();
      await pagina.getByRole('link', { name: 'Tabularium, inizio' }).waitFor();
      await esci(pagina);
      expect(await violazioni(pagina)).toEqual([]);
      await pagina.screenshot({ path: '/tmp/sf-accesso-1440.png', fullPage: true });
      await pagina.getByRole('button', { name: 'Accedi con una passkey' }).click();
      await pagina.getByRole('link', { name: 'Tabularium, inizio' }).waitFor();
      expect(posto.lamentele).toEqual([]);
      await posto.contesto.close();
    },
  );
});
