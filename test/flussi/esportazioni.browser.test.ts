import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openZip } from '#platform/zip';
import { guarda, violazioni } from '../support/accessibilita.ts';
import { arrivoDiCarta, pdfDiProva } from '../support/carte-di-prova.ts';
import { partiPreparazione, preparaInCoda } from '../support/esportazioni-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

describe.skipIf(manca('chromium'))('le esportazioni sullo schermo', () => {
  let schermo: Schermo;
  let superutente: pg.Client;
  beforeAll(async () => {
    schermo = await apriSchermo();
    superutente = new pg.Client(schermo.prodotto.banca.urlSuperutente);
    await superutente.connect();
  }, 240_000);
  afterAll(async () => {
    await superutente.end();
    await schermo.chiudi();
  });

  test('il responsabile chiede, segue, scarica ed elimina un’esportazione con la sola tastiera', async () => {
    const { prodotto } = schermo;
    const r = await prodotto.chiama('operatore', 'POST', '/registri/PG/registrazioni', {
      corpo: {
        ...arrivoDiCarta(),
        supporto: undefined,
        analogico: undefined,
        documentoPrincipale: await prodotto.carica('operatore', 'istanza.pdf', pdfDiProva()),
      },
    });
    expect(r.stato, r.testo).toBe(201);
    const postazione = await schermo.postazione();
    const { pagina, contesto, lamentele } = postazione;
    const premi = async (ruolo: 'button' | 'link', nome: string | RegExp): Promise<void> => {
      await pagina.getByRole(ruolo, { name: nome }).focus();
      await pagina.keyboard.press('Enter');
    };
    await schermo.entra(postazione, 'rsp');
    await premi('link', 'Esportazioni');
    await pagina.getByText('Nessuna esportazione, per ora').waitFor();

    await pagina.getByLabel('Che cosa').focus();
    await pagina.keyboard.press('ArrowDown');
    expect(await pagina.getByLabel('Che cosa').inputValue()).toBe(String(new Date().getFullYear()));
    await pagina.keyboard.press('ArrowUp');
    await pagina.keyboard.press('Tab');
    await pagina.keyboard.press('Space');
    await pagina.keyboard.press('Tab');
    await pagina.keyboard.press('Enter');
    await pagina.getByText('In attesa').waitFor();
    expect(await pagina.getByRole('button', { name: 'Chiedi l’esportazione' }).isDisabled()).toBe(true);
    await pagina.getByRole('progressbar').waitFor();
    await premi('button', /^Interrompi/);
    await pagina.getByText('Interrotta', { exact: true }).waitFor();
    expect(await pagina.evaluate(() => document.activeElement?.textContent)).toBe('Esportazioni chieste');
    await preparaInCoda(prodotto);

    // One that fails is told why, and may be asked again.
    await premi('button', 'Chiedi l’esportazione');
    await pagina.getByText('In attesa').waitFor();
    const { archivio } = await partiPreparazione(prodotto);
    const pieno = Object.assign(new Error('pieno'), { code: 'ENOSPC' });
    await preparaInCoda(prodotto, { archivio: { ...archivio, get: () => Promise.reject(pieno) } });
    await pagina.getByText('Lo spazio sul disco del server è finito').waitFor();
    await premi('button', /^Riprova/);
    await pagina.getByText('In attesa').waitFor();
    await preparaInCoda(prodotto);
    await pagina.getByText('Pronta', { exact: true }).waitFor();
    await pagina.getByText(/Una registrazione, un documento, .* si tiene fino al/).waitFor();
    expect(await violazioni(pagina)).toEqual([]);

    const attesa = pagina.waitForEvent('download');
    await premi('link', /^Scarica/);
    const scaricato = await attesa;
    expect(scaricato.suggestedFilename()).toMatch(/^esportazione-.+-tutto-.+\.zip$/);
    const zip = await openZip(await readFile(await scaricato.path()), {
      maxEntries: 10_000,
      maxBytes: 1e9,
      maxRatio: 1000,
      freeBytes: 1e9,
    });
    expect([...zip.entries.keys()].some((n) => n.endsWith('/esportazione.json'))).toBe(true);

    await premi('button', /^Elimina/);
    await pagina.getByRole('dialog').getByRole('button', { name: 'Elimina i file' }).waitFor();
    expect(await violazioni(pagina)).toEqual([]);
    await pagina.keyboard.press('Enter');
    await pagina.getByText('Eliminata', { exact: true }).waitFor();
    expect(await pagina.evaluate(() => document.activeElement?.textContent)).toBe('Esportazioni chieste');
    expect(lamentele).toEqual([]);
    await contesto.close();
  }, 120_000);

  test('con una in corso e molte finite la pagina non ha difetti di accessibilità, a 360 e a 1440 px', async () => {
    await superutente.query(
      `INSERT INTO esportazione (ente_id, anno, anche_chiavi, chiesta_da, utente_id, chiesta_il, stato, fatti, tutti, pronta_il, scade_il, byte,
         impronta, registrazioni, documenti, difetti, errore, chiusa_il, chiusa_da)
       SELECT $1, CASE WHEN i % 3 = 0 THEN 2026 END, i % 4 = 0, 'Bassi Elena Maria Antonietta (rsp)', $2, now() - make_interval(days => i), s,
         CASE WHEN s = 'in-corso' THEN 61234 ELSE 99000 END, 99000, CASE WHEN p THEN now() END, CASE WHEN p THEN now() + interval '6 days' END,
         CASE WHEN p THEN 3456789012 * i + 1 END, CASE WHEN p THEN sha256('x') END, CASE WHEN p THEN 48211 END, CASE WHEN p THEN 61007 END,
         CASE WHEN p THEN i % 5 END, CASE WHEN s = 'non-riuscita' THEN 'Lo spazio sul disco del server è finito: va liberato prima di riprovare.' END,
         CASE WHEN s NOT IN ('in-corso', 'pronta') THEN now() END, CASE WHEN s NOT IN ('in-corso', 'pronta') THEN 'Bassi Elena (rsp)' END
       FROM generate_series(0, 40) i, LATERAL (SELECT CASE i WHEN 0 THEN 'in-corso' ELSE
         (ARRAY['pronta', 'non-riuscita', 'annullata', 'scaduta', 'eliminata'])[1 + i % 5] END AS s) a,
         LATERAL (SELECT s IN ('pronta', 'scaduta', 'eliminata') AS p) b`,
      [schermo.prodotto.ente.enteId, schermo.prodotto.ente.utenti.rsp.id],
    );
    expect(await guarda(schermo, { rsp: ['/esportazioni'] }, [360, 1440])).toEqual([]);
  }, 180_000);
});
