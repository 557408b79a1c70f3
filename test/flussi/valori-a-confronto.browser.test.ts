import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrivoDiCarta } from '../support/carte-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { apriSchermo, type Postazione, type Schermo } from '../support/schermo.ts';

describe.skipIf(manca('chromium'))('ciò che è stato modificato, rettificato o annullato', () => {
  let schermo: Schermo;
  let postazione: Postazione;
  let pagina: Page;
  const anno = new Date().getFullYear();
  const percorso = `/registri/PG/registrazioni/${anno}/1`;

  const chiama = async (chi: 'operatore' | 'rsp', metodo: 'POST' | 'PATCH', dove: string, corpo: object) => {
    const r = await schermo.prodotto.chiama(chi, metodo, dove, { corpo });
    expect(r.stato < 300 ? '' : r.testo).toBe('');
  };

  /** One change of each kind, and in the end the annullamento. */
  beforeAll(async () => {
    schermo = await apriSchermo();
    await chiama('operatore', 'POST', '/registri/PG/registrazioni', {
      ...arrivoDiCarta(),
      oggetto: 'Oggetto come registrato',
      mittente: undefined,
      mittenti: [{ tipo: 'PF', nome: 'Luca', cognome: 'Verdi' }],
      note: 'Nota come registrata',
    });
    await chiama('operatore', 'PATCH', percorso, { versione: 1, note: 'Nota modificata' });
    const motivazione = 'Trascritto male allo sportello';
    await chiama('rsp', 'POST', `${percorso}/rettifiche`, {
      campo: 'oggetto',
      valore: 'Oggetto rettificato',
      motivazione,
    });
    await chiama('rsp', 'POST', `${percorso}/rettifiche`, {
      campo: 'mittenti',
      valore: [{ tipo: 'PF', nome: 'Lucia', cognome: 'Verdini' }],
      motivazione,
    });
    await chiama('rsp', 'POST', `${percorso}/annullamento`, {
      motivazione: 'Presentata due volte',
      atto: { numero: '14/2026', data: '2026-01-15' },
    });
    postazione = await schermo.postazione();
    await schermo.entra(postazione, 'operatore');
    ({ pagina } = postazione);
    await pagina.goto(`/registro/${anno}/1`);
  }, 120_000);
  afterAll(() => schermo.chiudi());

  test('ASM-5 la registrazione annullata mostra nella sua stessa pagina l’atto, i dati annullati e quelli sostituiti prima', async () => {
    await pagina.getByText(/con atto n\. 14\/2026 del 15\/01\/2026/).waitFor();
    const oggetto = pagina.locator('.dati__oggetto');
    expect(await oggetto.textContent()).toBe('Oggetto rettificato');
    expect(await oggetto.evaluate((e) => getComputedStyle(e).textDecorationLine)).toBe('line-through');
    const sostituiti = await pagina
      .getByRole('list', { name: 'Valori sostituiti' })
      .locator('del')
      .allTextContents();
    expect(sostituiti.join(' | ')).toContain('Oggetto come registrato');
    expect(sostituiti.join(' | ')).toContain('Verdi');
    await pagina.getByText('Verdini').first().waitFor();
  });

  test('ASM-6 la storia mette accanto il valore di prima e quello di dopo di ogni modifica e rettifica, e dice dell’annullamento', async () => {
    await pagina.getByRole('tab', { name: 'Storia' }).click();
    await pagina.getByText('Annullata', { exact: true }).waitFor();
    const confronti = await pagina.locator('.confronto').all();
    const lati: string[][] = [];
    for (const c of confronti) {
      const [prima, dopo] = await c.locator('.confronto__lato').all();
      const [a, b] = [await prima?.boundingBox(), await dopo?.boundingBox()];
      // Beside, not below.
      expect(Math.abs((a?.y ?? 0) - (b?.y ?? 99))).toBeLessThan(5);
      expect(a?.x).toBeLessThan(b?.x ?? 0);
      lati.push([
        (await prima?.locator('p').textContent()) ?? '',
        (await dopo?.locator('p').textContent()) ?? '',
      ]);
    }
    expect(lati).toHaveLength(3);
    expect(lati).toContainEqual(['Nota come registrata', 'Nota modificata']);
    expect(lati).toContainEqual(['Oggetto come registrato', 'Oggetto rettificato']);
    expect(lati.some(([a, b]) => a?.includes('Verdi') && b?.includes('Verdini'))).toBe(true);
    expect(postazione.lamentele).toEqual([]);
  });
});
