import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Registrazione } from '../../src/registrazione/registrazione.schema.ts';
import type { AssegnazioniDelDocumento } from '../../src/assegnazioni/assegnazioni.schema.ts';
import type { UtenteDiProva } from '../support/ente-di-prova.ts';
import { richiede } from '../support/pacchetti.ts';
import { pdfDiProva } from '../support/pdf-da-mostrare.ts';
import { aggiungiAreaTecnica, aggiungiPersone } from '../support/persone-di-prova.ts';
import { apriSchermo, type Postazione, type Schermo } from '../support/schermo.ts';

const ANNO = new Date().getFullYear();
const OGGETTO = 'Segnalazione di una buca in via Garibaldi';

let s: Schermo;
beforeAll(async () => {
  s = await apriSchermo();
  const { banca, ente } = s.prodotto;
  await aggiungiAreaTecnica(banca.urlSuperutente, ente);
  await aggiungiPersone(banca.urlSuperutente, ente, [
    { nomeUtente: 'capoedilizia', unita: 'edilizia', responsabile: true },
    { nomeUtente: 'capolavori', unita: 'lavori', responsabile: true },
    { nomeUtente: 'bianchi', unita: 'lavori' },
  ]);
}, 180_000);
afterAll(() => s.chiudi());

async function siede(chi: string): Promise<Postazione> {
  const p = await s.postazione();
  await s.entra(p, chi as UtenteDiProva);
  return p;
}
/** Opens a counter of the desk and waits for the document to be in it. */
async function nellaCoda({ pagina }: Postazione, contatore: RegExp, oggetto = OGGETTO): Promise<void> {
  await pagina.getByRole('link', { name: 'Scrivania', exact: true }).first().click();
  await pagina.getByRole('navigation', { name: 'Contatori' }).getByRole('link', { name: contatore }).click();
  await pagina.getByRole('list').getByText(oggetto).first().waitFor();
}

test('una giornata in Comune, cinque persone in cinque browser: arrivo, assegnazione, rinvio, riassegnazione, subassegnazione, risposta', async (t) => {
  richiede(t, 'chromium');
  const sportello = await siede('operatore');
  const edilizia = await siede('capoedilizia');
  const responsabile = await siede('rsp');
  const lavori = await siede('capolavori');
  const bianchi = await siede('bianchi');

  // At the counter a citizen hands in a report; the operator thinks it is for the Edilizia.
  const { pagina } = sportello;
  const buffer = await pdfDiProva(OGGETTO);
  pagina.on(
    'filechooser',
    (scelta) => void scelta.setFiles({ name: 'segnalazione.pdf', mimeType: 'application/pdf', buffer }),
  );
  await pagina.getByRole('link', { name: 'Registra', exact: true }).first().click();
  await pagina.getByRole('heading', { level: 1, name: 'Registra' }).waitFor();
  await pagina.keyboard.press('n');
  await expect
    .poll(() => pagina.evaluate(() => document.activeElement?.id), { timeout: 10_000 })
    .toBe('r-documenti');
  await pagina.keyboard.press('Enter');
  await pagina.getByRole('img', { name: /^Pagina 1/ }).waitFor();
  await pagina.keyboard.press('m');
  await pagina.keyboard.type('Neri Sandra');
  await pagina.getByRole('option', { name: 'Nuovo persona Neri Sandra' }).waitFor();
  await pagina.keyboard.press('Enter');
  await pagina.getByRole('group', { name: 'Nuovo corrispondente' }).waitFor();
  await pagina.keyboard.press('Enter');
  await pagina.getByRole('list', { name: 'Mittente: scelti' }).getByText('Neri Sandra').waitFor();
  await pagina.getByLabel('Oggetto').fill(OGGETTO);
  await pagina.getByRole('combobox', { name: /^Classificazione/ }).fill('VI.5');
  await pagina
    .getByRole('option', { name: /^VI\.5/ })
    .first()
    .click();
  await pagina.getByLabel('Ufficio competente').selectOption({ label: 'Ufficio Edilizia' });
  await pagina.keyboard.press('Control+Enter');
  await pagina
    .getByRole('region', { name: 'Ultima registrazione' })
    .getByText('Registrato con il numero')
    .waitFor();

  // The Edilizia sees it come without asking, and gives it back with the reason.
  await nellaCoda(edilizia, /^Da prendere in carico/);
  await edilizia.pagina.keyboard.press('r');
  await edilizia.pagina.getByRole('dialog').getByLabel('Perché').fill('Le strade sono dei Lavori pubblici');
  await edilizia.pagina.keyboard.press('Enter');
  await edilizia.pagina.getByText('Da prendere in carico: niente').waitFor();

  // The RSP, who answers for the UOP, sends it where it belongs.
  await nellaCoda(responsabile, /^Rinviati/);
  await responsabile.pagina.keyboard.press('s');
  const scelta = responsabile.pagina.getByRole('dialog').getByLabel('Ufficio competente');
  await scelta.locator('option', { hasText: 'Lavori' }).waitFor({ state: 'attached' });
  await scelta.selectOption({ value: 'lavori' });
  await responsabile.pagina.getByRole('dialog').getByRole('button', { name: 'Assegna e smista' }).click();
  await responsabile.pagina.getByText('Rinviati: niente').waitFor();

  // The head of the Lavori takes it in charge and gives it to a person of his.
  await nellaCoda(lavori, /^Da prendere in carico/);
  await lavori.pagina.keyboard.press('a');
  await nellaCoda(lavori, /^In carico all’ufficio/);
  await lavori.pagina.keyboard.press('s');
  await lavori.pagina.getByRole('dialog').getByLabel('Bianchi Bruna').check();
  await lavori.pagina.getByRole('dialog').getByRole('button', { name: 'Assegna', exact: true }).click();
  await lavori.pagina.getByRole('dialog').waitFor({ state: 'detached' });

  // She finds it among hers, opens its fascicolo, prepares the reply and hands it to the Ufficio Protocollo.
  const b = bianchi.pagina;
  await nellaCoda(bianchi, /^Da prendere in carico/);
  await b.keyboard.press('a');
  await nellaCoda(bianchi, /^In carico a me/);
  await b.keyboard.press('o');
  await b.getByRole('tab', { name: 'Fascicoli' }).waitFor();
  await b.keyboard.press('f');
  await b.getByRole('link', { name: 'Apri fascicolo da qui' }).click();
  await expect.poll(() => b.getByLabel('Oggetto').inputValue(), { timeout: 10_000 }).toBe(OGGETTO);
  await b.getByLabel('Tipo di fascicolo').selectOption('affare');
  await b.getByLabel('Denominazione').fill('Buca di via Garibaldi');
  await b.keyboard.press('Control+Enter');
  await b.getByRole('region', { name: 'Copertina' }).getByText('Buca di via Garibaldi').waitFor();
  await b.goto(`/registro/${ANNO}/1?scheda=assegnazioni`);
  await b.getByRole('link', { name: 'Rispondi' }).click();
  await b.getByText(`In risposta a 1/${ANNO}`).waitFor();
  await b.locator('input[type="file"]').setInputFiles({
    name: 'risposta.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(await pdfDiProva('La buca è chiusa')),
  });
  await b.getByRole('list', { name: 'Documento e allegati' }).getByText('risposta.pdf').waitFor();
  await b.getByLabel('Oggetto').fill('La buca di via Garibaldi è stata chiusa');
  await b.getByRole('combobox', { name: /^Destinatari/ }).fill('Neri Sandra');
  await b.getByRole('option', { name: 'Nuovo persona Neri Sandra' }).click();
  const nuova = b.getByRole('group', { name: 'Nuovo corrispondente' });
  await nuova.getByLabel('Indirizzo', { exact: true }).fill('via Garibaldi 4, Esempio');
  await b.keyboard.press('Enter');
  await b.getByRole('list', { name: 'Destinatari: scelti' }).getByText('Neri Sandra').waitFor();
  await b.getByRole('combobox', { name: /^Classificazione/ }).fill('VI.5');
  await b
    .getByRole('option', { name: /^VI\.5/ })
    .first()
    .click();
  await b.getByRole('combobox', { name: /^Fascicolo/ }).fill('Buca');
  await b.getByRole('option', { name: /Buca di via Garibaldi/ }).click();
  await b.getByRole('radio', { name: 'Autografa' }).check();
  await b.getByLabel('Allegati che il documento dichiara').fill('0');
  await b.getByRole('button', { name: 'Sottoponi all’Ufficio Protocollo' }).click();
  await b.getByRole('heading', { level: 1, name: /coda|Da registrare/i }).waitFor();

  // The counter registers it as it was prepared; who answered closes, and so does the head of the office.
  await pagina.goto('/coda');
  await pagina.getByRole('link', { name: /^Registra «La buca/ }).click();
  await expect
    .poll(() => pagina.getByLabel('Oggetto').inputValue(), { timeout: 10_000 })
    .toContain('è stata chiusa');
  await pagina.keyboard.press('Control+Enter');
  await pagina
    .getByRole('region', { name: 'Ultima registrazione' })
    .getByText('Registrato con il numero')
    .waitFor();
  await nellaCoda(bianchi, /^In carico a me/);
  await b.getByRole('button', { name: /^Archivia/ }).click();
  await b.getByText('In carico a me: niente').waitFor();
  // It leaves her list before the server has answered. The head of the office is already where he was: a click must not fall between
  // two screens that are alike.
  const { chiama } = s.prodotto;
  const dati = async <T>(via: string): Promise<T> =>
    (await chiama<T>('rsp', 'GET', `/registri/PG/registrazioni/${ANNO}/${via}`)).corpo;
  const archiviata = async (di: 'ufficio' | 'persona'): Promise<void> =>
    await expect
      .poll(async () =>
        (await dati<AssegnazioniDelDocumento>('1/assegnazioni')).items
          .filter((a) => (a.persona === undefined ? 'ufficio' : 'persona') === di && a.stato !== 'rinviata')
          .map((a) => a.stato),
      )
      .toEqual(['archiviata']);
  await archiviata('persona');
  await lavori.pagina.reload();
  await lavori.pagina.getByRole('list').getByText(OGGETTO).first().waitFor();
  await lavori.pagina.getByRole('button', { name: /^Archivia/ }).click();
  await lavori.pagina.getByText('In carico all’ufficio: niente').waitFor();
  await archiviata('ufficio');

  // What remains of the day.
  const risposta = await dati<Registrazione>('2');
  expect(risposta).toMatchObject({
    flusso: 'U',
    destinatari: [{ cognome: 'Neri', nome: 'Sandra' }],
    collegamenti: [{ tipo: 'risposta', numero: expect.stringMatching(/1$/) as string }],
  });
  const assegnate = await dati<AssegnazioniDelDocumento>('1/assegnazioni');
  // Each step with whose hand it was.
  const passi = JSON.stringify(assegnate.passi);
  for (const chi of ['Prova-operatore', 'Capoedilizia', 'Prova-rsp', 'Capolavori', 'Bianchi'])
    expect(passi).toContain(chi);
  expect(
    assegnate.items
      .filter((a) => a.persona === undefined)
      .map((a) => [a.unita.codice, a.stato])
      .sort(),
  ).toEqual([
    ['edilizia', 'rinviata'],
    ['lavori', 'archiviata'],
  ]);
  for (const p of [sportello, edilizia, responsabile, lavori, bianchi]) {
    expect(p.lamentele).toEqual([]);
    await p.contesto.close();
  }
}, 300_000);
