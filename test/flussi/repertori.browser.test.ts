import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sporgenze, violazioni } from '../support/accessibilita.ts';
import { manca } from '../support/pacchetti.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

const ANNO = new Date().getFullYear();
const carta = {
  supporto: 'analogico',
  analogico: { esemplare: 'originale', unico: false, disponibile: true },
};

const difetti = async (pagina: Page): Promise<string[]> =>
  [...(await violazioni(pagina)), await sporgenze(pagina)].filter(Boolean);

describe.skipIf(manca('chromium'))('i repertori sullo schermo', () => {
  let schermo: Schermo;
  beforeAll(async () => {
    schermo = await apriSchermo();
  }, 120_000);
  afterAll(() => schermo.chiudi());

  test('dall’elenco al numero si registra un’ordinanza con la sola tastiera, e la ricerca in alto la ritrova', async () => {
    const postazione = await schermo.postazione();
    const { pagina, contesto, lamentele } = postazione;
    const tasti = pagina.keyboard;
    await schermo.entra(postazione, 'operatore');
    await pagina.goto('/repertori');
    await pagina.getByRole('link', { name: 'Atti rogati' }).waitFor();

    // To the box that filters, then J to the first that is left, and in.
    await pagina.getByLabel('Cerca un repertorio').focus();
    await tasti.type('ordinanze');
    await tasti.press('Escape');
    await pagina.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await tasti.press('j');
    await tasti.press('Enter');
    await pagina.getByRole('heading', { name: 'Ordinanze', level: 1 }).waitFor();
    await pagina.getByText('Il repertorio è ancora vuoto').waitFor();
    await tasti.press('a');
    await pagina.getByRole('heading', { name: 'Registra in «Ordinanze»' }).waitFor();

    // Of paper, at hand; no correspondent is asked for.
    await pagina.getByRole('radio', { name: 'Interno' }).waitFor();
    expect(await pagina.getByRole('radio', { name: 'Interno' }).isChecked()).toBe(true);
    await pagina.getByRole('radio', { name: /carta/i }).focus();
    await tasti.press('Space');
    await pagina.getByLabel('Il documento è qui, presso l’ufficio').focus();
    await tasti.press('Space');
    await pagina.getByLabel('Oggetto').focus();
    await tasti.type('Divieto di sosta in via Verdi per la fiera');
    await tasti.press('Control+Enter');
    const esito = pagina.getByRole('region', { name: 'Ultima registrazione' });
    await esito.getByText('Registrato con il numero').waitFor();
    expect(await esito.locator('strong').first().textContent()).toBe('0000001');
    await esito.getByText('almeno due').waitFor();

    await pagina.getByLabel('Cerca nel registro: numero/anno').focus();
    await tasti.type(`ordinanze 1/${ANNO}`);
    await tasti.press('Enter');
    await pagina.getByRole('heading', { name: `Registrazione ORDINANZE 0000001/${ANNO}` }).waitFor();
    expect(new URL(pagina.url()).pathname).toBe(`/repertori/ORDINANZE/${ANNO}/1`);
    // The tabs stay in the repertorio.
    await tasti.press('s');
    await pagina.getByRole('tab', { name: 'Storia', selected: true }).waitFor();
    expect(pagina.url()).toContain(`/repertori/ORDINANZE/${ANNO}/1?scheda=storia`);
    expect(lamentele).toEqual([]);
    await contesto.close();
  });

  test('il responsabile istituisce un repertorio e una serie, e vi mette il registro', async () => {
    const postazione = await schermo.postazione();
    const { pagina, contesto, lamentele } = postazione;
    await schermo.entra(postazione, 'rsp');
    await pagina.goto('/repertori/nuovo');
    await pagina.getByRole('textbox', { name: 'Codice (obbligatorio)' }).fill('passi_carrabili');
    await pagina.getByLabel('Denominazione').fill('Passi carrabili');
    await pagina.getByRole('radio', { name: 'Continua' }).check();
    await pagina.keyboard.press('Enter');
    await pagina.getByRole('heading', { name: 'Passi carrabili', level: 1 }).waitFor();
    await pagina.getByRole('link', { name: 'Modifica' }).click();
    await pagina.getByLabel('Ufficio Tecnico').check();
    await pagina.getByRole('button', { name: 'Salva' }).click();
    await pagina.getByText('registra: Ufficio Tecnico').waitFor();

    // Its own daily register, from now on: with the keyboard alone.
    await pagina.getByRole('link', { name: 'Modifica' }).focus();
    await pagina.keyboard.press('Enter');
    const chiedi = pagina.getByRole('button', { name: 'Fai il registro giornaliero' });
    await chiedi.focus();
    await pagina.keyboard.press('Enter');
    await pagina.getByRole('main').getByText('ha il registro giornaliero').waitFor();
    await pagina.goto('/repertori/PASSI_CARRABILI/modifica');
    await pagina.getByRole('button', { name: 'Smetti di fare il registro giornaliero' }).waitFor();

    await pagina.goto('/serie/nuova');
    await pagina.getByLabel('Denominazione').fill('Concessioni di suolo');
    await pagina.getByRole('button', { name: 'Istituisci la serie' }).click();
    await pagina.getByRole('alert').or(pagina.locator('.campo__errore')).first().waitFor();
    await pagina.getByRole('textbox', { name: 'Criterio' }).fill('Documenti della stessa forma, per anno');
    await pagina.getByRole('button', { name: 'Istituisci la serie' }).click();
    await pagina.getByRole('heading', { name: 'Concessioni di suolo', level: 1 }).waitFor();
    await pagina.getByLabel('Un registro').selectOption('PASSI_CARRABILI');
    await pagina.getByRole('button', { name: 'Aggiungi' }).click();
    await pagina.getByRole('link', { name: /Passi carrabili/ }).waitFor();
    expect(lamentele).toEqual([]);
    await contesto.close();
  });

  test.each([1440, 360])(
    'a %i px repertori e serie non scorrono di lato e axe non trova difetti, vuoti e pieni',
    { timeout: 180_000 },
    async (larghezza) => {
      const { prodotto } = schermo;
      for (let i = 0; i < 3; i++)
        await prodotto.chiama('operatore', 'POST', '/registri/CONTRATTI/registrazioni', {
          corpo: {
            ...carta,
            oggetto: `Contratto di appalto n. ${i + 1} per la manutenzione straordinaria delle strade comunali e delle loro pertinenze`,
            originali: [{ dove: 'repertorio', luogo: 'Segreteria, volume dei contratti' }],
          },
        });
      const serie = await prodotto.chiama<{ id: string }>('rsp', 'POST', '/serie', {
        corpo: {
          denominazione: `Contratti e convenzioni, vista a ${larghezza} px`,
          criterio: 'Documenti della stessa natura, per anno e numero di repertorio',
          tipoCriterio: 'natura',
        },
      });
      await prodotto.chiama('rsp', 'POST', `/serie/${serie.corpo.id}/unita`, {
        corpo: { registro: 'CONTRATTI' },
      });
      const postazione = await schermo.postazione(larghezza);
      const { pagina, contesto, lamentele } = postazione;
      await schermo.entra(postazione, 'rsp');
      for (const percorso of [
        '/repertori',
        '/repertori/nuovo',
        '/repertori/REVERSALI',
        '/repertori/CONTRATTI',
        '/repertori/CONTRATTI/modifica',
        '/repertori/CONTRATTI/registra',
        `/repertori/CONTRATTI/${ANNO}/1`,
        `/repertori/CONTRATTI/${ANNO}/1/annullamento`,
        '/repertori/NESSUNO',
        '/serie',
        '/serie/nuova',
        `/serie/${serie.corpo.id}`,
      ]) {
        await pagina.goto(percorso);
        await pagina.getByRole('heading', { level: 1 }).waitFor();
        await pagina.waitForLoadState('networkidle');
        expect([percorso, await difetti(pagina)]).toEqual([percorso, []]);
      }
      expect(lamentele).toEqual([]);
      await contesto.close();
    },
  );
});
