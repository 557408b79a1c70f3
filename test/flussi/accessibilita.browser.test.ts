import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guarda, violazioni, type Schermate } from '../support/accessibilita.ts';
import { manca } from '../support/pacchetti.ts';
import { pdfDiProva } from '../support/pdf-da-mostrare.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

const ANNO = new Date().getFullYear();

/** Every screen, by who may see it. */
const schermate: Schermate = {
  operatore: [
    '/registra',
    '/registro',
    '/registro?q=parole&flusso=E&stato=valida',
    `/registro/${ANNO}/1`,
    `/registro/${ANNO}/1?scheda=documenti`,
    `/registro/${ANNO}/1?scheda=storia`,
    `/registro/${ANNO}/1?scheda=fascicoli`,
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
const daVuote: Schermate = {
  operatore: ['/registra', '/registro', '/registro?q=parole', `/registro/${ANNO}/1`, '/rubrica'],
  rsp: ['/richieste', '/amministrazione/deleghe'],
  admin: ['/amministrazione/chiavi'],
  nuovo: ['/'],
};

describe.skipIf(manca('chromium'))('le schermate sono accessibili', () => {
  let schermo: Schermo;
  beforeAll(async () => {
    schermo = await apriSchermo();
  }, 120_000);
  afterAll(() => schermo.chiudi());

  test('con il registro vuoto nessuna schermata ha difetti di accessibilità né scorre in orizzontale a 360 px', async () => {
    const { pagina, contesto } = await schermo.postazione(360);
    await pagina.goto('/');
    await pagina.getByRole('heading', { name: 'Accesso al protocollo' }).waitFor();
    expect(await violazioni(pagina)).toEqual([]);
    // And what looks for defects finds one, at the first look and at the next.
    await pagina.locator('main').evaluate((e) => e.append(new Image(9, 9)));
    for (let i = 0; i < 2; i++)
      expect(await violazioni(pagina)).toEqual([expect.stringContaining('image-alt') as string]);
    await contesto.close();
    expect(await guarda(schermo, daVuote, [360])).toEqual([]);
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
    expect(await guarda(schermo, schermate, [1440, 360])).toEqual([]);
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
