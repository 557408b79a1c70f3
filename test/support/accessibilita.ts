import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AxeBuilder } from '@axe-core/playwright';
import type { CDPSession, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { UtenteDiProva } from './ente-di-prova.ts';
import type { Schermo } from './schermo.ts';

/** Addresses of screens, by who may see them. */
export type Schermate = Partial<Record<UtenteDiProva, string[]>>;

// The engine the builder brings, in its minified form: by default it sends three times as much text, twice at every look, which costs
// the browser more than looking.
const MOTORE = readFileSync(
  createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
);
const linee = new WeakMap<Page, Promise<CDPSession>>();

/** Puts axe into the document, unless a look at the same one has. */
async function conAxe(pagina: Page): Promise<void> {
  let linea = linee.get(pagina);
  if (!linea) linee.set(pagina, (linea = pagina.context().newCDPSession(pagina)));
  const sessione = await linea;
  const { result } = await sessione.send('Runtime.evaluate', { expression: 'typeof window.axe' });
  if (result.value !== 'object') await sessione.send('Runtime.evaluate', { expression: MOTORE });
}

/** What axe finds on the page as it is now: rule and elements. */
export async function violazioni(pagina: Page): Promise<string[]> {
  // A frame wants axe too, and there the builder puts it.
  const soloLaPagina = pagina.frames().length === 1;
  if (soloLaPagina) await conAxe(pagina);
  const { violations } = await new AxeBuilder({ page: pagina, axeSource: soloLaPagina ? 'void 0' : MOTORE })
    // There are no frames of other sites to gather from, for which it would open a second page each time.
    .setLegacyMode(true)
    // Details of what passes cost more than finding what does not.
    .options({ resultTypes: ['violations'], preload: false })
    .analyze();
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
}

/** What sticks out on the right, when the page scrolls sideways. */
export const sporgenze = (pagina: Page): Promise<string> =>
  pagina.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return '';
    const fuori = [...document.querySelectorAll('*')].filter(
      (e) => e.getBoundingClientRect().right > clientWidth + 1,
    );
    return `${scrollWidth} px su ${clientWidth}: ${fuori.map((e) => e.outerHTML.slice(0, 80)).join(' | ')}`;
  });

/** Visits every screen, at each width; returns what is wrong, by address. */
export async function guarda(
  schermo: Schermo,
  quali: Schermate,
  larghezze: readonly number[],
): Promise<string[]> {
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
