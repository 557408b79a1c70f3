import { afterAll, beforeAll, expect, test } from 'vitest';
import { violazioni } from '../support/accessibilita.ts';
import { richiede } from '../support/pacchetti.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

const ANNO = new Date().getFullYear();
let s: Schermo;
beforeAll(async () => {
  s = await apriSchermo();
}, 180_000);
afterAll(() => s.chiudi());

test('si registra un documento riservato; chi lo apre dice prima perché; la protezione si riduce solo con un motivo', async (t) => {
  richiede(t, 'chromium');
  const sportello = await s.postazione();
  await s.entra(sportello, 'operatore');
  const { pagina } = sportello;
  await pagina.getByRole('radio', { name: 'Di carta' }).check();
  await pagina.getByLabel('Il documento è qui').check();
  await pagina.getByLabel('Mittente anonimo').check();
  await pagina.getByLabel('Oggetto').fill('Esposto sul comportamento di un dipendente');
  await pagina.getByLabel('Ufficio competente').selectOption({ label: 'Ufficio Tecnico' });
  await pagina.getByRole('button', { name: /^Altri dati/ }).click();
  await pagina.getByRole('radio', { name: 'Riservato' }).check();
  await pagina.getByText('dicendo ogni volta perché').waitFor();
  await pagina.getByLabel('Contiene dati giudiziari').check();
  expect(await violazioni(pagina)).toEqual([]);
  await pagina.keyboard.press('Control+Enter');
  // Who is not appointed cannot mark it so, and what was typed is still there.
  await pagina.getByText('Solo chi è incaricato di trattare dati giudiziari').first().waitFor();
  await pagina.getByLabel('Contiene dati giudiziari').uncheck();
  await pagina.keyboard.press('Control+Enter');
  await pagina
    .getByRole('region', { name: 'Ultima registrazione' })
    .getByText('Registrato con il numero')
    .waitFor();

  const rsp = await s.postazione(360);
  await s.entra(rsp, 'rsp');
  const r = rsp.pagina;
  await r.goto(`/registro/${ANNO}/1`);
  await r.getByRole('heading', { name: 'Il documento è riservato' }).waitFor();
  expect(await r.getByText('Esposto').count()).toBe(0);
  expect(await violazioni(r)).toEqual([]);
  await r.getByLabel('Motivo della lettura').fill('Reclamo');
  await r.getByRole('button', { name: 'Leggi il documento' }).click();
  await r.getByText('Il motivo ha almeno 10 caratteri.').waitFor();
  expect(await r.getByLabel('Motivo della lettura').inputValue()).toBe('Reclamo');
  await r.getByLabel('Motivo della lettura').fill('Reclamo del 12 novembre');
  await r.getByRole('button', { name: 'Leggi il documento' }).click();
  await r.getByText('Esposto sul comportamento').first().waitFor();

  await r.getByRole('button', { name: 'Modifica la riservatezza' }).click();
  await r.getByRole('radio', { name: 'Limitato' }).check();
  await r.getByRole('button', { name: 'Salva (resta traccia)' }).click();
  await r.getByText('Chi riduce una protezione dice perché').waitFor();
  await r.getByLabel('Perché si riduce la protezione').fill('Accertato che non riguarda persone');
  expect(await violazioni(r)).toEqual([]);
  expect(await r.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await r.getByRole('button', { name: 'Salva (resta traccia)' }).click();
  await r.getByText('Lo vedono solo gli uffici interessati.').waitFor();
  expect([...sportello.lamentele, ...rsp.lamentele]).toEqual([]);
});
