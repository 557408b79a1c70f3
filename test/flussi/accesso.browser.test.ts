import pg from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guarda, violazioni } from '../support/accessibilita.ts';
import { PASSWORD_DI_PROVA } from '../support/ente-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

const NUOVA = 'un treno carico di nebbia';
const POLITICHE = `Uso degli strumenti

Gli strumenti informatici servono al lavoro d’ufficio. ${'Le credenziali sono personali e non si cedono a nessuno. '.repeat(30)}

Posta elettronica

Gli allegati di mittenti sconosciuti si aprono con prudenza.`;

describe.skipIf(manca('chromium'))('l’accesso e il profilo', { timeout: 120_000 }, () => {
  let schermo: Schermo;
  let superutente: pg.Client;
  beforeAll(async () => {
    schermo = await apriSchermo();
    superutente = new pg.Client(schermo.prodotto.banca.urlSuperutente);
    await superutente.connect();
  }, 120_000);
  afterAll(async () => {
    await superutente.end();
    await schermo.chiudi();
  });

  const accedi = async (pagina: Page, utente: string, password = PASSWORD_DI_PROVA): Promise<void> => {
    await pagina.goto('/');
    await pagina.getByLabel('Nome utente').fill(utente);
    await pagina.getByLabel('Password', { exact: true }).fill(password);
    await pagina.keyboard.press('Enter');
  };
  /** Axe at the two widths, and a picture where one was asked for. */
  const controlla = async (pagina: Page, nome: string): Promise<void> => {
    for (const larghezza of [360, 1440]) {
      await pagina.setViewportSize({ width: larghezza, height: 900 });
      expect(await violazioni(pagina)).toEqual([]);
      const larga = await pagina.evaluate(() => document.documentElement.scrollWidth);
      expect(larga).toBeLessThanOrEqual(larghezza);
      const cartella = process.env.TABULARIUM_SCHERMATE;
      if (cartella) await pagina.screenshot({ path: `${cartella}/${nome}-${larghezza}.png`, fullPage: true });
    }
  };

  test('con la password iniziale si arriva alla scelta della propria, guidati mentre si scrive, e poi si lavora', async () => {
    await superutente.query(`UPDATE utente SET password_da_cambiare = true WHERE nome_utente = 'anagrafe'`);
    const { pagina, lamentele, contesto } = await schermo.postazione();
    await accedi(pagina, 'anagrafe');
    await pagina.getByRole('heading', { name: 'Scegliere una password' }).waitFor();
    expect(await pagina.getByRole('link', { name: 'Tabularium, inizio' }).isVisible()).toBe(false);
    const nuova = pagina.getByLabel('Password nuova', { exact: true });
    await nuova.fill('breve');
    await pagina.getByText('Mancano 7 caratteri.').waitFor();
    await nuova.fill('Password2026!');
    await pagina.getByText('La password si indovina').waitFor();
    await controlla(pagina, 'cambio-dovuto');
    await nuova.fill(NUOVA);
    await pagina.getByText('Va bene.', { exact: true }).waitFor();
    await pagina.getByRole('button', { name: 'Mostra la password nuova' }).click();
    expect(await nuova.getAttribute('type')).toBe('text');
    await pagina.getByLabel('Password attuale').fill('non è questa di certo');
    await pagina.keyboard.press('Enter');
    await pagina.getByText('La password attuale non è corretta.').first().waitFor();
    await pagina.getByLabel('Password attuale').fill(PASSWORD_DI_PROVA);
    await pagina.keyboard.press('Enter');
    await pagina.getByRole('link', { name: 'Tabularium, inizio' }).waitFor();
    expect(lamentele).toEqual([]);
    await contesto.close();
  });

  test('le politiche pubblicate dal responsabile si leggono e si confermano prima di lavorare', async () => {
    const rsp = await schermo.postazione();
    await schermo.entra(rsp, 'rsp');
    await rsp.pagina.goto('/amministrazione/politiche');
    await rsp.pagina.getByText('Nessuna versione, per ora').waitFor();
    await rsp.pagina.getByLabel('Testo della versione 1').fill(POLITICHE);
    await controlla(rsp.pagina, 'politiche-nuove');
    await rsp.pagina.getByRole('button', { name: 'Pubblica: tutti dovranno confermarla' }).click();
    await rsp.pagina.getByRole('heading', { name: 'Politiche di uso accettabile', level: 1 }).waitFor();
    await rsp.pagina.getByRole('button', { name: 'Dichiaro di averle lette' }).click();
    await rsp.pagina.getByText('Confermata da 1, da confermare per').waitFor();
    await controlla(rsp.pagina, 'politiche');

    const { pagina, lamentele, contesto } = await schermo.postazione();
    await accedi(pagina, 'operatore');
    await pagina.getByRole('region', { name: 'Testo delle politiche' }).waitFor();
    await controlla(pagina, 'politiche-da-confermare');
    await pagina.getByRole('button', { name: 'Dichiaro di averle lette' }).click();
    await pagina.getByRole('link', { name: 'Tabularium, inizio' }).waitFor();
    await pagina.reload();
    await pagina.getByRole('link', { name: 'Tabularium, inizio' }).waitFor();
    await rsp.pagina.reload();
    await rsp.pagina.getByText('Confermata da 2').waitFor();
    expect([...lamentele, ...rsp.lamentele]).toEqual([]);
    await contesto.close();
    await rsp.contesto.close();
    await superutente.query(
      `INSERT INTO conferma_politica (ente_id, utente_id, versione) SELECT ente_id, id, 1 FROM utente ON CONFLICT DO NOTHING`,
    );
  });

  test('dal profilo si vede dove si è entrati e si chiudono le altre sessioni', async () => {
    const casa = await schermo.postazione();
    await schermo.entra(casa, 'tecnico');
    const ufficio = await schermo.postazione();
    await schermo.entra(ufficio, 'tecnico');
    await ufficio.pagina.getByRole('button', { name: /Anna Prova-tecnico/ }).click();
    await ufficio.pagina.getByRole('link', { name: 'Il mio profilo' }).click();
    await ufficio.pagina.getByRole('heading', { name: 'Il mio profilo' }).waitFor();
    await ufficio.pagina.getByText('· questa').waitFor();
    await controlla(ufficio.pagina, 'profilo');
    await ufficio.pagina.getByRole('button', { name: 'Chiudi tutte le altre' }).click();
    await expect
      .poll(() => ufficio.pagina.getByRole('button', { name: /Chiudi la sessione di/ }).count())
      .toBe(0);
    await casa.pagina.reload();
    await casa.pagina.getByRole('heading', { name: 'Accesso al protocollo' }).waitFor();
    expect([...casa.lamentele, ...ufficio.lamentele]).toEqual([]);
    await casa.contesto.close();
    await ufficio.contesto.close();
  });

  test('una password vicina alla scadenza lo dice in ogni schermata, con la via per cambiarla', async () => {
    await superutente.query(
      `UPDATE utente SET password_cambiata_il = now() - interval '6 months' + interval '5 days' WHERE nome_utente = 'ragioniere'`,
    );
    const postazione = await schermo.postazione(360);
    await schermo.entra(postazione, 'ragioniere');
    const { pagina, contesto } = postazione;
    await pagina.getByText('La password scade il').waitFor();
    await controlla(pagina, 'scadenza');
    await pagina.getByRole('link', { name: 'Cambiala ora' }).click();
    await pagina.getByRole('heading', { name: 'Il mio profilo' }).waitFor();
    await contesto.close();
  });

  test('una password che scade durante il lavoro lascia sotto ciò che si scriveva', async () => {
    const postazione = await schermo.postazione();
    await schermo.entra(postazione, 'operatore');
    const { pagina, contesto } = postazione;
    await pagina.goto('/registra');
    await pagina.getByLabel('Oggetto').fill('Richiesta di accesso agli atti');
    await superutente.query(
      `UPDATE utente SET password_cambiata_il = now() - interval '7 months' WHERE nome_utente = 'operatore'`,
    );
    await pagina.keyboard.press('Control+Enter');
    await pagina.getByText('La password è scaduta il').waitFor();
    await pagina.getByLabel('Password attuale').fill(PASSWORD_DI_PROVA);
    await pagina.getByLabel('Password nuova', { exact: true }).fill(NUOVA);
    await pagina.keyboard.press('Enter');
    await pagina.getByLabel('Oggetto').waitFor();
    expect(await pagina.getByLabel('Oggetto').inputValue()).toBe('Richiesta di accesso agli atti');
    await contesto.close();
  });

  test('chi ha dimenticato la password trova la via dall’accesso; il gettone non resta nell’indirizzo', async () => {
    const { pagina, lamentele, contesto } = await schermo.postazione(360);
    await pagina.goto('/');
    await pagina.getByRole('link', { name: 'Password dimenticata?' }).waitFor();
    await controlla(pagina, 'accesso');
    await pagina.getByRole('link', { name: 'Password dimenticata?' }).click();
    await pagina.getByText('La password nuova la dà l’amministratore').waitFor();
    await controlla(pagina, 'recupero');
    await pagina.goto('/recupero#gettone.inventato');
    await pagina.reload();
    await pagina.goto('/');
    await pagina.goto('/recupero#gettone.inventato');
    await pagina.getByLabel('Password nuova', { exact: true }).fill(NUOVA);
    expect(pagina.url()).toMatch(/\/recupero$/);
    await pagina.keyboard.press('Enter');
    await pagina.getByText('non vale più').waitFor();
    await controlla(pagina, 'recupero-scelta');
    expect(lamentele).toEqual([]);
    await contesto.close();
  });

  test('il profilo e le politiche sono accessibili a chi le vede e non scorrono in orizzontale', async () => {
    expect(
      await guarda(
        schermo,
        { admin: ['/profilo', '/amministrazione/politiche'], nuovo: ['/profilo'] },
        [360],
      ),
    ).toEqual([]);
  }, 120_000);
});
