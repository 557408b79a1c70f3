import { afterAll, beforeAll, expect, test } from 'vitest';
import { violazioni } from '../support/accessibilita.ts';
import { pdfDiProva } from '../support/carte-di-prova.ts';
import { casellaDiProva } from '../support/caselle-di-prova.ts';
import { richiede } from '../support/pacchetti.ts';
import { importaLettere } from '../support/posta-importata.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

let s: Schermo;
beforeAll(async () => {
  s = await apriSchermo();
  const { banca, ente } = s.prodotto;
  const casella = await casellaDiProva(banca.urlSuperutente, ente, {
    uscita: { host: '127.0.0.1', porta: 2525, sicurezza: 'nessuna' },
  });
  const lettera = (oggetto: string, nome: string, byte: Buffer) => ({
    da: 'cittadino@pec.example',
    oggetto,
    testo: 'Mario Rossi, via Roma 3, Esempio',
    allegati: [{ nome, tipo: 'application/pdf', byte }],
  });
  await importaLettere(s.prodotto, casella, [
    lettera('Due istanze per il mercato settimanale', 'istanza.pdf', pdfDiProva('mercato')),
    lettera('Progetto della palestra comunale', 'tavola.pdf', pdfDiProva('palestra').subarray(0, -200)),
  ]);
});
afterAll(() => s.chiudi());

test('da tastiera: più istanze, rifiuto, comunicazione registrata; e di un file rotto si chiede un nuovo invio', async (t) => {
  richiede(t, 'chromium');
  const p = await s.postazione();
  await s.entra(p, 'operatore');
  const { pagina } = p;
  const tasti = pagina.keyboard;
  await pagina.goto('/pec');
  await pagina.getByRole('heading', { level: 2, name: 'Due istanze per il mercato settimanale' }).waitFor();
  await pagina.getByRole('form', { name: 'Registrazione del messaggio' }).waitFor();

  await tasti.press('p');
  await pagina.getByText('Contiene più istanze: si propone di rifiutarlo').waitFor();
  expect(await violazioni(pagina)).toEqual([]);
  await tasti.press('r');
  const rifiuto = pagina.getByRole('dialog', { name: 'Rifiutare come non presentata?' });
  await rifiuto.getByText('Il messaggio contiene più istanze o comunicazioni').waitFor();
  await rifiuto.getByRole('button', { name: 'Rifiuta', exact: true }).click();

  // The next one has a file that cannot be opened.
  await pagina.getByRole('heading', { level: 2, name: 'Progetto della palestra comunale' }).waitFor();
  await tasti.press('h');
  const richiesta = pagina.getByRole('dialog', { name: 'Chiedere al mittente?' });
  await expect.poll(() => richiesta.getByLabel('Testo').inputValue()).toContain('tavola.pdf');
  expect(await violazioni(pagina)).toEqual([]);
  await richiesta.getByRole('button', { name: 'Spedisci la richiesta' }).click();
  await pagina.getByText('senza risposta').waitFor();

  await pagina.getByRole('link', { name: 'Respinti da comunicare' }).click();
  await pagina.getByText('Da comunicare entro il').first().waitFor();
  await pagina.getByRole('button', { name: /^Comunica il rifiuto/ }).waitFor();
  await tasti.press('i');
  const comunica = pagina.getByRole('dialog', { name: 'Comunicare il rifiuto al mittente?' });
  await comunica.getByLabel('Testo').fill('Il messaggio è respinto: contiene più istanze.');
  expect(await violazioni(pagina)).toEqual([]);
  await comunica.getByRole('button', { name: 'Registra e spedisci' }).click();
  await pagina.getByText('Registrato con il numero').first().waitFor();
  await pagina.getByText('Respinti da comunicare: niente').waitFor();

  const { corpo } = await s.prodotto.chiama<{ items: { genere: string }[] }>(
    'operatore',
    'GET',
    '/pec/invii',
  );
  expect(corpo.items.map((i) => i.genere).sort()).toEqual(['documento', 'richiesta']);
  expect(p.lamentele).toEqual([]);
});
