import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guarda, type Schermate } from '../support/accessibilita.ts';
import { arrivoDiCarta } from '../support/carte-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

const schermate: Schermate = {
  rsp: [
    '/supervisione',
    '/supervisione?dal=2025-01-01&al=2025-12-31',
    '/supervisione/log',
    '/supervisione/log?gruppo=rifiuti',
  ],
  admin: ['/supervisione/log'],
};

/** Assignments of two months, refusals, and a long trail: what a year of work leaves behind, written as past, past the triggers of acts. */
const TANTO = `
  SET session_replication_role = replica;
  SELECT set_config('tabularium.ente', (SELECT id FROM ente LIMIT 1)::text, true);
  INSERT INTO assegnazione (ente_id, registrazione_id, unita_id, titolo, stato, assegnata_da_nome, smistata_il, in_carico_il, confermata_il)
  SELECT r.ente_id, r.id, u.id, 'competenza', 'in-carico', 'Prova', x.il, x.il,
    CASE WHEN r.numero % 3 > 0 THEN x.il + make_interval(hours => (r.numero * 7 % 50)::integer) END
  FROM registrazione r JOIN registro g ON g.id = r.registro_id AND g.codice = 'PG'
  JOIN unita u ON u.codice = CASE WHEN r.numero % 2 = 0 THEN 'tecnico' ELSE 'ragioneria' END,
  LATERAL (SELECT clock_timestamp() - make_interval(days => (r.numero % 70)::integer) AS il) x;
  INSERT INTO traccia (ente_id, istante, utente_id, attore, unita_id, operazione, oggetto_tipo, dettaglio, ip)
  SELECT i.ente_id, clock_timestamp() - make_interval(hours => n), i.utente_id, 'Prova-operatore Anna (operatore)', i.unita_id,
    CASE WHEN n % 10 = 0 THEN 'accesso.rifiutato' ELSE 'rubrica.modificata' END, 'rubrica',
    jsonb_build_object('prima', repeat('parola ', n % 40), 'dopo', repeat('unaparolasenzaspazi', n % 15)), '192.0.2.7'
  FROM incarico i JOIN utente u ON u.id = i.utente_id AND u.nome_utente = 'operatore', generate_series(1, 600) n`;

describe.skipIf(manca('chromium'))('la supervisione sullo schermo', () => {
  let schermo: Schermo;
  beforeAll(async () => {
    schermo = await apriSchermo();
  }, 240_000);
  afterAll(() => schermo.chiudi());

  test('senza ancora alcun lavoro il quadro e il log si leggono, a 360 e a 1440 px, senza difetti di accessibilità', async () => {
    expect(await guarda(schermo, schermate, [360, 1440])).toEqual([]);
  }, 240_000);

  test('dal quadro si arriva a ciò che non va, e dal log a una sola persona in un giorno, con la sola tastiera', async () => {
    const { prodotto } = schermo;
    for (let i = 0; i < 40; i++) {
      const oggetto =
        i === 5
          ? `Domanda con un oggetto assai lungo ${'e ancora una parola '.repeat(20)}`
          : `Domanda numero ${i}`;
      const r = await prodotto.chiama('operatore', 'POST', '/registri/PG/registrazioni', {
        corpo: { ...arrivoDiCarta(), oggetto },
      });
      expect(r.stato, r.testo).toBe(201);
    }
    const superutente = new pg.Client(prodotto.banca.urlSuperutente);
    await superutente.connect();
    await superutente.query(TANTO);
    await superutente.end();

    const postazione = await schermo.postazione();
    const { pagina, contesto, lamentele } = postazione;
    await schermo.entra(postazione, 'rsp');
    await pagina.getByRole('link', { name: 'Supervisione' }).focus();
    await pagina.keyboard.press('Enter');
    await pagina.getByRole('heading', { name: 'Supervisione', level: 1 }).waitFor();
    const oggi = pagina.getByRole('listitem').filter({ hasText: 'registrazioni oggi' });
    expect(await oggi.locator('.riquadro__cifra').textContent()).toBe('40');
    await pagina.getByRole('img', { name: 'Nel periodo 40 in arrivo, 0 in partenza, 0 interne' }).waitFor();
    await pagina.getByText('nove su dieci entro').first().waitFor();
    const trattenuti = pagina.getByRole('region', { name: 'Documenti trattenuti' });
    await trattenuti.getByText('da più di 30 giorni').waitFor();
    expect(await trattenuti.getByRole('listitem').count()).toBe(11);

    // The figures of a picture are in a table too.
    await pagina.getByText('I numeri').first().focus();
    await pagina.keyboard.press('Enter');
    await pagina.getByRole('columnheader', { name: 'Arrivo' }).waitFor();

    await pagina.getByRole('link', { name: 'Vedi nel log' }).last().focus();
    await pagina.keyboard.press('Enter');
    await pagina.getByRole('heading', { name: 'Log delle operazioni', level: 1 }).waitFor();
    await pagina.getByText('accesso rifiutato').first().waitFor();
    await pagina.getByLabel('Documento').fill('3');
    await pagina.getByText('Si scrive numero/anno').waitFor();
    await pagina.getByLabel('Documento').fill(`3/${new Date().getFullYear()}`);
    await pagina.getByLabel('Operazioni', { exact: true }).selectOption({ label: 'Tutte' });
    await pagina.keyboard.press('Tab');
    await pagina.getByLabel('Documento').press('Enter');
    const voci = pagina.getByRole('list', { name: 'Operazioni, dalla più recente' }).getByRole('listitem');
    await expect.poll(() => voci.count(), { timeout: 15_000 }).toBe(1);
    expect(await voci.first().textContent()).toContain(`PG 3/${new Date().getFullYear()}`);
    expect(lamentele).toEqual([]);
    await contesto.close();
    expect(await guarda(schermo, schermate, [360, 1440])).toEqual([]);
  }, 300_000);
});
