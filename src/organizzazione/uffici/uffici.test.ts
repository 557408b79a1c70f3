import { afterAll, beforeAll, expect, test } from 'vitest';
import { giornoDiRoma } from '#platform/clock';
import { prodottoDiProva, type ProdottoDiProva } from '../../../test/support/prodotto-di-prova.ts';
import type { UfficiPubblici, UfficiSenzaPosta } from './uffici.schema.ts';

let p: ProdottoDiProva;
beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

test('RN-7.3 l’elenco pubblico degli uffici dice la posta elettronica di ciascun servizio, e l’ufficio che non l’ha è segnalato', async () => {
  const senza = async (): Promise<string[]> =>
    (await p.chiama<UfficiSenzaPosta>('admin', 'GET', '/organigramma/senza-posta')).corpo.items.map(
      (u) => u.codice,
    );
  expect((await senza()).sort()).toEqual(['anagrafe', 'protocollo', 'ragioneria', 'tecnico']);
  const scritta = await p.chiama('rsp', 'POST', '/unita/tecnico/variazioni', {
    corpo: {
      dal: giornoDiRoma(new Date()),
      atto: 'Determina 1',
      denominazione: 'Ufficio Tecnico & <Lavori>',
      email: 'tecnico@comune.example',
    },
  });
  expect(scritta.stato, scritta.testo).toBeLessThan(300);
  expect((await senza()).sort()).toEqual(['anagrafe', 'protocollo', 'ragioneria']);

  // Nobody signed in.
  const { corpo, stato, testo } = await p.chiama<UfficiPubblici>(null, 'GET', '/enti/c_prova1/uffici');
  expect(stato).toBe(200);
  expect(corpo.items.map((u) => u.codice).sort()).toEqual([
    'affari-generali',
    'anagrafe',
    'protocollo',
    'ragioneria',
    'tecnico',
  ]);
  expect(corpo.items.find((u) => u.codice === 'tecnico')).toMatchObject({ email: 'tecnico@comune.example' });
  expect(corpo.items.find((u) => u.codice === 'anagrafe')?.email).toBeUndefined();
  const pagina = await p.chiama(null, 'GET', '//uffici/c_prova1');
  expect(pagina.stato).toBe(200);
  expect(pagina.testo).toContain('<a href="mailto:tecnico@comune.example">tecnico@comune.example</a>');
  expect(pagina.testo).toContain('Ufficio Tecnico &amp; &lt;Lavori&gt;');
  expect(pagina.testo).toContain('non indicata');
  // Offices, not people.
  for (const letto of [testo, pagina.testo]) expect(letto).not.toMatch(/Anna|Prova-/);
  expect((await p.chiama(null, 'GET', '/enti/c_nessuno/uffici')).stato).toBe(404);
  expect((await p.chiama(null, 'GET', '//uffici/c_nessuno')).stato).toBe(404);
  expect((await p.chiama(null, 'GET', '/organigramma/senza-posta')).stato).toBe(401);
});
