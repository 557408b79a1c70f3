import { setTimeout as pausa } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violazioni } from '../support/accessibilita.ts';
import { arrivoDiCarta, pdfDiProva } from '../support/carte-di-prova.ts';
import type { UtenteDiProva } from '../support/ente-di-prova.ts';
import { richiede } from '../support/pacchetti.ts';
import { aggiungiAreaTecnica, aggiungiPersone } from '../support/persone-di-prova.ts';
import { apriSchermo, type Postazione, type Schermo } from '../support/schermo.ts';

let s: Schermo;
let superutente: pg.Client;
const capo = 'capoedilizia' as UtenteDiProva;

beforeAll(async () => {
  s = await apriSchermo();
  const { banca, ente } = s.prodotto;
  await aggiungiAreaTecnica(banca.urlSuperutente, ente);
  await aggiungiPersone(banca.urlSuperutente, ente, [
    { nomeUtente: 'capoedilizia', unita: 'edilizia', responsabile: true },
    { nomeUtente: 'bianchi', unita: 'edilizia' },
  ]);
  superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
});
afterAll(async () => {
  await superutente.end();
  await s.chiudi();
});

async function arrivo(oggetto: string): Promise<string> {
  const { chiama, carica } = s.prodotto;
  const r = await chiama<{ numero: string }>('rsp', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({
      oggetto,
      supporto: 'digitale',
      analogico: undefined,
      documentoPrincipale: await carica('rsp', 'istanza.pdf', pdfDiProva()),
      classificazione: 'I.1',
      unitaCompetente: 'edilizia',
    }),
  });
  if (r.stato !== 201) throw new Error(r.testo);
  return r.corpo.numero;
}
const contatore = (p: Postazione, nome: string): Promise<string> =>
  p.pagina.getByRole('navigation', { name: 'Contatori' }).getByRole('link', { name: nome }).innerText();
const stati = async (): Promise<Record<string, number>> => {
  const { rows } = await superutente.query<{ stato: string; n: string }>(
    `SELECT CASE WHEN stato = 'in-carico' AND confermata_il IS NULL THEN 'da-confermare' ELSE stato END AS stato, count(*) AS n
     FROM assegnazione WHERE NOT subassegnata GROUP BY 1`,
  );
  return Object.fromEntries(rows.map((r) => [r.stato, Number(r.n)]));
};

test('dieci documenti si smaltiscono senza mouse, e i contatori dicono quanti ne restano', async (t) => {
  richiede(t, 'chromium');
  for (let i = 1; i <= 10; i++) await arrivo(`Istanza edilizia ${i}`);
  const p = await s.postazione();
  await s.entra(p, capo);
  await p.pagina.getByRole('heading', { level: 1, name: 'Scrivania' }).waitFor();
  await p.pagina.getByText('Istanza edilizia 10').first().waitFor();
  await expect.poll(() => contatore(p, 'Da prendere in carico'), { timeout: 20_000 }).toContain('10');
  expect(await violazioni(p.pagina)).toEqual([]);

  const tasti = p.pagina.keyboard;
  const restano = (n: number) =>
    expect
      .poll(() => contatore(p, 'Da prendere in carico'), { timeout: 20_000 })
      .toMatch(new RegExp(` ${n}$`));
  await tasti.press('j');
  for (let i = 9; i >= 7; i--) {
    await tasti.press('a');
    await restano(i);
  }
  // Three ticked, one act.
  for (let i = 0; i < 3; i++) {
    await tasti.press('x');
    await tasti.press('j');
  }
  await p.pagina.getByText('3 scelti').waitFor();
  await tasti.press('a');
  await restano(4);
  await tasti.press('r');
  await tasti.type('Compete ai Lavori pubblici');
  await tasti.press('Enter');
  await restano(3);
  await tasti.press('s');
  await p.pagina.getByRole('dialog').getByLabel('Bianchi Bruna').waitFor();
  await tasti.press('Tab');
  await p.pagina.getByRole('dialog').getByLabel('Bianchi Bruna').focus();
  await tasti.press('Space');
  await tasti.press('Enter');
  await p.pagina.getByRole('dialog').waitFor({ state: 'detached' });
  await tasti.press('Escape');
  await tasti.press('j');
  for (let i = 2; i >= 0; i--) {
    await tasti.press('a');
    await restano(i);
  }
  await p.pagina.getByText('Da prendere in carico: niente').waitFor();
  expect(await stati()).toEqual({ 'in-carico': 9, rinviata: 1 });
  const { rows } = await superutente.query(`SELECT FROM assegnazione WHERE subassegnata`);
  expect(rows).toHaveLength(1);
  expect(p.lamentele).toEqual([]);
});

test('gli atti arrivano nell’ordine dei tasti, anche quando il primo è lento e il documento è lo stesso', async (t) => {
  richiede(t, 'chromium');
  const numero = await arrivo('Lento ad arrivare');
  const p = await s.postazione();
  await s.entra(p, capo);
  await p.pagina.getByText('Lento ad arrivare').first().waitFor();
  await p.pagina.route('**/assegnazioni/operazioni', async (rotta) => {
    if (rotta.request().postData()?.includes('"subassegna"')) await pausa(2_000);
    await rotta.continue();
  });
  const tasti = p.pagina.keyboard;
  await tasti.press('s');
  await p.pagina.getByRole('dialog').getByLabel('Bianchi Bruna').focus();
  await tasti.press('Space');
  await tasti.press('Enter');
  await p.pagina.getByRole('dialog').waitFor({ state: 'detached' });
  await tasti.press('Escape');
  await tasti.press('a');
  await p.pagina.getByText('Da prendere in carico: niente').waitFor();
  // The browser asks before closing the page, until both are done.
  const trattiene = () =>
    p.pagina.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
  expect(await trattiene()).toBe(true);
  await expect.poll(trattiene).toBe(false);
  await expect.poll(() => contatore(p, 'Da prendere in carico'), { timeout: 20_000 }).toMatch(/ 0$/);
  expect(await p.pagina.getByRole('alert').count()).toBe(0);
  const { rows } = await superutente.query<{ confermata: boolean; persone: string }>(
    `SELECT a.confermata_il IS NOT NULL AS confermata, (SELECT count(*) FROM assegnazione s WHERE s.subassegnata AND s.registrazione_id = a.registrazione_id) AS persone
     FROM assegnazione a JOIN registrazione r ON r.id = a.registrazione_id WHERE NOT a.subassegnata AND r.numero = $1`,
    [numero],
  );
  expect(rows).toEqual([{ confermata: true, persone: '1' }]);
  expect(p.lamentele).toEqual([]);
});

test('assegnato in un browser, il contatore si muove nell’altro senza ricaricare', async (t) => {
  richiede(t, 'chromium');
  const guarda = await s.postazione();
  await s.entra(guarda, capo);
  await expect.poll(() => contatore(guarda, 'Da prendere in carico'), { timeout: 20_000 }).toMatch(/ 0$/);
  // The page keeps what is put in it until it is loaded again.
  await guarda.pagina.evaluate(() => Object.assign(window, { maiRicaricata: true }));
  const ascolta = guarda.pagina.waitForRequest((r) => r.url().endsWith('/scrivania/contatori'));
  await arrivo('Segnalazione di abuso edilizio');
  await ascolta;
  await expect.poll(() => contatore(guarda, 'Da prendere in carico'), { timeout: 20_000 }).toMatch(/ 1$/);
  await guarda.pagina.getByText('Segnalazione di abuso edilizio').first().waitFor();
  expect(await guarda.pagina.evaluate(() => 'maiRicaricata' in window)).toBe(true);
  expect(guarda.lamentele).toEqual([]);
});

test('a 360 pixel la scrivania si usa, e le altre schermate delle comunicazioni sono accessibili', async (t) => {
  richiede(t, 'chromium');
  const p = await s.postazione(360);
  await s.entra(p, capo);
  await p.pagina.getByText('Segnalazione di abuso edilizio').first().waitFor();
  expect(await p.pagina.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(await violazioni(p.pagina)).toEqual([]);
  await p.pagina.goto('/comunicazioni/preferenze');
  await p.pagina.getByRole('button', { name: 'Salva' }).waitFor();
  expect(await violazioni(p.pagina)).toEqual([]);
  const rsp = await s.postazione();
  await s.entra(rsp, 'rsp');
  await rsp.pagina.goto('/comunicazioni/rete');
  await rsp.pagina.getByRole('heading', { name: 'Ufficio Edilizia' }).waitFor();
  expect(await violazioni(rsp.pagina)).toEqual([]);
  expect([...p.lamentele, ...rsp.lamentele]).toEqual([]);
});
