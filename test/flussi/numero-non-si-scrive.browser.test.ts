import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrivoDiCarta } from '../support/carte-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

describe.skipIf(manca('chromium'))('il numero', () => {
  let s: Schermo;
  beforeAll(async () => {
    s = await apriSchermo();
  });
  afterAll(() => s.chiudi());

  test('RN-52.4 nessuna schermata offre il campo del numero, e una richiesta che lo porta è rifiutata', async () => {
    const postazione = await s.postazione();
    await s.entra(postazione, 'operatore');
    const { pagina } = postazione;
    await pagina.goto('/registra');
    await pagina.getByRole('button', { name: /Altri dati/ }).click();
    await pagina.getByLabel('Note', { exact: true }).waitFor();
    const etichette = await pagina.locator('main label, main legend').allInnerTexts();
    expect(etichette.length).toBeGreaterThan(10);
    const delNumero = etichette.filter((e) =>
      /^(numero|anno|numero di (protocollo|registrazione)|protocollo n\.?|data di registrazione)\b/i.test(
        e.trim(),
      ),
    );
    expect(delNumero).toEqual([]);

    for (const campo of ['numero', 'numeroRegistrazione', 'anno', 'dataRegistrazione']) {
      const rifiutata = await s.prodotto.chiama<{ campi: { campo: string }[] }>(
        'operatore',
        'POST',
        '/registri/PG/registrazioni',
        {
          corpo: { ...arrivoDiCarta(), [campo]: 1 },
        },
      );
      expect([rifiutata.stato, rifiutata.corpo.campi[0]?.campo]).toEqual([422, campo]);
    }
    // Not even one already given: the next registration simply takes the next.
    const prima = await s.prodotto.chiama<{ numero: string }>(
      'operatore',
      'POST',
      '/registri/PG/registrazioni',
      { corpo: arrivoDiCarta() },
    );
    const dopo = await s.prodotto.chiama<{ numero: string }>(
      'operatore',
      'POST',
      '/registri/PG/registrazioni',
      { corpo: arrivoDiCarta() },
    );
    expect(Number(dopo.corpo.numero)).toBe(Number(prima.corpo.numero) + 1);
  });
});
