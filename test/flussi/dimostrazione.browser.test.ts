import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { avviaLavori } from '../../src/app/jobs.ts';
import { casellaDiProva } from '../support/caselle-di-prova.ts';
import { richiede } from '../support/pacchetti.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

let s: Schermo;
let lavori: { ferma: () => Promise<void> };

beforeAll(async () => {
  s = await apriSchermo();
  const { banca, ente, ambiente } = s.prodotto;
  const superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
  await superutente.query('UPDATE ente SET dimostrativo = true WHERE id = $1', [ente.enteId]);
  await superutente.end();
  await casellaDiProva(banca.urlSuperutente, ente, { indirizzo: 'protocollo@pec.comune.example' });
  lavori = await avviaLavori(ambiente);
});
afterAll(async () => {
  await lavori.ferma();
  await s.chiudi();
});

test('chi prova il programma scrive una PEC come un cittadino, la apre quando arriva, la registra e vede tornare il numero', async (t) => {
  richiede(t, 'chromium');
  const p = await s.postazione();
  await s.entra(p, 'operatore');
  const { pagina } = p;
  const tasti = pagina.keyboard;
  await pagina.goto('/pec');
  await pagina.getByRole('link', { name: 'Scrivi una PEC all’ente dimostrativo' }).click();

  await pagina.getByRole('textbox', { name: 'Da (obbligatorio)' }).fill('nessuno');
  await pagina.getByRole('textbox', { name: 'Oggetto' }).fill('Richiesta di patrocinio');
  await tasti.press('Control+Enter');
  await pagina.getByText('Non è partita: quanto scritto è ancora qui.').waitFor();
  await pagina.reload();
  await expect
    .poll(() => pagina.getByRole('textbox', { name: 'Oggetto' }).inputValue())
    .toBe('Richiesta di patrocinio');
  await pagina.getByRole('textbox', { name: 'Da (obbligatorio)' }).fill('mara.neri@pec.cittadini.example');
  await pagina.locator('input[type=file]').setInputFiles([
    { name: 'lettera.txt', mimeType: 'text/plain', buffer: Buffer.from('Gentile Sindaca') },
    { name: 'filmato.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(5_000_000) },
  ]);
  await pagina.getByText('«filmato.mp4» è di 4,8 MB: al più 4 MB.').waitFor();
  await pagina.getByRole('textbox', { name: 'Testo' }).focus();
  await tasti.type('Chiedo il patrocinio.');
  await tasti.press('Control+Enter');
  await pagina.getByRole('heading', { name: 'Consegnata a protocollo@pec.comune.example' }).waitFor();
  const posta = pagina.getByRole('region', { name: 'La posta di chi scrive' });
  await posta.getByText('ACCETTAZIONE: Richiesta di patrocinio').waitFor();
  await posta.getByText('CONSEGNA: Richiesta di patrocinio').waitFor();

  await pagina.getByRole('link', { name: 'Apri il messaggio' }).click();
  await pagina.getByRole('heading', { level: 2, name: 'Richiesta di patrocinio' }).waitFor();
  await pagina.getByRole('button', { name: /^Registra E/ }).waitFor();
  await tasti.press('e');
  await pagina.getByRole('dialog', { name: 'Registrare?' }).waitFor();
  await tasti.press('Enter');
  await pagina.getByText('Registrato con il numero').first().waitFor();
  await pagina.getByRole('link', { name: 'Scrivi all’ente dimostrativo' }).click();
  await pagina.getByText(/Ricevuta di protocollazione: PG 0000001/).waitFor();
  expect(p.lamentele).toEqual([]);
}, 90_000);
