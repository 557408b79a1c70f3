import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sporgenze, violazioni } from '../support/accessibilita.ts';
import { apriDiProva, registraDiProva } from '../support/fascicoli-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

const cartella = process.env.FOTO;

describe.skipIf(manca('chromium'))('un fascicolo esportato si reimporta dalla schermata', () => {
  let schermo: Schermo;
  beforeAll(async () => {
    schermo = await apriSchermo();
  }, 120_000);
  afterAll(() => schermo.chiudi());

  test('si sceglie il file, si vede che cosa manca, si conferma; un file qualunque è rifiutato accanto al campo', async () => {
    const { prodotto: p } = schermo;
    const f = await apriDiProva(p, 'operatore');
    const collocati: string[] = [];
    for (const oggetto of ['Domanda', 'Integrazione']) {
      const registrazione = await registraDiProva(p, 'operatore', { oggetto });
      const r = await p.chiama<{ id: string }>('operatore', 'POST', `/fascicoli/${f.numero}/documenti`, {
        corpo: { registrazione },
      });
      collocati.push(r.corpo.id);
    }
    const zip = await p.chiama('operatore', 'GET', `/fascicoli/${f.numero}/esportazione.zip`);
    for (const id of collocati)
      await p.chiama('operatore', 'DELETE', `/fascicoli/${f.numero}/documenti/${id}?motivo=Prova`);

    const postazione = await schermo.postazione(360);
    const { pagina, contesto, lamentele } = postazione;
    await schermo.entra(postazione, 'operatore');
    const difetti: string[] = [];
    const guardaOra = async (momento: string): Promise<void> => {
      for (const larghezza of [360, 1440]) {
        await pagina.setViewportSize({ width: larghezza, height: 800 });
        for (const v of await violazioni(pagina)) difetti.push(`${momento} a ${larghezza}: ${v}`);
        const fuori = await sporgenze(pagina);
        if (fuori) difetti.push(`${momento} a ${larghezza}: ${fuori}`);
        if (cartella) await pagina.screenshot({ path: `${cartella}/importa-${momento}-${larghezza}.png` });
      }
    };
    await pagina.goto('/fascicoli');
    await pagina.getByRole('button', { name: 'Importa un fascicolo esportato' }).click();
    const finestra = pagina.getByRole('dialog', { name: 'Importa un fascicolo esportato' });
    await guardaOra('vuota');
    const scegli = async (name: string, buffer: Buffer): Promise<void> => {
      await finestra.getByLabel('Archivio zip').setInputFiles({ name, mimeType: 'application/zip', buffer });
      await finestra.getByRole('button', { name: 'Controlla' }).click();
    };
    await scegli('nota.zip', Buffer.from('non è uno zip'));
    await finestra.getByText('Il file non è un archivio zip, o è rovinato.').first().waitFor();
    await guardaOra('rifiutato');
    await scegli(`fascicolo-${f.numero}.zip`, zip.byte);
    await finestra.getByText('Mancano 2 legami.').waitFor();
    await guardaOra('prova');
    await finestra.getByRole('button', { name: 'Rimetti al loro posto' }).click();
    await finestra.getByText('Rimessi 2 legami.').waitFor();
    await guardaOra('fatta');
    await finestra.getByRole('link', { name: 'Vai al fascicolo' }).click();
    await pagina
      .getByRole('option', { name: /Integrazione/ })
      .or(pagina.getByText('Integrazione'))
      .first()
      .waitFor();
    expect([...difetti, ...lamentele]).toEqual([]);
    await contesto.close();
  }, 120_000);
});
