import { AxeBuilder } from '@axe-core/playwright';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UtenteDiProva } from '../support/ente-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { pdfDiProva } from '../support/pdf-da-mostrare.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

const ANNO = new Date().getFullYear();

/** Every screen, by who may see it. */
const schermate: Partial<Record<UtenteDiProva, string[]>> = {
  operatore: [
    '/registra',
    '/registro',
    '/registro?q=parole&flusso=E&stato=valida',
    `/registro/${ANNO}/1`,
    `/registro/${ANNO}/1?scheda=documenti`,
    `/registro/${ANNO}/1?scheda=storia`,
    `/registro/${ANNO}/2`,
    `/registro/${ANNO}/1/annullamento`,
    `/registro/${ANNO}/1/rettifica`,
    '/rubrica',
    '/rubrica?voce=nuova',
    '/titolario',
    '/pagina-che-non-esiste',
  ],
  rsp: ['/richieste', '/amministrazione/aoo', '/amministrazione/segnatura', '/amministrazione/deleghe'],
  admin: ['/amministrazione/chiavi', '/amministrazione/deleghe'],
  consultazione: ['/registro'],
  nuovo: ['/'],
};

/** Those that look different when there is nothing to show yet. */
const daVuote: Partial<Record<UtenteDiProva, string[]>> = {
  operatore: ['/registra', '/registro', '/registro?q=parole', `/registro/${ANNO}/1`, '/rubrica'],
  rsp: ['/richieste', '/amministrazione/deleghe'],
  admin: ['/amministrazione/chiavi'],
  nuovo: ['/'],
};

async function violazioni(pagina: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: pagina })
    // Details of what passes cost more than finding what does not.
    .options({ resultTypes: ['violations'], preload: false })
    .analyze();
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
}

/** What sticks out on the right, when the page scrolls sideways. */
const sporgenze = (pagina: Page): Promise<string> =>
  pagina.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return '';
    const fuori = [...document.querySelectorAll('*')].filter(
      (e) => e.getBoundingClientRect().right > clientWidth + 1,
    );
    return `${scrollWidth} px su ${clientWidth}: ${fuori.map((e) => e.outerHTML.slice(0, 80)).join(' | ')}`;
  });

describe.skipIf(manca('chromium'))('le schermate sono accessibili', () => {
  let schermo: Schermo;
  beforeAll(async () => {
    schermo = await apriSchermo();
  }, 120_000);
  afterAll(() => schermo.chiudi());

  /** Visits every screen, wide then narrow; returns what is wrong, by address. */
  async function guarda(quali: typeof schermate, larghezze: readonly number[]): Promise<string[]> {
    const difetti: string[] = [];
    for (const [chi, indirizzi] of Object.entries(quali) as [UtenteDiProva, string[]][]) {
      const postazione = await schermo.postazione();
      const { pagina, contesto, lamentele } = postazione;
      await schermo.entra(postazione, chi);
      for (const indirizzo of indirizzi) {
        await pagina.goto(indirizzo);
        await pagina.getByRole('heading', { level: 1 }).waitFor();
        for (const larghezza of larghezze) {
          await pagina.setViewportSize({ width: larghezza, height: 800 });
          await expect.poll(() => pagina.locator('.attesa').count(), { timeout: 20_000 }).toBe(0);
          const dove = `${chi} ${indirizzo} a ${larghezza}`;
          for (const v of await violazioni(pagina)) difetti.push(`${dove}: ${v}`);
          const fuori = await sporgenze(pagina);
          if (fuori) difetti.push(`${dove}: scorre in orizzontale, ${fuori}`);
        }
      }
      difetti.push(...lamentele.map((lamento) => `${chi}: ${lamento}`));
      await contesto.close();
    }
    return difetti;
  }

  test('con il registro vuoto nessuna schermata ha difetti di accessibilità né scorre in orizzontale a 360 px', async () => {
    const { pagina, contesto } = await schermo.postazione(360);
    await pagina.goto('/');
    await pagina.getByRole('heading', { name: 'Accesso al protocollo' }).waitFor();
    expect(await violazioni(pagina)).toEqual([]);
    await contesto.close();
    expect(await guarda(daVuote, [360])).toEqual([]);
  }, 240_000);

  test('con il registro pieno nessuna schermata ha difetti di accessibilità né scorre in orizzontale a 360 px', async () => {
    const { prodotto } = schermo;
    const lungo =
      'Determinazione_dirigenziale_n_1234_approvazione_graduatoria_provvisoria_concorso_pubblico.pdf';
    for (let i = 0; i < 3; i++) {
      const id = await prodotto.carica('operatore', lungo, await pdfDiProva(`Documento ${i}`));
      const { stato } = await prodotto.chiama('operatore', 'POST', '/registri/PG/registrazioni', {
        corpo: {
          flusso: 'E',
          oggetto: `Istanza con molte parole e un indirizzo lungo https://www.esempio.example/${'percorso/'.repeat(8)}${i}`,
          mittenti: [
            { tipo: 'PF', nome: 'Luca', cognome: 'Verdi', indirizziDigitali: ['luca.verdi@pec.example'] },
          ],
          documentoPrincipale: id,
          allegati: [{ descrizione: 'Un plico di carta' }],
          classificazione: 'VI.3',
          note: 'Consegnata a mano.',
        },
      });
      expect(stato).toBe(201);
    }
    const qui = `/registri/PG/registrazioni/${ANNO}`;
    const motivazione = 'Trascritto male allo sportello.';
    await prodotto.chiama('rsp', 'POST', `${qui}/2/annullamento`, {
      corpo: { motivazione, atto: { numero: '1', data: `${ANNO}-01-02` } },
    });
    await prodotto.chiama('rsp', 'POST', `${qui}/1/rettifiche`, {
      corpo: { campo: 'oggetto', valore: 'Istanza con l’oggetto giusto', motivazione },
    });
    for (const numero of [1, 3])
      await prodotto.chiama('operatore', 'POST', `${qui}/${numero}/annullamento`, { corpo: { motivazione } });
    await prodotto.chiama('operatore', 'POST', `${qui}/3/rettifiche`, {
      corpo: { campo: 'mittenti', valore: [{ tipo: 'PG', denominazione: 'Verdi s.r.l.' }], motivazione },
    });
    const client = new pg.Client(prodotto.banca.urlSuperutente);
    await client.connect();
    await client.query(`INSERT INTO avviso (ente_id, codice, testo) VALUES ($1, 'prova', $2)`, [
      prodotto.ente.enteId,
      `Il file con impronta ${'0123456789abcdef'.repeat(4)} non è leggibile.`,
    ]);
    await client.end();
    await prodotto.chiama('operatore', 'POST', '/rubrica', {
      corpo: { tipo: 'PG', denominazione: 'Edil Nord s.r.l.' },
    });
    expect(await guarda(schermate, [1440, 360])).toEqual([]);
  }, 240_000);

  test('mentre si registra, con errori, tendine e pannelli aperti, non ci sono difetti di accessibilità', async () => {
    const postazione = await schermo.postazione();
    const { pagina, contesto } = postazione;
    await schermo.entra(postazione, 'operatore');
    const difetti: string[] = [];
    const guardaOra = async (momento: string): Promise<void> => {
      for (const v of await violazioni(pagina)) difetti.push(`${momento}: ${v}`);
    };
    await pagina.keyboard.press('Control+Enter');
    await pagina.getByRole('heading', { name: 'Non è stato registrato nulla' }).waitFor();
    await guardaOra('errori');
    await pagina
      .locator('input[type=file]')
      .first()
      .setInputFiles([
        { name: 'a.pdf', mimeType: 'application/pdf', buffer: await pdfDiProva('a') },
        { name: 'b.pdf', mimeType: 'application/pdf', buffer: await pdfDiProva('b') },
      ]);
    await pagina.getByText('Allegato 1').waitFor();
    await pagina.getByRole('img', { name: 'Pagina 1 di 1 di a.pdf' }).waitFor();
    await guardaOra('documenti');
    await pagina.getByRole('combobox', { name: /^Mittente/ }).fill('Edil');
    await pagina.getByRole('option').first().waitFor();
    await guardaOra('tendina');
    await pagina.getByRole('option', { name: /^Nuovo persona/ }).click();
    await guardaOra('nuovo corrispondente');
    await pagina.keyboard.press('Escape');
    await pagina.getByRole('button', { name: 'Altri dati' }).click();
    await pagina.keyboard.press('?');
    await guardaOra('altri dati e tasti');
    await pagina.keyboard.press('Escape');
    await pagina.getByRole('button', { name: 'Da un modello' }).click();
    await pagina.getByText('Ancora nessun modello').waitFor();
    await guardaOra('modelli');
    await pagina.getByRole('button', { name: /Prova-operatore/ }).click();
    await guardaOra('menu utente');
    await pagina.getByRole('button', { name: 'Blocca' }).click();
    await guardaOra('blocco');
    expect(difetti).toEqual([]);
    await contesto.close();
  }, 90_000);

  test('percorrendo la schermata con Tab il fuoco si vede sempre', async () => {
    const postazione = await schermo.postazione();
    const { pagina, contesto } = postazione;
    await schermo.entra(postazione, 'operatore');
    const invisibili: string[] = [];
    const visti = new Set<string>();
    for (let i = 0; i < 40; i++) {
      await pagina.keyboard.press('Tab');
      const passo = await pagina.evaluate(() => {
        const attivo = document.activeElement;
        if (!attivo || attivo === document.body) return undefined;
        // A segmented switch shows the focus on the word beside its hidden radio.
        const mostrati = [
          attivo,
          ...(attivo.matches('input[type=radio]') ? [attivo.nextElementSibling] : []),
        ];
        const visto = mostrati.some((e) => {
          if (!e) return false;
          const { outlineStyle, outlineWidth, opacity } = getComputedStyle(e);
          return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && opacity !== '0';
        });
        return { nome: attivo.outerHTML.slice(0, 120), visto };
      });
      if (!passo) continue;
      visti.add(passo.nome);
      if (!passo.visto) invisibili.push(passo.nome);
    }
    expect(visti.size).toBeGreaterThan(20);
    expect(invisibili).toEqual([]);
    await contesto.close();
  });
});
