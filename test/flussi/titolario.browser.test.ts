import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sporgenze, violazioni } from '../support/accessibilita.ts';
import { manca } from '../support/pacchetti.ts';
import { apriSchermo, type Postazione, type Schermo } from '../support/schermo.ts';

const ANNO = new Date().getFullYear();

/** With `TABULARIUM_FOTO` set to a folder, leaves there a picture of each screen at both widths. */
async function foto(pagina: Page, nome: string): Promise<void> {
  const cartella = process.env.TABULARIUM_FOTO;
  for (const [larghezza, altezza] of [
    [360, 740],
    [1440, 900],
  ] as const) {
    await pagina.setViewportSize({ width: larghezza, height: altezza });
    await expect.poll(() => pagina.locator('.attesa').count(), { timeout: 20_000 }).toBe(0);
    expect([nome, larghezza, await sporgenze(pagina)]).toEqual([nome, larghezza, '']);
    expect([nome, larghezza, await violazioni(pagina)]).toEqual([nome, larghezza, []]);
    if (cartella) await pagina.screenshot({ path: `${cartella}/${nome}-${larghezza}.png` });
  }
}

describe.skipIf(manca('chromium'))('il titolario sullo schermo', () => {
  let schermo: Schermo;
  let rsp: Postazione;
  beforeAll(async () => {
    schermo = await apriSchermo();
    rsp = await schermo.postazione();
    await schermo.entra(rsp, 'rsp');
  }, 120_000);
  afterAll(() => schermo.chiudi());

  test('una voce si cerca, si apre, e dice che cosa vi si conserva e che cosa è stata', async () => {
    const { pagina } = rsp;
    await pagina.goto('/titolario');
    await pagina.getByLabel('Cerca una voce').fill('edilizia privata');
    await pagina.getByRole('link', { name: 'VI.3 Edilizia privata' }).click();
    const scheda = pagina.getByRole('region', { name: 'VI.3 Edilizia privata' });
    await scheda.getByText('Autorizzazioni edilizie').waitFor();
    await scheda.getByText('dal 01/01/2016 in poi').waitFor();
    expect(pagina.url()).toContain('voce=VI.3');
    await foto(pagina, 'titolario-voce');
    await pagina.getByLabel('Come era il giorno').fill('2015-06-01');
    await pagina.getByText('Nessun titolario era in uso il 01/06/2015.').waitFor();
    await foto(pagina, 'titolario-2015');
  }, 120_000);

  test('il responsabile prepara una bozza, la confronta e la pubblica con la tastiera; chi classifica lo legge nella campanella', async () => {
    const { pagina } = rsp;
    await pagina.goto('/titolario/versioni');
    await pagina.getByLabel('Nome della versione').fill('Titolario nuovo');
    await foto(pagina, 'versioni');
    await pagina.keyboard.press('Enter');
    await pagina.getByRole('heading', { name: 'Titolario «Titolario nuovo»' }).waitFor();

    await pagina.getByLabel('Organo e atto').fill('Deliberazione della Giunta comunale');
    await pagina.getByLabel('Numero dell’atto').fill('12');
    await pagina.getByLabel('Data dell’atto').fill(`${ANNO}-03-02`);
    await pagina.getByLabel('Approvato (esecutivo) dal').fill(`${ANNO}-03-10`);
    await pagina.getByLabel('Istruzioni a chi classifica').fill('Per il turismo si usa la classe nuova.');
    await pagina.getByLabel('Numero dell’atto').press('Enter');
    await pagina.getByText('Atto salvato').waitFor({ state: 'attached' });

    await pagina.getByLabel('Cerca nella bozza').fill('VI.3');
    const modifica = pagina.getByRole('button', { name: 'Modifica VI.3' });
    await modifica.focus();
    await pagina.keyboard.press('Enter');
    const finestra = pagina.getByRole('dialog', { name: 'Modifica VI.3' });
    await finestra.getByLabel('Testo').fill('Edilizia privata e sportello unico');
    await foto(pagina, 'bozza-voce');
    await pagina.keyboard.press('Enter');
    await finestra.waitFor({ state: 'detached' });
    await pagina.getByText('Edilizia privata e sportello unico').waitFor();

    await pagina.getByLabel('Cerca nella bozza').fill('');
    await pagina.getByRole('button', { name: 'Aggiungi sotto VIII', exact: true }).click();
    await pagina.getByLabel('Testo').fill('Turismo');
    await pagina.keyboard.press('Enter');
    await pagina.getByText('VIII.8: salvata').waitFor({ state: 'attached' });
    await foto(pagina, 'bozza');
    await pagina.getByLabel('Confronto con quella in uso').check();
    await pagina.getByRole('heading', { name: '2 differenze da' }).waitFor();
    await foto(pagina, 'bozza-confronto');

    await pagina.getByRole('button', { name: 'Pubblica…' }).click();
    const pubblica = pagina.getByRole('dialog', { name: 'Pubblicare «Titolario nuovo»?' });
    expect(await pubblica.getByLabel('In uso dal').inputValue()).toBe(`${ANNO + 1}-01-01`);
    await pubblica.getByLabel('In uso dal').fill(`${ANNO + 1}-07-01`);
    await pagina.keyboard.press('Enter');
    await pubblica.getByLabel('Come responsabile confermo').waitFor();
    await foto(pagina, 'pubblicazione');
    await pubblica.getByLabel('In uso dal').fill(`${ANNO + 1}-01-01`);
    await pubblica.getByLabel('In uso dal').press('Enter');
    await pubblica.waitFor({ state: 'detached' });
    await pagina.getByText('futura').waitFor();
    await foto(pagina, 'versione-pubblicata');

    const operatore = await schermo.postazione();
    await schermo.entra(operatore, 'operatore');
    await operatore.pagina.getByRole('link', { name: 'Comunicazioni 1 da leggere' }).click();
    await operatore.pagina.getByText('Per il turismo si usa la classe nuova.').waitFor();
    await operatore.pagina.getByRole('cell', { name: 'VIII.8 Turismo' }).waitFor();
    await foto(operatore.pagina, 'comunicazioni');
    await operatore.pagina.getByRole('button', { name: 'Segna come letta' }).click();
    await operatore.pagina.getByRole('link', { name: 'Comunicazioni', exact: true }).waitFor();
    expect(operatore.lamentele).toEqual([]);
    await operatore.contesto.close();
  }, 120_000);

  test('il prontuario trova mentre si scrive, e il campo di classificazione lo usa', async () => {
    const { pagina } = rsp;
    await pagina.goto('/prontuario');
    await pagina.getByText(/^\d{3,} voci$/).waitFor();
    await pagina.getByLabel('Cerca nel prontuario').fill('identita cart');
    await pagina.getByText("carta d'identità", { exact: true }).first().waitFor();
    await foto(pagina, 'prontuario');
    await pagina.getByRole('button', { name: 'Aggiungi A' }).click();
    const finestra = pagina.getByRole('dialog', { name: 'Nuova voce del prontuario' });
    await finestra.getByLabel('Parola o frase').fill('sagra della castagna');
    const campo = finestra.getByLabel('Porta alla voce');
    await campo.fill('ICI');
    await finestra.getByRole('option', { name: /^IV\.3 .*ICI/ }).waitFor();
    await foto(pagina, 'prontuario-voce');
    await campo.fill('sagra');
    await finestra.getByRole('option', { name: /^VII\.6/ }).waitFor();
    await campo.press('Enter');
    await finestra.getByRole('button', { name: 'Salva' }).click();
    await finestra.waitFor({ state: 'detached' });
    await pagina.getByLabel('Cerca nel prontuario').fill('castagna');
    await pagina.getByText('sagra della castagna', { exact: true }).first().waitFor();
    await pagina.getByLabel('Cerca nel prontuario').fill('xyzzy');
    await pagina.getByText('Nessuna voce con queste parole').waitFor();
    await foto(pagina, 'prontuario-vuoto');
  }, 120_000);

  test('un piano di conservazione si scrive voce per voce, e dice che cosa manca', async () => {
    const { pagina, lamentele } = rsp;
    await pagina.goto('/titolario/conservazione');
    await pagina.getByText('126 voci del titolario sono senza tempo di conservazione').waitFor();
    await foto(pagina, 'conservazione-vuota');
    await pagina.getByRole('button', { name: 'Nuova versione del piano' }).click();
    await pagina.getByLabel('Nome', { exact: false }).first().fill('Piano 2026');
    await pagina.getByLabel('Fonte').fill('Deliberazione di prova');
    await pagina.getByLabel('Conservazione di VI.3 Edilizia privata').selectOption('permanente');
    await pagina.getByLabel('Conservazione di I Amministrazione generale').selectOption('10');
    await foto(pagina, 'conservazione-nuova');
    await pagina.getByRole('button', { name: 'Carica il piano' }).click();
    await pagina.getByText('«Piano 2026»: caricate 2 righe.').waitFor();
    await pagina.getByText('108 voci del titolario sono senza tempo di conservazione').waitFor();
    await foto(pagina, 'conservazione');
    expect(lamentele).toEqual([]);
  }, 120_000);
});
