import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rotteDichiarate } from '#autorizzazioni';
import { PASSWORD_DI_PROVA } from '../support/ente-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { pdfDiProva } from '../support/pdf-da-mostrare.ts';
import { apriSchermo, type Postazione, type Schermo } from '../support/schermo.ts';

/** What goes on under the lock: to say who it is, to open it again, to leave. */
const DEL_BLOCCO = new Set([
  'GET /api/v1/sessione',
  'POST /api/v1/sessione/blocco',
  'POST /api/v1/sessione/sblocco',
  'POST /api/v1/sessione/passkey/opzioni',
  'POST /api/v1/sessione/passkey',
  'DELETE /api/v1/sessione',
]);
const OGGETTO = 'Richiesta di occupazione di suolo pubblico';

describe.skipIf(manca('chromium'))('ciò che si scrive non si perde', () => {
  let schermo: Schermo;
  beforeAll(async () => {
    schermo = await apriSchermo();
  }, 120_000);
  afterAll(() => schermo.chiudi());

  const registrazioni = async (): Promise<number> =>
    (await schermo.prodotto.chiama<{ totale: number }>('rsp', 'GET', '/registri/PG/registrazioni')).corpo
      .totale;

  /** What this browser keeps of drafts, as text. */
  const bozze = (pagina: Page): Promise<string[]> =>
    pagina.evaluate(
      () =>
        new Promise<string[]>((fatto, fallito) => {
          const aperta = indexedDB.open('tabularium');
          aperta.onerror = () => fallito(new Error('IndexedDB non si apre'));
          aperta.onsuccess = () => {
            const lette = aperta.result.transaction('bozze').objectStore('bozze').getAll();
            lette.onsuccess = () => {
              aperta.result.close();
              fatto(lette.result.map((bozza) => JSON.stringify(bozza)));
            };
          };
        }),
    );
  const conservata = async (pagina: Page, testo: string): Promise<void> =>
    await expect
      .poll(async () => (await bozze(pagina)).some((bozza) => bozza.includes(testo)), { timeout: 10_000 })
      .toBe(true);

  /** An arrival written half-way: file, anonymous sender, oggetto. */
  async function scrivi({ pagina }: Postazione): Promise<void> {
    await pagina
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'domanda.pdf', mimeType: 'application/pdf', buffer: await pdfDiProva() });
    await pagina.getByText('Documento principale').waitFor();
    await pagina.getByLabel('Mittente anonimo').check();
    await pagina.getByLabel('Oggetto').fill(OGGETTO);
    await conservata(pagina, OGGETTO);
  }

  const sblocca = async (pagina: Page, password = PASSWORD_DI_PROVA): Promise<void> => {
    await pagina.getByLabel('Password', { exact: true }).fill(password);
    await pagina.keyboard.press('Enter');
  };

  test('la bozza sopravvive al ricaricamento, documento compreso, e all’uscita non ne resta nulla', async () => {
    const postazione = await schermo.postazione();
    const { pagina, contesto, lamentele } = postazione;
    await schermo.entra(postazione, 'operatore');
    await scrivi(postazione);

    await pagina.reload();
    await pagina.getByText('Documento principale').waitFor();
    expect(await pagina.getByLabel('Oggetto').inputValue()).toBe(OGGETTO);
    expect(await pagina.getByLabel('Mittente anonimo').isChecked()).toBe(true);
    await pagina.getByRole('img', { name: 'Pagina 1 di 1 di domanda.pdf' }).waitFor();

    await pagina.getByRole('button', { name: /Prova-operatore/ }).click();
    await pagina.getByRole('button', { name: 'Esci' }).click();
    await pagina.getByRole('heading', { name: 'Accesso al protocollo' }).waitFor();
    expect(await bozze(pagina)).toEqual([]);

    await schermo.entra(postazione, 'operatore');
    expect(await pagina.getByLabel('Oggetto').inputValue()).toBe('');
    expect(await pagina.getByText('Documento principale').count()).toBe(0);
    expect(lamentele).toEqual([]);
    await contesto.close();
  });

  test('due schede scrivono due bozze, ciascuna ritrova la sua', async () => {
    const postazione = await schermo.postazione();
    const { pagina, contesto } = postazione;
    await schermo.entra(postazione, 'operatore');
    await pagina.getByLabel('Oggetto').fill('Bozza della prima scheda');
    await conservata(pagina, 'Bozza della prima scheda');
    const altra = await contesto.newPage();
    await altra.goto('/registra');
    expect(await altra.getByLabel('Oggetto').inputValue()).toBe('');
    await altra.getByLabel('Oggetto').fill('Bozza della seconda scheda');
    await conservata(altra, 'Bozza della seconda scheda');
    await pagina.reload();
    await altra.reload();
    expect(await pagina.getByLabel('Oggetto').inputValue()).toBe('Bozza della prima scheda');
    expect(await altra.getByLabel('Oggetto').inputValue()).toBe('Bozza della seconda scheda');
    await contesto.close();
  });

  test('RN-11.5-6 il blocco copre il lavoro e ferma ogni richiesta; la password sbagliata non lo apre, quella giusta lo rende com’era', async () => {
    const postazione = await schermo.postazione();
    const { pagina, contesto } = postazione;
    await schermo.entra(postazione, 'operatore');
    await scrivi(postazione);
    await pagina.getByRole('button', { name: /Prova-operatore/ }).click();
    await pagina.getByRole('button', { name: 'Blocca' }).click();
    await pagina.getByRole('heading', { name: 'Sessione bloccata' }).waitFor();
    expect(await pagina.getByLabel('Oggetto').isVisible()).toBe(false);

    // Every route with the cookie of the locked session: refused, but for those that say who it is, open it again or end it.
    const cookie = (await contesto.cookies()).map((c) => `${c.name}=${c.value}`).join('; ');
    const rotte = rotteDichiarate(schermo.prodotto.app).filter((r) => r.permesso !== 'pubblico');
    expect(rotte.length).toBeGreaterThan(150);
    const passate: string[] = [];
    for (const { metodo, url } of rotte.filter((r) => !DEL_BLOCCO.has(`${r.metodo} ${r.url}`))) {
      const r = await schermo.prodotto.app.inject({
        method: metodo as 'GET',
        url: url.replace(/:[a-zA-Z]+/g, '1'),
        headers: { cookie },
        ...(metodo !== 'GET' && { payload: {} }),
      });
      if (r.statusCode !== 401 || !r.body.includes('sessione.bloccata'))
        passate.push(`${metodo} ${url}: ${r.statusCode}`);
    }
    expect(passate).toEqual([]);

    await sblocca(pagina, 'sbagliata');
    await pagina.getByRole('alert').waitFor();
    await sblocca(pagina);
    await pagina.getByRole('heading', { name: 'Registra', level: 1 }).waitFor();
    expect(await pagina.getByLabel('Oggetto').inputValue()).toBe(OGGETTO);
    await contesto.close();
  });

  test('la registrazione chiesta a sessione bloccata o scaduta si conclude dopo, una volta sola', async () => {
    const postazione = await schermo.postazione();
    const { pagina, contesto } = postazione;
    await schermo.entra(postazione, 'operatore');
    const prima = await registrazioni();
    const esito = pagina.getByRole('region', { name: 'Ultima registrazione' });

    // Locked, or over, just as the request leaves: whatever else the page asks by itself would notice it before the key.
    const mentreParte = (accade: () => Promise<unknown>): Promise<unknown> =>
      pagina.route(
        '**/registri/PG/registrazioni',
        async (rotta) => {
          await accade();
          await rotta.continue();
        },
        { times: 1 },
      );
    await scrivi(postazione);
    await mentreParte(() => contesto.request.post('/api/v1/sessione/blocco'));
    await pagina.keyboard.press('Control+Enter');
    await pagina.getByRole('heading', { name: 'Sessione bloccata' }).waitFor();
    await sblocca(pagina);
    await esito.getByText('Registrato con il numero').waitFor();
    expect(await registrazioni()).toBe(prima + 1);

    await pagina.keyboard.press('n');
    await scrivi(postazione);
    await mentreParte(() => contesto.clearCookies());
    await pagina.keyboard.press('Control+Enter');
    await pagina.getByRole('heading', { name: 'Accedere di nuovo' }).waitFor();
    expect(await pagina.getByLabel('Nome utente').inputValue()).toBe('operatore');
    await sblocca(pagina);
    await esito.getByText('Registrato con il numero').waitFor();
    expect(await registrazioni()).toBe(prima + 2);
    await contesto.close();
  });
});
