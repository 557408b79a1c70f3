import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sporgenze, violazioni } from '../support/accessibilita.ts';
import { arrivoDiCarta } from '../support/carte-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { apriSchermo, type Postazione, type Schermo } from '../support/schermo.ts';

const giorno = (fra: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Rome' }).format(
    new Date(Date.now() + fra * 86_400_000),
  );
const leggibile = (quando: string): string => quando.split('-').reverse().join('/');

const larghezze = [
  [360, 740],
  [1440, 900],
] as const;

/** With `TABULARIUM_FOTO` set to a folder, leaves there a picture of the screen at both widths. */
async function scatta(pagina: Page, nome: string): Promise<void> {
  const cartella = process.env.TABULARIUM_FOTO;
  if (!cartella) return;
  for (const [width, height] of larghezze) {
    await pagina.setViewportSize({ width, height });
    await expect.poll(() => pagina.locator('.attesa').count(), { timeout: 20_000 }).toBe(0);
    await pagina.screenshot({ path: `${cartella}/${nome}-${width}.png`, fullPage: true });
  }
}

/** The same, and nothing is wrong with it at either width. */
async function foto(pagina: Page, nome: string): Promise<void> {
  await scatta(pagina, nome);
  for (const [width, height] of larghezze) {
    await pagina.setViewportSize({ width, height });
    await expect.poll(() => pagina.locator('.attesa').count(), { timeout: 20_000 }).toBe(0);
    expect([nome, width, await sporgenze(pagina)]).toEqual([nome, width, '']);
    expect([nome, width, await violazioni(pagina)]).toEqual([nome, width, []]);
  }
}

describe.skipIf(manca('chromium'))('l’organigramma sullo schermo', () => {
  let schermo: Schermo;
  let admin: Postazione;
  beforeAll(async () => {
    schermo = await apriSchermo();
    const { stato } = await schermo.prodotto.chiama('operatore', 'POST', '/registri/PG/registrazioni', {
      corpo: arrivoDiCarta({ unitaCompetente: 'tecnico' }),
    });
    expect(stato).toBe(201);
    admin = await schermo.postazione();
    await schermo.entra(admin, 'admin');
  }, 120_000);
  afterAll(() => schermo.chiudi());

  test('un ufficio si trova con le frecce, si istituisce, si decide che cosa cambierà, si chiude con chi continua; e il giorno prima era diverso', async () => {
    const { pagina, lamentele } = admin;
    await pagina.goto('/organigramma/chiusi');
    await pagina.getByText('Nessun ufficio chiuso').waitFor();
    await scatta(pagina, 'chiusi-vuoto');
    await pagina
      .getByRole('navigation', { name: 'Principale' })
      .getByRole('link', { name: 'Organigramma' })
      .click();
    const albero = pagina.getByRole('tree', { name: 'Uffici' });
    await albero.getByRole('treeitem', { name: /^Area Affari generali/ }).focus();
    await pagina.keyboard.press('ArrowLeft');
    await expect.poll(() => albero.getByRole('treeitem').count()).toBe(3);
    await pagina.keyboard.press('ArrowRight');
    await pagina.keyboard.press('ArrowRight');
    await pagina.keyboard.press('Enter');
    await pagina.getByRole('region', { name: 'Ufficio Protocollo' }).getByText('Prova-rsp Anna').waitFor();
    expect(await pagina.evaluate(() => document.activeElement?.getAttribute('data-codice'))).toBe(
      'protocollo',
    );
    await foto(pagina, 'organigramma');

    await pagina.getByRole('button', { name: 'Nuovo ufficio', exact: true }).click();
    const nuovo = pagina.getByRole('dialog', { name: 'Nuovo ufficio' });
    await nuovo.getByLabel('Codice (obbligatorio)').fill('tecnico');
    await nuovo.getByLabel('Nome dell’ufficio').fill('Servizio Lavori pubblici');
    await nuovo.getByLabel('Tipo').selectOption('servizio');
    await nuovo.getByLabel('Fa parte di').selectOption('affari-generali');
    await nuovo.getByLabel('E-mail').fill('lavori@prova1.example');
    await nuovo.getByLabel('Atto che lo dispone').fill('Deliberazione n. 40');
    await nuovo.getByRole('button', { name: 'Istituisci l’ufficio' }).click();
    await nuovo.locator('.campo__errore', { hasText: 'C’è già un’unità' }).waitFor();
    await scatta(pagina, 'nuovo-ufficio');
    await nuovo.getByLabel('Codice (obbligatorio)').fill('lavori');
    await nuovo.getByLabel('Codice (obbligatorio)').press('Enter');
    await nuovo.waitFor({ state: 'detached' });
    const lavori = pagina.getByRole('region', { name: 'Servizio Lavori pubblici' });
    await lavori.getByRole('link', { name: 'lavori@prova1.example' }).waitFor();

    await lavori.getByRole('button', { name: 'Cambia…' }).click();
    const cambia = pagina.getByRole('dialog', { name: 'Cambia «Servizio Lavori pubblici»' });
    await cambia.getByLabel('Nome dell’ufficio').fill('Servizio Opere pubbliche');
    await cambia.getByLabel('Vale dal').fill(giorno(30));
    await cambia.getByLabel('Atto che lo dispone').fill('Deliberazione n. 41');
    await cambia.getByRole('button', { name: 'Cambia l’ufficio' }).click();
    await cambia.waitFor({ state: 'detached' });
    await lavori.getByText('(«Servizio Opere pubbliche»)').waitFor();
    await pagina.getByText('Una variazione decisa per i prossimi giorni').click();
    await foto(pagina, 'in-arrivo');
    await pagina.getByLabel('Com’era, o come sarà, il giorno').fill(giorno(30));
    await albero.getByRole('treeitem', { name: /^Servizio Opere pubbliche/ }).waitFor();
    await pagina.getByRole('button', { name: 'Torna a oggi' }).click();
    await lavori.getByRole('button', { name: /^Ritira/ }).click();
    await lavori.getByRole('region', { name: 'In arrivo' }).waitFor({ state: 'detached' });

    await albero.getByRole('treeitem', { name: /^Ufficio Tecnico/ }).click();
    const tecnico = pagina.getByRole('region', { name: 'Ufficio Tecnico' });
    await tecnico.getByRole('button', { name: 'Chiudi…' }).click();
    const chiudi = pagina.getByRole('dialog', { name: 'Chiudi «Ufficio Tecnico»' });
    await chiudi.getByText('Un documento ancora aperto resta fermo').waitFor();
    await chiudi.getByLabel('Chi ne continua il lavoro').selectOption('lavori');
    await chiudi.getByText('passa a «Servizio Lavori pubblici»').waitFor();
    await chiudi.getByLabel('Atto che lo dispone').fill('Deliberazione n. 42');
    await foto(pagina, 'chiusura');
    await chiudi.getByRole('button', { name: 'Chiudi l’ufficio' }).click();
    await chiudi.waitFor({ state: 'detached' });
    await albero.getByRole('treeitem', { name: /^Ufficio Tecnico/ }).waitFor({ state: 'detached' });
    await tecnico.getByRole('link', { name: 'Servizio Lavori pubblici' }).waitFor();

    await pagina.getByLabel('Com’era, o come sarà, il giorno').fill(giorno(-1));
    await albero.getByRole('treeitem', { name: /^Ufficio Tecnico/ }).waitFor();
    expect(await albero.getByRole('treeitem', { name: /^Servizio Lavori/ }).count()).toBe(0);
    await tecnico.getByText(`Com’era il ${leggibile(giorno(-1))}`).waitFor();
    await scatta(pagina, 'organigramma-ieri');
    expect(lamentele).toEqual([]);
  }, 240_000);

  test('un CSV si importa dopo averne visto l’anteprima, e un ufficio chiuso senza successore ne trova uno', async () => {
    const { pagina, lamentele } = admin;
    const { testo } = await schermo.prodotto.chiama('admin', 'GET', '/organigramma/esportazione.csv');
    const senza = testo.split('\r\n').filter((r) => !r.startsWith('ragioneria') && r !== '');
    const nuove = Array.from({ length: 60 }, (_, i) => `sett-${i};Settore numero ${i};ufficio;lavori;no;sì`);
    const file = (righe: string[]) => ({
      name: 'organigramma.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from([...senza, ...righe].join('\r\n')),
    });
    await pagina.goto('/organigramma/importa');
    await pagina
      .getByLabel('File CSV')
      .setInputFiles(file([...nuove, 'rotta;Ufficio rotto;ufficio;nessuna', 'x;Ufficio x;reparto;']));
    await pagina.getByLabel('Atto che lo dispone').fill('Deliberazione n. 43');
    await pagina.getByLabel('Chiudi gli uffici che il file non nomina').check();
    await pagina.getByRole('button', { name: 'Guarda l’anteprima' }).click();
    const anteprima = pagina.getByRole('region', { name: 'Anteprima' });
    await anteprima.getByText('padre: l’unità «nessuna» non esiste.').waitFor();
    await scatta(pagina, 'importa-errori');
    await pagina.getByLabel('File CSV').setInputFiles(file(nuove));
    await anteprima.waitFor({ state: 'detached' });
    await pagina.getByRole('button', { name: 'Guarda l’anteprima' }).click();
    await anteprima.getByText('60 nuovi, 0 da cambiare, 1 da chiudere').waitFor();
    await foto(pagina, 'importa');
    await anteprima.getByRole('button', { name: 'Conferma: vale da oggi' }).click();
    await pagina.getByText('Nuovi 60, cambiati 0, chiusi 1, da oggi.').waitFor();
    await pagina.getByRole('link', { name: 'Vai all’organigramma' }).click();
    await pagina.getByText('Oggi: 64 uffici.').waitFor();
    await pagina.getByLabel('Cerca un ufficio').fill('numero 42');
    await expect.poll(() => pagina.getByRole('treeitem').count()).toBe(3);
    await pagina.getByRole('treeitem', { name: /^Settore numero 42/ }).click();
    await pagina
      .getByRole('region', { name: 'Settore numero 42' })
      .getByText('Nessuno vi è autorizzato.')
      .waitFor();
    await pagina.getByLabel('Cerca un ufficio').fill('');
    await scatta(pagina, 'organigramma-pieno');

    await pagina.getByRole('link', { name: 'Uffici chiusi' }).click();
    await pagina.getByRole('button', { name: /^Indica chi continua/ }).waitFor();
    await foto(pagina, 'chiusi');
    await pagina.getByRole('button', { name: /^Indica chi continua/ }).click();
    const finestra = pagina.getByRole('dialog');
    await finestra.getByLabel('Chi ne continua il lavoro').selectOption('anagrafe');
    await finestra.getByRole('button', { name: 'Indica chi continua' }).click();
    await finestra.waitFor({ state: 'detached' });
    await pagina.getByText('continua «Ufficio Anagrafe»').waitFor();
    expect(lamentele).toEqual([]);
  }, 240_000);

  test('le nomine dicono chi è in carica; una seconda che si sovrappone è rifiutata accanto al campo, e chi succede fa cessare chi c’era', async () => {
    const { pagina, lamentele } = admin;
    await pagina.goto('/amministrazione/nomine');
    const rsp = pagina.getByRole('region', { name: 'Responsabile del servizio protocollo (RSP)' });
    await rsp.getByText('Prova-rsp Anna', { exact: true }).waitFor();
    const modulo = pagina.getByRole('form', { name: 'Nuova nomina' });
    await modulo
      .getByLabel('Chi è nominato')
      .selectOption({ label: 'Prova-operatore Anna, Ufficio Protocollo' });
    await modulo.getByLabel('Dal', { exact: false }).first().fill(giorno(10));
    await modulo.getByLabel('Atto di nomina').fill('Decreto n. 7');
    await modulo.getByLabel('Succede a Prova-rsp Anna').uncheck();
    await modulo.getByRole('button', { name: 'Registra la nomina' }).click();
    await modulo.locator('.campo__errore', { hasText: 'Ce n’è sempre uno solo' }).waitFor();
    await scatta(pagina, 'nomine-rifiuto');
    await modulo.getByLabel('Succede a Prova-rsp Anna').check();
    await modulo.getByRole('button', { name: 'Registra la nomina' }).click();
    await rsp.getByText('dovrà cominciare').waitFor();
    await rsp.getByText(`al ${leggibile(giorno(9))}`).waitFor();
    await foto(pagina, 'nomine');
    await rsp.getByRole('button', { name: /^Ritira/ }).click();
    await rsp.getByText('dovrà cominciare').waitFor({ state: 'detached' });

    await modulo.getByLabel('Ufficio').selectOption('segretario');
    await modulo
      .getByLabel('Chi è nominato')
      .selectOption({ label: 'Prova-ragioniere Anna, Ufficio Ragioneria' });
    await modulo.getByLabel('Dal', { exact: false }).first().fill(giorno(-5));
    await modulo.getByLabel('Atto di nomina').fill('Decreto n. 8');
    await modulo.getByRole('button', { name: 'Registra la nomina' }).click();
    const segretario = pagina.getByRole('region', { name: 'Segretario' });
    await segretario.getByRole('button', { name: /^Fai cessare/ }).click();
    const fine = pagina.getByRole('dialog');
    await fine.getByLabel('Ultimo giorno').fill(giorno(-1));
    await scatta(pagina, 'nomina-fine');
    await fine.getByRole('button', { name: 'Fai cessare', exact: true }).click();
    await segretario.getByText('Nessuno è in carica oggi.').waitFor();
    await segretario.getByText('Chi lo è stato (1)').click();
    expect(lamentele).toEqual([]);

    // Who may only read sees all of it, and no button.
    const lettore = await schermo.postazione();
    await schermo.entra(lettore, 'consultazione');
    await lettore.pagina.goto('/organigramma?unita=protocollo');
    await lettore.pagina.getByRole('region', { name: 'Ufficio Protocollo' }).waitFor();
    expect(await lettore.pagina.getByRole('button', { name: /Nuovo ufficio|Cambia|Chiudi…/ }).count()).toBe(
      0,
    );
    expect(await lettore.pagina.getByRole('link', { name: 'Importa' }).count()).toBe(0);
    expect(lettore.lamentele).toEqual([]);
    await lettore.contesto.close();
  }, 120_000);
});
