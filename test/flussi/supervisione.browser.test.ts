import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { segnalaLavoriAbbandonati } from '#supervisione';
import { guarda, sporgenze, violazioni, type Schermate } from '../support/accessibilita.ts';
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
  admin: ['/supervisione/log', '/amministrazione/lavori'],
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

  test('dall’avviso l’amministratore arriva ai lavori non riusciti e li riprende, uno e poi tutti, con la sola tastiera', async () => {
    const { prodotto } = schermo;
    const { enteId } = prodotto.ente;
    const superutente = new pg.Client(prodotto.banca.urlSuperutente);
    await superutente.connect();
    const abbandona = (nome: string, errore: string | null): Promise<unknown> =>
      superutente.query(
        `WITH nuovo AS MATERIALIZED (SELECT id FROM graphile_worker.add_job($1, $2))
         SELECT graphile_worker.permanently_fail_jobs(array_agg(id), $3) FROM nuovo`,
        [nome, JSON.stringify({ enteId }), errore],
      );
    await superutente.query('DELETE FROM graphile_worker._private_jobs');
    await abbandona(
      'pec.spedisci',
      `connect ECONNREFUSED 192.0.2.7:465 ${'/una/via/senza/spazi'.repeat(12)}`,
    );
    await abbandona('conservazione.produci', 'relation "pacchetto" does not exist');
    await abbandona('documenti.verifica', null);
    await superutente.query(`UPDATE graphile_worker._private_jobs SET last_error = NULL
      WHERE task_id = (SELECT id FROM graphile_worker._private_tasks WHERE identifier = 'documenti.verifica')`);
    await segnalaLavoriAbbandonati(prodotto.db, enteId);
    expect(await guarda(schermo, { admin: ['/amministrazione/lavori'] }, [360, 1280, 1440])).toEqual([]);

    const postazione = await schermo.postazione();
    const { pagina, contesto, lamentele } = postazione;
    await schermo.entra(postazione, 'admin');
    const avviso = pagina.getByRole('alert').filter({ hasText: '3 lavori in differita non sono riusciti' });
    await avviso.getByRole('link', { name: 'Lavori non riusciti' }).focus();
    await pagina.keyboard.press('Enter');
    const righe = pagina.getByRole('table', { name: 'Lavori non riusciti' }).getByRole('row');
    await expect.poll(() => righe.count()).toBe(4);
    await righe.nth(1).getByText('Perché').focus();
    await pagina.keyboard.press('Enter');
    await righe.nth(1).getByText('connect ECONNREFUSED').waitFor();
    expect(await violazioni(pagina)).toEqual([]);
    expect(await sporgenze(pagina)).toBe('');
    await righe.nth(3).getByText('Si è interrotto senza dire perché').waitFor();

    await righe.nth(1).getByRole('button', { name: 'Riprova a spedire un messaggio' }).focus();
    await pagina.keyboard.press('Enter');
    await expect.poll(() => righe.count()).toBe(3);
    await pagina.getByRole('status').filter({ hasText: '2 lavori' }).waitFor();
    // The button went away with its line: who is at the keyboard goes on from the title.
    await pagina
      .getByRole('heading', { name: 'Lavori non riusciti' })
      .and(pagina.locator(':focus'))
      .waitFor();
    // Put back meanwhile by somebody else: it says so, and the list is as it is now.
    const { rows } = await superutente.query<{ id: string }>(
      `SELECT id::text FROM graphile_worker._private_jobs WHERE attempts >= max_attempts ORDER BY id LIMIT 1`,
    );
    await prodotto.chiama('admin', 'POST', `/lavori-abbandonati/${rows[0]?.id}/ripresa`);
    await righe.nth(1).getByRole('button', { name: 'Riprova a preparare un pacchetto' }).click();
    await pagina.getByText('Il lavoro si sta già riprovando.').waitFor();
    await expect.poll(() => righe.count()).toBe(2);
    expect(await pagina.locator('.avviso-errore:focus').count()).toBe(1);

    await pagina.getByRole('button', { name: 'Riprova tutti' }).focus();
    await pagina.keyboard.press('Enter');
    await pagina.getByText('Nessun lavoro da riprendere').waitFor();
    expect(await pagina.locator('.avviso-errore').count()).toBe(0);
    await avviso.waitFor({ state: 'detached' });
    expect(lamentele).toEqual([]);
    await contesto.close();
    await superutente.end();
  }, 300_000);
});
