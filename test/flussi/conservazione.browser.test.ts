import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lavoroInvia, lavoroProduci, type PartiConservazione } from '#conservazione';
import { orologioDiSistema } from '#platform/clock';
import { openFileSystemStore } from '#platform/storage';
import { openVault } from '#platform/vault';
import { guarda, violazioni } from '../support/accessibilita.ts';
import { arrivoDiCarta, pdfDiProva } from '../support/carte-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

describe.skipIf(manca('chromium'))('la conservazione sullo schermo', () => {
  let schermo: Schermo;
  let pacchetto = '';
  let superutente: pg.Client;
  let parti: PartiConservazione;
  beforeAll(async () => {
    schermo = await apriSchermo();
    const { ambiente, banca, db, ente } = schermo.prodotto;
    superutente = new pg.Client(banca.urlSuperutente);
    await superutente.connect();
    await superutente.query(
      `INSERT INTO nomina (ente_id, ruolo, utente_id, dal, atto, scritta_da) VALUES ($1, 'responsabile-conservazione', $2, '2020-01-01', 'Decreto n. 9', 'prova')`,
      [ente.enteId, ente.utenti.tecnico.id],
    );
    parti = {
      db,
      archivio: await openFileSystemStore(join(ambiente.dati, 'documenti')),
      log: ambiente.log,
      vault: openVault(ambiente.dati, undefined),
      orologio: orologioDiSistema,
      dati: ambiente.dati,
    };
  }, 240_000);
  afterAll(async () => {
    await superutente.end();
    await schermo.chiudi();
  });

  /** What the queue would do: packages of the acts, then their delivery. */
  async function lavora(): Promise<void> {
    const togli = async (nome: string) =>
      (
        await superutente.query<{ payload: unknown }>(
          `WITH p AS (DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
             WHERE t.id = j.task_id AND t.identifier = $1 RETURNING j.payload) SELECT payload FROM p`,
          [nome],
        )
      ).rows;
    for (const { payload } of await togli('conservazione.produci')) await lavoroProduci(payload, parti);
    for (const { payload } of await togli('conservazione.invia')) await lavoroInvia(payload, parti);
  }

  test('il responsabile configura, versa, conferma ed esibisce da tastiera', async () => {
    const { prodotto } = schermo;
    const r = await prodotto.chiama<{ anno: number }>('operatore', 'POST', '/registri/PG/registrazioni', {
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
    await schermo.entra(postazione, 'tecnico');
    await pagina.goto('/conservazione/conservatore');
    await pagina.getByLabel('Nome del conservatore').fill('Archivio regionale');
    await pagina.getByLabel('Come si consegna').selectOption('cartella');
    await pagina.getByLabel('Nome della cartella').fill('regione');
    await pagina.getByLabel('Nome della cartella').press('Enter');
    await pagina.getByRole('button', { name: 'Prova il collegamento' }).focus();
    await pagina.keyboard.press('Enter');
    await pagina.getByText('La cartella c’è e si può scrivere.').last().waitFor();

    await pagina.goto('/conservazione/versa');
    await pagina.getByLabel('Dal numero').fill('1');
    await pagina.getByLabel(/^Al numero/).fill('1');
    await pagina.getByLabel(/^Al numero/).press('Enter');
    await pagina.getByText('Pacchetti in preparazione: 1.').waitFor();
    expect(await violazioni(pagina)).toEqual([]);
    await lavora();

    await pagina.goto('/conservazione');
    await pagina.getByRole('link', { name: `PG 1/${r.corpo.anno}` }).focus();
    await pagina.keyboard.press('Enter');
    await pagina.getByRole('heading', { name: `PG 1/${r.corpo.anno}`, level: 1 }).waitFor();
    await pagina.getByRole('button', { name: 'Rifiuta' }).click();
    await pagina.getByRole('alert').first().waitFor();
    await pagina.getByLabel(/^Motivo/).fill('Verificato sul sito del conservatore');
    await pagina.getByRole('button', { name: 'Conferma che è conservato' }).focus();
    await pagina.keyboard.press('Enter');
    await pagina.getByLabel('Perché si esibisce').fill('Accesso agli atti');
    const [scarico] = await Promise.all([
      pagina.waitForEvent('download'),
      pagina.getByRole('link', { name: 'Esibisci istanza.pdf' }).click(),
    ]);
    expect(scarico.suggestedFilename()).toMatch(/^esibizione-.*\.zip$/);
    expect(lamentele.filter((l) => !l.includes('422'))).toEqual([]);
    pacchetto = new URL(pagina.url()).pathname;
    await contesto.close();
  });

  test('ogni schermata è accessibile, su uno schermo stretto e su uno largo', async () => {
    const schermate = [
      '/conservazione',
      pacchetto,
      '/conservazione/versa',
      '/conservazione/proposte',
      '/conservazione/conservatore',
    ];
    expect(
      await guarda(
        schermo,
        { tecnico: schermate, admin: ['/conservazione', '/conservazione/conservatore'] },
        [360, 1440],
      ),
    ).toEqual([]);
  });

  test('cambiato il conservatore, la pagina dice che cosa resta al vecchio, e il responsabile scrive se una consegna è arrivata', async () => {
    const { prodotto } = schermo;
    const chiama = async <T>(
      chi: 'admin' | 'operatore' | 'rsp',
      metodo: 'GET' | 'POST' | 'PUT',
      via: string,
      corpo?: object,
    ) => {
      const r = await prodotto.chiama<T>(chi, metodo, via, corpo && { corpo });
      expect(r.stato, r.testo).toBeLessThan(300);
      return r.corpo;
    };
    const prepara = async (): Promise<string> => {
      const { anno, numero } = await chiama<{ anno: number; numero: string }>(
        'operatore',
        'POST',
        '/registri/PG/registrazioni',
        {
          ...arrivoDiCarta(),
          supporto: undefined,
          analogico: undefined,
          documentoPrincipale: await prodotto.carica('operatore', 'istanza.pdf', pdfDiProva()),
        },
      );
      await chiama('rsp', 'POST', '/conservazione/versamenti', {
        documenti: { registro: 'PG', anno, dal: Number(numero), al: Number(numero) },
      });
      const { rows } = await superutente.query<{ payload: unknown }>(
        `WITH p AS (DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
           WHERE t.id = j.task_id AND t.identifier = 'conservazione.produci' RETURNING j.payload) SELECT payload FROM p`,
      );
      for (const { payload } of rows) await lavoroProduci(payload, parti);
      const ultimo = await superutente.query<{ id: string }>(
        'SELECT id FROM pacchetto ORDER BY id DESC LIMIT 1',
      );
      return ultimo.rows[0]?.id ?? '';
    };
    await prepara();
    const incerto = await prepara();
    // A delivery that was cut short.
    await superutente.query('UPDATE pacchetto SET partito_il = clock_timestamp() WHERE id = $1', [incerto]);
    const { conservatore } = await chiama<{ conservatore: { versione: number } }>(
      'admin',
      'GET',
      '/conservazione/conservatore',
    );
    await chiama('admin', 'PUT', '/conservazione/conservatore', {
      versione: conservatore.versione,
      denominazione: 'Nuovo conservatore',
      trasporto: 'cartella',
      cartella: { cartella: 'nuovo' },
    });
    const suo = `/conservazione/pacchetti/${incerto}`;
    expect(await guarda(schermo, { tecnico: ['/conservazione', suo] }, [360, 1440])).toEqual([]);
    const postazione = await schermo.postazione();
    const { pagina, contesto } = postazione;
    await schermo.entra(postazione, 'tecnico');
    await pagina.goto('/conservazione');
    const sezione = pagina.getByRole('region', { name: 'Il conservatore è cambiato' });
    await sezione.getByText('Un pacchetto non gli è mai arrivato').waitFor();
    await sezione.getByText('Un pacchetto era in viaggio').waitFor();
    await pagina.goto(suo);
    await pagina.getByLabel(/^Come lo si è accertato/).fill('Risposta per posta certificata del 27 novembre');
    await pagina.getByRole('button', { name: 'Non è arrivato' }).focus();
    await pagina.keyboard.press('Enter');
    await pagina.getByText('Ritirato', { exact: true }).first().waitFor();
    expect(await violazioni(pagina)).toEqual([]);
    await contesto.close();
  });
});
