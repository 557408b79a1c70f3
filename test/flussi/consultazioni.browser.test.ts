import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guarda, violazioni } from '../support/accessibilita.ts';
import { arrivoDiCarta } from '../support/carte-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

describe.skipIf(manca('chromium'))('le consultazioni sullo schermo', () => {
  let schermo: Schermo;
  beforeAll(async () => {
    schermo = await apriSchermo();
  }, 240_000);
  afterAll(() => schermo.chiudi());

  test('dalla registrazione che non si vede si chiede, chi decide concede, e la si apre', async () => {
    const anno = new Date().getFullYear();
    const corpo = arrivoDiCarta({ oggetto: 'Perizia di stima', unitaCompetente: 'tecnico' });
    const r = await schermo.prodotto.chiama('operatore', 'POST', '/registri/PG/registrazioni', { corpo });
    expect(r.stato, r.testo).toBe(201);
    expect(await guarda(schermo, { consultazione: ['/consultazioni'] }, [360])).toEqual([]);

    const chiede = await schermo.postazione();
    await schermo.entra(chiede, 'consultazione');
    await chiede.pagina.goto(`/registro/${anno}/1`);
    await chiede.pagina.getByRole('link', { name: 'Chiedi di consultarla' }).click();
    await chiede.pagina.getByLabel('Motivo').fill('Occorre per la verifica dei residui passivi');
    await chiede.pagina.getByRole('button', { name: 'Chiedi', exact: true }).click();
    await chiede.pagina.getByText('in attesa').waitFor();

    const decide = await schermo.postazione(360);
    await schermo.entra(decide, 'tecnico');
    await decide.pagina.goto('/consultazioni');
    await decide.pagina.getByText('Perizia di stima, Ufficio Tecnico').waitFor();
    for (const larghezza of [1440, 360]) {
      await decide.pagina.setViewportSize({ width: larghezza, height: 900 });
      expect(await violazioni(decide.pagina)).toEqual([]);
    }
    await decide.pagina.getByRole('button', { name: 'Nega' }).click();
    await decide.pagina.getByText('A chi ha chiesto si dice perché').first().waitFor();
    await decide.pagina.getByRole('button', { name: 'Concedi' }).click();
    await decide.pagina.getByRole('button', { name: 'Revoca' }).waitFor();

    await chiede.pagina.reload();
    await chiede.pagina.getByRole('link', { name: `1/${anno}`, exact: true }).click();
    await chiede.pagina.getByText('Perizia di stima').first().waitFor();
    expect([...chiede.lamentele, ...decide.lamentele]).toEqual([]);
    await chiede.contesto.close();
    await decide.contesto.close();
    expect(
      await guarda(schermo, { consultazione: ['/consultazioni'], tecnico: ['/consultazioni'] }, [360, 1440]),
    ).toEqual([]);
  }, 240_000);
});
