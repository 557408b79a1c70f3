import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manca } from '../support/pacchetti.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

describe.skipIf(manca('chromium'))('annullare e rettificare', () => {
  let schermo: Schermo;
  beforeAll(async () => {
    schermo = await apriSchermo();
    for (const oggetto of ['Domanda presentata due volte', 'Istanza con un errore nel nome']) {
      const { stato } = await schermo.prodotto.chiama('operatore', 'POST', '/registri/PG/registrazioni', {
        corpo: {
          flusso: 'E',
          oggetto,
          supporto: 'analogico',
          analogico: { esemplare: 'originale', unico: false, disponibile: true },
          mittenti: [{ tipo: 'PF', nome: 'Luca', cognome: 'Verdi' }],
        },
      });
      expect(stato).toBe(201);
    }
  }, 120_000);
  afterAll(() => schermo.chiudi());

  test('l’operatore chiede l’annullamento, il responsabile lo autorizza con l’atto, la registrazione resta barrata e leggibile', async () => {
    const operatore = await schermo.postazione();
    await schermo.entra(operatore, 'operatore');
    const { pagina } = operatore;
    await pagina.goto(`/registro/${new Date().getFullYear()}/1`);
    await pagina.getByRole('link', { name: /Chiedi annullamento/ }).click();
    await pagina.getByText('la autorizza o la respinge').waitFor();
    await pagina.getByLabel('Motivazione').fill('Registrata due volte per errore di lettura.');
    await pagina.getByRole('button', { name: 'Invia la richiesta al responsabile' }).click();
    await pagina.getByText('Una richiesta attende').waitFor();
    expect(await pagina.getByText('Valida', { exact: true }).isVisible()).toBe(true);

    const responsabile = await schermo.postazione();
    await schermo.entra(responsabile, 'rsp');
    const sua = responsabile.pagina;
    await sua.getByRole('link', { name: 'Richieste 1 in attesa' }).click();
    await sua.getByText('Registrata due volte per errore di lettura.').waitFor();
    await sua.getByRole('button', { name: /^Autorizza/ }).click();
    // Without the act it is refused, and nothing is lost.
    await sua.getByRole('button', { name: /sarà annullata per sempre/ }).click();
    await sua.getByRole('alert').waitFor();
    await sua.getByLabel('Numero dell’atto').fill('14/2026');
    await sua.getByLabel('del', { exact: true }).fill('2026-01-15');
    await sua.getByRole('button', { name: /sarà annullata per sempre/ }).click();
    await sua.getByText('Nessuna richiesta in attesa').waitFor();

    await pagina.reload();
    await pagina.getByText(/con atto n\. 14\/2026 del 15\/01\/2026/).waitFor();
    const barrato = await pagina
      .locator('.dati__oggetto')
      .evaluate((e) => getComputedStyle(e).textDecorationLine);
    expect(barrato).toBe('line-through');
    expect(await pagina.locator('.dati__oggetto').textContent()).toBe('Domanda presentata due volte');
    expect(await pagina.getByRole('link', { name: /annullamento/ }).count()).toBe(0);
    await pagina.getByRole('tab', { name: 'Storia' }).click();
    await pagina.getByText('Annullata', { exact: true }).waitFor();
    await pagina.goto('/registro');
    expect(await pagina.getByRole('row', { name: /Domanda presentata due volte/ }).textContent()).toContain(
      'ANNULLATA',
    );
    expect([...operatore.lamentele, ...responsabile.lamentele]).toEqual([]);
    await operatore.contesto.close();
    await responsabile.contesto.close();
  });

  test('la rettifica del responsabile è immediata e lascia il valore di prima accanto al nuovo', async () => {
    const postazione = await schermo.postazione();
    await schermo.entra(postazione, 'rsp');
    const { pagina, contesto } = postazione;
    await pagina.goto(`/registro/${new Date().getFullYear()}/2/rettifica`);
    await pagina.getByLabel('Nuovo oggetto').fill('Istanza con il nome giusto');
    await pagina.getByLabel('Motivazione').fill('Oggetto trascritto male allo sportello.');
    await pagina.getByRole('button', { name: 'Rettifica, per sempre' }).click();
    const sostituiti = pagina.getByRole('list', { name: 'Valori sostituiti' });
    await sostituiti.getByText('Istanza con un errore nel nome').waitFor();
    expect(await sostituiti.locator('del').textContent()).toBe('Istanza con un errore nel nome');
    expect(await pagina.locator('.dati__oggetto').textContent()).toBe('Istanza con il nome giusto');
    await contesto.close();
  });

  test('chi ha chiesto un annullamento lo ritira finché nessuno ha deciso, tutto da tastiera', async () => {
    const { corpo } = await schermo.prodotto.chiama<{ numero: string; anno: number }>(
      'operatore',
      'POST',
      '/registri/PG/registrazioni',
      {
        corpo: {
          flusso: 'E',
          oggetto: 'Istanza da non annullare',
          supporto: 'analogico',
          analogico: { esemplare: 'originale', unico: false, disponibile: true },
          mittenti: [{ tipo: 'PF', nome: 'Luca', cognome: 'Verdi' }],
        },
      },
    );
    const percorso = `/registri/PG/registrazioni/${corpo.anno}/${Number(corpo.numero)}`;
    const chiesta = await schermo.prodotto.chiama('operatore', 'POST', `${percorso}/annullamento`, {
      corpo: { motivazione: 'Chiesto per una svista allo sportello.' },
    });
    expect(chiesta.stato, chiesta.testo).toBe(201);
    const postazione = await schermo.postazione();
    await schermo.entra(postazione, 'operatore');
    const { pagina, contesto } = postazione;
    await pagina.goto('/richieste');
    await pagina.getByRole('heading', { name: 'Le mie richieste in attesa' }).waitFor();
    await pagina.getByText('Chiesto per una svista allo sportello.').waitFor();
    expect(await pagina.getByRole('button', { name: /^(Autorizza|Respingi)/ }).count()).toBe(0);
    await pagina.getByRole('button', { name: /^Ritira la richiesta/ }).focus();
    await pagina.keyboard.press('Enter');
    await pagina.getByRole('button', { name: /^Sì, ritira/ }).waitFor();
    await pagina.keyboard.press('Enter');
    await pagina.getByText('Nessuna richiesta in attesa').waitFor();
    const dopo = await schermo.prodotto.chiama<{ stato: string; richiesteAperte: number }>(
      'operatore',
      'GET',
      percorso,
    );
    expect(dopo.corpo).toMatchObject({ stato: 'valida', richiesteAperte: 0 });
    expect(postazione.lamentele).toEqual([]);
    await contesto.close();
  });
});
