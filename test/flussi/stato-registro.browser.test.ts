import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { orologioDiSistema } from '#platform/clock';
import { openFileSystemStore } from '#platform/storage';
import { openVault } from '#platform/vault';
import { chiudiNotte, lavoroVerificaRegistro } from '#registro-verificabile';
import { guarda } from '../support/accessibilita.ts';
import { arrivoDiCarta } from '../support/carte-di-prova.ts';
import { manca } from '../support/pacchetti.ts';
import { apriSchermo, type Schermo } from '../support/schermo.ts';

describe.skipIf(manca('chromium'))('lo stato del registro sullo schermo', () => {
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

  /** Carries out the verification that waits, as the queue does. */
  async function esegui(): Promise<void> {
    const { db, ente, ambiente } = schermo.prodotto;
    const { rows } = await superutente.query<{ id: string }>(
      `SELECT id FROM verifica_registro WHERE stato = 'in-attesa'`,
    );
    const archivio = await openFileSystemStore(join(ambiente.dati, 'documenti'));
    await lavoroVerificaRegistro(
      { enteId: ente.enteId, verificaId: rows[0]?.id },
      { db, archivio, log: ambiente.log },
    );
  }

  test('il responsabile verifica il registro con la sola tastiera, segue la verifica e legge che cosa non va', async () => {
    const { prodotto } = schermo;
    for (let i = 0; i < 12; i++)
      await prodotto.chiama('operatore', 'POST', '/registri/PG/registrazioni', { corpo: arrivoDiCarta() });
    const vault = openVault(prodotto.ambiente.dati, undefined);
    const parti = {
      db: prodotto.db,
      vault,
      orologio: orologioDiSistema,
      log: prodotto.ambiente.log,
      marche: undefined,
    };
    await chiudiNotte(parti, prodotto.ente.enteId);

    const postazione = await schermo.postazione();
    const { pagina, contesto, lamentele } = postazione;
    await schermo.entra(postazione, 'rsp');
    await pagina.getByRole('link', { name: 'Stato del registro' }).focus();
    await pagina.keyboard.press('Enter');
    const registro = pagina.getByRole('region', { name: 'Protocollo generale PG' });
    await registro.getByText('Mai verificato per intero').waitFor();
    expect(await registro.getByRole('definition').allTextContents()).toEqual([
      '1',
      '12',
      '12',
      '0',
      '0',
      '13',
    ]);

    await registro.getByText('Ultima testa firmata').focus();
    await pagina.keyboard.press('Enter');
    await registro.getByText('tabularium/testa/1').waitFor();
    await registro.getByRole('img', { name: 'Codice QR della testa firmata' }).waitFor();
    const { width: larga } = (await registro.getByRole('img').boundingBox()) ?? { width: 0 };
    expect(larga).toBeGreaterThan(200);

    const bottone = registro.getByRole('button', { name: 'Verifica ora Protocollo generale' });
    await bottone.focus();
    await pagina.keyboard.press('Enter');
    await registro.getByRole('progressbar').waitFor();
    await esegui();
    await registro.getByText('Registro integro').waitFor();

    await superutente.query('SET session_replication_role = replica');
    await superutente.query(`UPDATE registrazione SET operatore = 'altri' WHERE numero = 7`);
    await superutente.query('RESET session_replication_role');
    await bottone.focus();
    await pagina.keyboard.press('Enter');
    await registro.getByRole('progressbar').waitFor();
    await esegui();
    await registro.getByText('Un difetto').waitFor();
    await registro.getByText(/\/7: «operatore» in «registrazione»/).waitFor();

    await pagina.getByRole('link', { name: 'Chiavi di firma' }).focus();
    await pagina.keyboard.press('Enter');
    await pagina.getByText('Chiave 1, in uso').waitFor();
    await pagina.getByRole('button', { name: 'Sostituisci la chiave' }).focus();
    await pagina.keyboard.press('Enter');
    const finestra = pagina.getByRole('dialog');
    await finestra.getByRole('button', { name: 'Sostituisci' }).waitFor();
    await pagina.keyboard.press('Enter');
    await pagina.getByText('Chiave 2, in uso').waitFor();
    expect(lamentele).toEqual([]);
    await contesto.close();
  }, 120_000);

  test('le pagine non hanno difetti di accessibilità, a 360 e a 1440 px, per chi risponde e per il tecnico', async () => {
    const pagine = ['/stato-registro', '/stato-registro/chiavi'];
    expect(await guarda(schermo, { rsp: pagine, admin: pagine }, [360, 1440])).toEqual([]);
  }, 180_000);
});
