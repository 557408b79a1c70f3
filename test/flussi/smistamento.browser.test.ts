import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guarda, violazioni } from '../support/accessibilita.ts';
import { arrivoDiCarta } from '../support/carte-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';
import { mutaUffici } from '../support/uffici-di-prova.ts';

const INDIRIZZO = '/amministrazione/smistamento';

describe.skipIf(manca('chromium'))('le regole di smistamento sullo schermo', () => {
  let schermo: Schermo;
  beforeAll(async () => {
    schermo = await apriSchermo();
    const { banca } = schermo.prodotto;
    await mutaUffici(banca.urlSuperutente, ['ragioneria', 'anagrafe'], { uu: true });
  }, 240_000);
  afterAll(() => schermo.chiudi());

  test('una regola si scrive, si prova su ciò che è arrivato, si mette in ordine da tastiera, e chi registra la accetta con un tasto', async () => {
    expect(await guarda(schermo, { rsp: [INDIRIZZO] }, [360])).toEqual([]);
    const { prodotto } = schermo;
    const documenti = [
      ['SCIA per nuova recinzione', 'tecnico'],
      ['SCIA alternativa al permesso di costruire', 'tecnico'],
      ['Diritti di segreteria per SCIA', 'ragioneria'],
    ] as const;
    for (const [oggetto, unitaCompetente] of documenti) {
      const corpo = arrivoDiCarta({ oggetto, unitaCompetente });
      const r = await prodotto.chiama('operatore', 'POST', '/registri/PG/registrazioni', { corpo });
      expect(r.stato, r.testo).toBe(201);
    }
    const postazione = await schermo.postazione();
    const { pagina, contesto, lamentele } = postazione;
    await schermo.entra(postazione, 'rsp');
    await pagina.goto(INDIRIZZO);
    await pagina.getByText('Nessuna regola, per ora').waitFor();
    await pagina.keyboard.press('a');
    await pagina.getByLabel('Nome').fill('Edilizia');
    await pagina.getByLabel('Nell’oggetto: almeno una di queste').fill('scìa, permessi di costruire');
    await pagina.getByLabel('Ufficio competente').selectOption('tecnico');
    await pagina.getByLabel('Per conoscenza a').selectOption('anagrafe');
    await pagina.getByRole('button', { name: 'Prova', exact: true }).click();
    await pagina.getByText('Avrebbe smistato allo stesso modo 2 di 3 documenti; 1 diversamente.').waitFor();
    await pagina.getByRole('link', { name: `3/${new Date().getFullYear()}` }).waitFor();
    for (const larghezza of [360, 1440]) {
      await pagina.setViewportSize({ width: larghezza, height: 900 });
      expect(await violazioni(pagina)).toEqual([]);
    }
    await pagina.getByRole('button', { name: 'Salva la regola' }).click();
    const regole = pagina.getByRole('list', { name: 'Regole, nell’ordine in cui si provano' });
    await regole.getByText('1. Edilizia').waitFor();

    // A second one, first general and so without effect, then put before.
    const seconda = { nome: 'Diritti', parole: { tutte: ['diritti', 'scia'] }, competenza: 'ragioneria' };
    const scritta = await prodotto.chiama('rsp', 'POST', '/regole-smistamento', { corpo: seconda });
    expect(scritta.stato, scritta.testo).toBe(201);
    await pagina.reload();
    await regole.getByText('Non decide mai').waitFor();
    await pagina.getByRole('button', { name: 'Prova prima «Diritti»' }).focus();
    await pagina.keyboard.press('Enter');
    await regole.getByText('1. Diritti').waitFor();
    expect(await pagina.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Prova prima «Diritti»',
    );
    await pagina.getByRole('button', { name: 'Prova', exact: true }).click();
    await pagina.getByText('Avrebbe smistato allo stesso modo 3 di 3 documenti.').waitFor();
    await pagina.getByText('«Edilizia» si applica a 3 documenti, ma per 1 decide').waitFor();
    expect(lamentele).toEqual([]);
    await contesto.close();
    expect(await guarda(schermo, { rsp: [INDIRIZZO] }, [360, 1440])).toEqual([]);

    const sportello = await schermo.postazione();
    await schermo.entra(sportello, 'operatore');
    await sportello.pagina.keyboard.press('n');
    const oggetto = sportello.pagina.getByLabel('Oggetto', { exact: false }).first();
    await oggetto.fill('Permesso di costruire in sanatoria');
    const proposta = sportello.pagina.getByRole('button', { name: 'Ufficio Tecnico regola «Edilizia»' });
    await proposta.waitFor();
    expect(await sportello.pagina.getByLabel('Ufficio competente').inputValue()).toBe('');
    await sportello.pagina.keyboard.press('Escape');
    await sportello.pagina.keyboard.press('x');
    expect(await sportello.pagina.getByLabel('Ufficio competente').inputValue()).toBe('tecnico');
    expect(await proposta.getAttribute('aria-pressed')).toBe('true');
    await sportello.pagina.keyboard.press('a');
    await sportello.pagina.getByRole('button', { name: 'Togli Ufficio Anagrafe' }).waitFor();
    expect(await violazioni(sportello.pagina)).toEqual([]);
    expect(sportello.lamentele).toEqual([]);
    await sportello.contesto.close();
  }, 240_000);
});
