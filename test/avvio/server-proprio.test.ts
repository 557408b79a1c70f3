import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nuovaBancaDati, type BancaDatiDiProva } from '../support/banca-dati.ts';
import { avvia, cartellaProvvisoria, processiDi } from './programma.ts';

// One database, one story, told in order.
describe('il programma con un server PostgreSQL proprio', { timeout: 120_000 }, () => {
  let banca: BancaDatiDiProva;
  let cartella: string;
  let dati: string;
  beforeAll(async () => {
    banca = await nuovaBancaDati();
    cartella = cartellaProvvisoria();
    dati = join(cartella, 'dati');
  });
  afterAll(async () => {
    await banca.elimina();
    rmSync(cartella, { recursive: true, force: true });
  });
  const conUrl = (comando: string[] = [], ambiente: Record<string, string> = {}) =>
    avvia({ dati, comando, ambiente: { TABULARIUM_DATABASE_URL: banca.url, ...ambiente } });
  const righe = async (query: string): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client(banca.urlSuperutente);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(query)).rows;
    } finally {
      await client.end();
    }
  };

  test('non avvia un PostgreSQL suo e non crea alcun ente', async () => {
    const programma = conUrl();
    const url = await programma.pronto();
    expect((await fetch(`${url}/api/v1/status`)).status).toBe(200);
    expect(existsSync(join(dati, 'postgres'))).toBe(false);
    expect(await righe('SELECT FROM ente')).toEqual([]);
    programma.segnala('SIGTERM');
    expect(await programma.fine).toBe(0);
    expect(processiDi(cartella)).toEqual([]);
  });

  test('ente:crea senza nessuno che risponda elenca tutto ciò che manca o non va', async () => {
    const programma = conUrl([
      'ente:crea',
      '--ipa',
      'c h501',
      '--denominazione',
      'Comune di Prova',
      '--codice-aoo',
      'B12',
    ]);
    expect(await programma.fine).toBe(2);
    for (const opzione of ['--ipa:', '--codice-aoo:', '--pec: manca', '--indirizzo: manca', '--admin: manca'])
      expect(programma.uscita()).toContain(opzione);
    expect(programma.uscita()).not.toContain('--denominazione:');
    expect(await righe('SELECT FROM ente')).toEqual([]);
  });

  test('ente:crea con le opzioni crea ente, AOO, registro e un amministratore che può entrare', async () => {
    // prettier-ignore
    const creazione = conUrl(['ente:crea', '--ipa', 'c_h501', '--denominazione', 'Comune di Prova', '--codice-aoo', 'A1B2C3D',
      '--pec', 'protocollo@pec.prova.example', '--indirizzo', 'Piazza 1', '--responsabile', 'Anna Maria Rossi',
      '--admin', 'capo', '--admin-nome', 'Ugo Neri', '--url-pubblico', 'https://protocollo.prova.example']);
    expect(await creazione.fine, creazione.uscita()).toBe(0);
    const password = /^ +capo +(\S+)$/m.exec(creazione.uscita())?.[1] ?? '';
    expect(await righe('SELECT codice, responsabile FROM aoo')).toEqual([
      { codice: 'A1B2C3D', responsabile: 'Anna Maria Rossi' },
    ]);
    expect(await righe("SELECT codice FROM registro WHERE tipo = 'protocollo'")).toEqual([{ codice: 'PG' }]);
    expect(await righe('SELECT count(*)::int AS n FROM categoria_esclusa')).toEqual([{ n: 21 }]);
    expect(await righe("SELECT operazione, attore, dettaglio -> 'utenti' AS utenti FROM traccia")).toEqual([
      {
        operazione: 'ente.creato',
        attore: 'installazione (ente:crea)',
        utenti: [{ nomeUtente: 'capo', profilo: 'amministratore' }],
      },
    ]);

    const programma = conUrl();
    const url = await programma.pronto();
    const risposta = await fetch(`${url}/api/v1/sessione`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ utente: 'capo', password }),
    });
    expect(risposta.status).toBe(201);
    programma.segnala('SIGTERM');
    expect(await programma.fine).toBe(0);
  });

  test('un codice IPA già presente è rifiutato in chiaro, e nulla è creato', async () => {
    // prettier-ignore
    const programma = conUrl(['ente:crea', '--ipa', 'c_h501', '--denominazione', 'Altro', '--codice-aoo', 'A9Z9Z9Z', '--pec', 'p@pec.example',
      '--indirizzo', 'Via 2', '--responsabile', 'Bea Verdi', '--admin', 'capo2', '--admin-nome', 'Ugo Neri']);
    expect(await programma.fine).toBe(1);
    expect(programma.uscita()).toContain('C’è già un ente con codice IPA c_h501');
    expect(await righe('SELECT count(*)::int AS n FROM ente')).toEqual([{ n: 1 }]);
  });

  test('dove c’è già un ente, demo non ne aggiunge un altro', async () => {
    const programma = conUrl(['demo']);
    expect(await programma.fine).toBe(0);
    expect(programma.uscita()).toContain('già un ente');
    expect(await righe('SELECT codice_ipa FROM ente')).toEqual([{ codice_ipa: 'c_h501' }]);
  });

  test('demo su una base di dati vuota crea l’ente dimostrativo, con la password voluta', async () => {
    const vuota = await nuovaBancaDati();
    const programma = avvia({
      dati,
      comando: ['demo'],
      ambiente: { TABULARIUM_DATABASE_URL: vuota.url, TABULARIUM_DEMO_PASSWORD: 'parola-fissata-qui' },
    });
    expect(await programma.fine).toBe(0);
    expect(programma.uscita()).toMatch(/operatore +parola-fissata-qui/);
    await vuota.elimina();
  });

  test('con un proprietario a parte, l’utente di ogni giorno lavora senza possedere le tabelle', async () => {
    const utente = `quotidiano_${randomUUID().slice(0, 8)}`;
    await righe(`CREATE ROLE ${utente} LOGIN NOINHERIT`);
    const quotidiano = new URL(banca.url);
    quotidiano.username = utente;
    const programma = conUrl([], {
      TABULARIUM_DATABASE_URL: quotidiano.href,
      TABULARIUM_DATABASE_URL_PROPRIETARIO: banca.url,
    });
    const url = await programma.pronto();
    expect((await fetch(`${url}/api/v1/status`)).status).toBe(200);
    programma.segnala('SIGTERM');
    expect(await programma.fine).toBe(0);
    await righe(`DROP ROLE ${utente}`);
  });

  test('un server che non risponde è nominato, senza la sua password', async () => {
    const programma = avvia({
      dati,
      ambiente: { TABULARIUM_DATABASE_URL: 'postgresql://io:segretissima@127.0.0.1:1/base' },
    });
    expect(await programma.fine).toBe(1);
    expect(programma.uscita()).toContain('127.0.0.1:1/base');
    expect(programma.uscita()).not.toContain('segretissima');
  });
});
