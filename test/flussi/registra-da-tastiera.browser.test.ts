import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD_DI_PROVA } from '../support/ente-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { pdfDiProva } from '../support/pdf-da-mostrare.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

describe.skipIf(manca('chromium'))('il lavoro di sportello senza mouse', () => {
  let schermo: Schermo;
  beforeAll(async () => {
    schermo = await apriSchermo();
  }, 120_000);
  afterAll(() => schermo.chiudi());

  test('RN-36.2a dall’accesso alla ricevuta si registra un documento in arrivo con la sola tastiera', async () => {
    const { pagina, contesto, lamentele } = await schermo.postazione();
    const tasti = pagina.keyboard;
    const fuoco = (): Promise<string> => pagina.evaluate(() => document.activeElement?.id ?? '');

    const buffer = await pdfDiProva();
    // What the person would choose in the window of the operating system, which is not ours to drive.
    pagina.on('filechooser', (scelta) => {
      void scelta.setFiles({ name: 'istanza.pdf', mimeType: 'application/pdf', buffer });
    });

    // Sign in: the cursor is already in the first field.
    await pagina.goto('/');
    await pagina.getByRole('heading', { name: 'Accesso al protocollo' }).waitFor();
    await tasti.type('operatore');
    await tasti.press('Tab');
    await tasti.type(PASSWORD_DI_PROVA);
    await tasti.press('Enter');
    await pagina.getByRole('heading', { name: 'Registra', level: 1 }).waitFor();

    // Which keys there are here.
    await tasti.press('?');
    await pagina.getByRole('heading', { name: 'Tasti di questa schermata' }).waitFor();
    await tasti.press('Escape');

    // N: a new arrival, from its first field, the document.
    await tasti.press('n');
    await expect.poll(fuoco, { timeout: 10_000 }).toBe('r-documenti');
    await tasti.press('Enter');
    await pagina.getByRole('img', { name: 'Pagina 1 di 1 di istanza.pdf' }).waitFor();

    // M: a sender who is not in the rubrica, written in place.
    await tasti.press('m');
    await tasti.type('Verdi Luca');
    await pagina.getByRole('option', { name: 'Nuovo persona Verdi Luca' }).waitFor();
    await tasti.press('Enter');
    await pagina.getByRole('group', { name: 'Nuovo corrispondente' }).waitFor();
    await tasti.press('Enter');
    await pagina.getByRole('list', { name: 'Mittente: scelti' }).getByText('Verdi Luca').waitFor();

    // Esc leaves the field, O goes to the oggetto, Tab to the means.
    await tasti.press('Escape');
    await tasti.press('o');
    await tasti.type('Istanza di permesso di costruire per una tettoia');
    await tasti.press('Tab');
    await tasti.type('Consegna diretta');
    await tasti.press('Control+Enter');

    const esito = pagina.getByRole('region', { name: 'Ultima registrazione' });
    await esito.getByText('Registrato con il numero').waitFor();
    expect(await esito.locator('strong').first().textContent()).toBe('0000001');
    // The next one can begin, and single keys are keys there.
    await expect.poll(fuoco, { timeout: 10_000 }).toBe('r-documenti');

    const ricevuta = contesto.waitForEvent('response', (r) => r.url().endsWith('/ricevuta.pdf'));
    await tasti.press('p');
    const risposta = await ricevuta;
    expect(risposta.status()).toBe(200);
    expect(risposta.headers()['content-type']).toBe('application/pdf');

    const { corpo } = await schermo.prodotto.chiama(
      'rsp',
      'GET',
      `/registri/PG/registrazioni/${new Date().getFullYear()}/1`,
    );
    expect(corpo).toMatchObject({
      flusso: 'E',
      oggetto: 'Istanza di permesso di costruire per una tettoia',
      mezzo: 'sportello',
      mittenti: [{ tipo: 'PF', cognome: 'Verdi', nome: 'Luca' }],
      documentoPrincipale: { nomeFile: 'istanza.pdf', formato: 'application/pdf' },
    });
    expect(lamentele).toEqual([]);
    await contesto.close();
  });

  test('mentre si scrive le lettere sono testo, e ciò che manca si raggiunge dall’elenco degli errori', async () => {
    const postazione = await schermo.postazione();
    await schermo.entra(postazione, 'operatore');
    const { pagina, contesto } = postazione;
    await pagina.keyboard.press('Escape');
    await pagina.keyboard.press('o');
    await pagina.keyboard.type('nuovi tasti: registra, annulla?');
    expect(await pagina.getByLabel('Oggetto').inputValue()).toBe('nuovi tasti: registra, annulla?');

    await pagina.keyboard.press('Control+Enter');
    await pagina.getByRole('heading', { name: 'Non è stato registrato nulla' }).waitFor();
    await pagina.keyboard.press('Tab');
    await pagina.keyboard.press('Tab');
    await pagina.keyboard.press('Enter');
    expect(await pagina.evaluate(() => document.activeElement?.id)).toBe('r-mittenti');
    expect(await pagina.getByLabel('Mittente', { exact: false }).first().getAttribute('aria-invalid')).toBe(
      'true',
    );
    expect(await pagina.getByLabel('Oggetto').inputValue()).toBe('nuovi tasti: registra, annulla?');
    await contesto.close();
  });

  test('due invii e una risposta persa fanno una sola registrazione', async () => {
    const postazione = await schermo.postazione();
    await schermo.entra(postazione, 'operatore');
    const { pagina, contesto } = postazione;
    let richieste = 0;
    await pagina.route('**/registri/PG/registrazioni', async (rotta) => {
      if (rotta.request().method() !== 'POST') return await rotta.continue();
      richieste += 1;
      if (richieste > 1) return await rotta.continue();
      // The server does it; its answer never comes back.
      await rotta.fetch();
      await rotta.abort('connectionreset');
    });
    const totale = async (): Promise<number> =>
      (await schermo.prodotto.chiama<{ totale: number }>('rsp', 'GET', '/registri/PG/registrazioni')).corpo
        .totale;
    const prima = await totale();
    await pagina.getByRole('radio', { name: 'Di carta' }).check();
    await pagina.getByLabel('Il documento è qui').check();
    await pagina.getByLabel('Mittente anonimo').check();
    await pagina.getByLabel('Oggetto').fill('Segnalazione anonima di una discarica');
    await pagina.keyboard.press('Control+Enter');
    await pagina.keyboard.press('Control+Enter');
    await pagina.getByRole('region', { name: 'Ultima registrazione' }).waitFor();
    expect(richieste).toBe(2);
    expect(await totale()).toBe(prima + 1);
    await contesto.close();
  });
});
