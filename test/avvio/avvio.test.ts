import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pausa } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { avvia, cartellaProvvisoria, pidPostgres, processiDi, rimasti, type Programma } from './programma.ts';

const PASSWORD = 'parola fissata per prova';
const ACCESSO = JSON.stringify({ utente: 'operatore', password: PASSWORD });

// One data folder, one story, told in order: each test starts from what the one before left.
describe('il programma con il PostgreSQL incluso', { timeout: 120_000 }, () => {
  let cartella: string;
  let dati: string;
  let programma: Programma;
  let url: string;

  beforeAll(() => {
    cartella = cartellaProvvisoria();
    dati = join(cartella, 'dati');
  });
  afterAll(async () => {
    programma.segnala('SIGKILL');
    await rimasti(cartella, 10);
    rmSync(cartella, { recursive: true, force: true });
  });

  test('il primo avvio crea tutto, dice dove risponde e mostra le password degli utenti', async () => {
    programma = avvia({ dati });
    url = await programma.pronto();
    expect((await fetch(`${url}/api/v1/status`)).status).toBe(200);
    for (const utente of ['admin', 'rsp', 'operatore', 'tecnico', 'consultazione'])
      expect(programma.uscita()).toMatch(new RegExp(`^ +${utente} +[a-z]{4}(-[a-z]{4}){3} `, 'm'));
    expect(statSync(join(dati, 'postgres.segreti.json')).mode & 0o077).toBe(0);
  });

  test('un secondo avvio sugli stessi dati lo dice e rinuncia con il codice 3', async () => {
    const secondo = avvia({ dati });
    expect(await secondo.fine).toBe(3);
    expect(secondo.uscita()).toContain(`Tabularium è già avviato su ${dati}`);
    expect((await fetch(`${url}/api/v1/status`)).status).toBe(200);
  });

  test('PostgreSQL ucciso con kill -9 riparte da solo e le richieste tornano a funzionare', async () => {
    const prima = pidPostgres(dati);
    process.kill(prima, 'SIGKILL');
    await expect
      .poll(() => existsSync(join(dati, 'postgres/postmaster.pid')) && pidPostgres(dati), { timeout: 20_000 })
      .not.toBe(prima);
    await expect
      .poll(async () => (await fetch(`${url}/api/v1/status`)).status, { timeout: 20_000 })
      .toBe(200);
  });

  test('kill -9 del server non lascia alcun processo, nemmeno PostgreSQL', async () => {
    programma.segnala('SIGKILL');
    expect(await programma.fine).toBe('SIGKILL');
    expect(await rimasti(cartella, 8)).toEqual([]);
  });

  test('dopo un kill -9 si riparte, ritrovando tutto e senza mostrare di nuovo le password', async () => {
    programma = avvia({ dati });
    url = await programma.pronto();
    expect(programma.uscita()).not.toMatch(/password/i);
    expect((await fetch(`${url}/api/v1/status`)).status).toBe(200);
  });

  test('server e PostgreSQL uccisi insieme: il prossimo avvio aspetta ciò che è rimasto e riparte', async () => {
    const guardiano = processiDi(cartella);
    for (const pid of [programma.pid, ...guardiano.filter((p) => p !== pidPostgres(dati))]) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // A child that ended with its parent.
      }
    }
    await programma.fine;
    programma = avvia({ dati });
    url = await programma.pronto();
    expect((await fetch(`${url}/api/v1/status`)).status).toBe(200);
  });

  test('TABULARIUM_DEMO_PASSWORD ridà l’accesso a chi ha perso le password mostrate al primo avvio', async () => {
    programma.segnala('SIGTERM');
    expect(await programma.fine).toBe(0);
    programma = avvia({ dati, ambiente: { TABULARIUM_DEMO_PASSWORD: PASSWORD } });
    url = await programma.pronto();
    const risposta = await fetch(`${url}/api/v1/sessione`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: ACCESSO,
    });
    expect(risposta.status).toBe(201);
  });

  test('Ctrl-C: chi era a metà ha la sua risposta, poi codice 0, nessun processo, nessun lock', async () => {
    const richiesta = connect(Number(new URL(url).port), '127.0.0.1');
    let risposta = '';
    richiesta.setEncoding('utf8').on('data', (pezzo: string) => {
      risposta += pezzo;
    });
    richiesta.write(
      `POST /api/v1/sessione HTTP/1.1\r\nhost: prova\r\ncontent-type: application/json\r\n` +
        `content-length: ${ACCESSO.length}\r\n\r\n${ACCESSO.slice(0, 10)}`,
    );
    await pausa(300);
    programma.segnala('SIGINT');
    // npm passes the signal on to a program that has already had it from the terminal.
    await pausa(100);
    programma.segnala('SIGINT');
    await pausa(300);
    richiesta.write(ACCESSO.slice(10));
    expect(await programma.fine).toBe(0);
    expect(risposta).toMatch(/^HTTP\/1\.1 201 /);
    expect(processiDi(cartella)).toEqual([]);
    expect(readdirSync(dati).filter((voce) => voce.includes('lock'))).toEqual([]);
  });

  test('una porta occupata è detta in chiaro, e nulla resta acceso', async () => {
    programma = avvia({ dati });
    url = await programma.pronto();
    const altri = cartellaProvvisoria();
    const secondo = avvia({ dati: join(altri, 'dati'), ambiente: { TABULARIUM_PORT: new URL(url).port } });
    expect(await secondo.fine).toBe(1);
    expect(secondo.uscita()).toContain('TABULARIUM_PORT');
    expect(processiDi(altri)).toEqual([]);
    rmSync(altri, { recursive: true, force: true });
  });
});

test('impostazioni sbagliate: tutte elencate, codice 2, nulla avviato', async () => {
  const cartella = cartellaProvvisoria();
  const programma = avvia({
    dati: join(cartella, 'dati'),
    ambiente: { TABULARIUM_PORT: 'x', TABULARIUM_URL_PUBBLICO: 'y', TABULARIUM_PORTA: '1' },
  });
  expect(await programma.fine).toBe(2);
  for (const nome of ['TABULARIUM_PORT:', 'TABULARIUM_URL_PUBBLICO:', 'TABULARIUM_PORTA:'])
    expect(programma.uscita()).toContain(nome);
  expect(existsSync(join(cartella, 'dati'))).toBe(false);
  rmSync(cartella, { recursive: true, force: true });
});
