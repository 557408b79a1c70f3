import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pausa } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { avvia, cartellaProvvisoria, pidPostgres, rimasti, type Programma } from '../avvio/programma.ts';
import { controlla } from './controlla.ts';
import { Libro } from './libro.ts';
import { annota, misura } from './misura.ts';
import { Sportello, type Bersaglio } from './sportello.ts';

const { clienti, documenti, giri } = misura(
  { clienti: 16, documenti: 0, giri: 2 },
  { clienti: 64, documenti: 10_000, giri: 20 },
);
const PASSWORD = 'cavallo batteria graffetta';
const AMBIENTE = { TABULARIUM_DEMO_PASSWORD: PASSWORD, TABULARIUM_LIMITE_RICHIESTE: '10000000' };

const cartella = cartellaProvvisoria();
const dati = join(cartella, 'dati');
let programma: Programma;
let url = '';

beforeAll(async () => {
  await accendi();
}, 120_000);
afterAll(async () => {
  programma.segnala('SIGKILL');
  await rimasti(cartella, 10);
  rmSync(cartella, { recursive: true, force: true });
});

async function accendi(): Promise<void> {
  programma = avvia({ dati, ambiente: AMBIENTE });
  url = await programma.pronto();
}

async function entra(utente: string): Promise<() => Bersaglio> {
  const risposta = await fetch(`${url}/api/v1/sessione`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ utente, password: PASSWORD }),
  });
  const cookie = risposta.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  // The session outlives the process; the port does not.
  return () => ({ porta: Number(new URL(url).port), cookie });
}

/** `kill -9` of the server, then a start on what it left. */
async function uccidiServer(): Promise<void> {
  programma.segnala('SIGKILL');
  await programma.fine;
  await accendi();
}

/** `kill -9` of PostgreSQL alone: the server must bring it back by itself, on the same data. */
async function uccidiPostgres(): Promise<void> {
  const prima = pidPostgres(dati);
  process.kill(prima, 'SIGKILL');
  const vivo = async (): Promise<boolean> => {
    try {
      return pidPostgres(dati) !== prima && (await fetch(`${url}/api/v1/status`)).ok;
    } catch (errore) {
      // Between the two servers there is no process number to read.
      if (errore instanceof Error && 'code' in errore && errore.code === 'ENOENT') return false;
      throw errore;
    }
  };
  for (const termine = Date.now() + 60_000; !(await vivo()); await pausa(20))
    if (Date.now() > termine) throw new Error(`PostgreSQL non è ripartito\n${programma.uscita()}`);
}

function urlProprietario(): string {
  const segreti = JSON.parse(readFileSync(join(dati, 'postgres.segreti.json'), 'utf8')) as {
    passwordProprietario: string;
    porta: number;
  };
  return `postgresql://tabularium_proprietario:${segreti.passwordProprietario}@127.0.0.1:${segreti.porta}/tabularium`;
}

test(
  'server e PostgreSQL uccisi con kill -9 sotto carico: nulla di confermato si perde, nessun buco, nessun doppione, annullamenti interi o assenti',
  { timeout: misura(90_000, 3_000_000) },
  async () => {
    const libro = new Libro();
    const operatore = await entra('operatore');
    const responsabile = await entra('rsp');
    let prossimo = 0;
    let uccisioni = 0;
    const ancora = (): boolean => uccisioni < giri * 2 || prossimo < documenti;
    const inizio = performance.now();

    const registrano = Array.from({ length: clienti }, async () => {
      const sportello = new Sportello(libro, operatore);
      while (ancora()) {
        const n = prossimo++;
        if (n % 10 === 0) await sportello.registraFile(`doc-${n}`);
        else if (n % 10 < 3) await sportello.riaggancia(`doc-${n}`, Math.random() * 30, n % 2 === 0);
        else await sportello.registra(`doc-${n}`);
      }
      sportello.chiudi();
    });
    const annulla = async (): Promise<void> => {
      const sportello = new Sportello(libro, responsabile);
      while (ancora()) {
        const chiave = [...libro.confermate.keys()].find((c) => !libro.annullate.has(c));
        if (chiave === undefined) await pausa(20);
        else await sportello.annulla(chiave);
      }
      sportello.chiudi();
    };
    const uccide = async (): Promise<void> => {
      for (let giro = 0; giro < giri; giro++) {
        for (const uccidi of [uccidiServer, uccidiPostgres]) {
          await pausa(200 + Math.random() * 2_000);
          await uccidi();
          uccisioni++;
        }
      }
    };
    await Promise.all([...registrano, annulla(), uccide()]);
    const secondi = (performance.now() - inizio) / 1000;

    const esito = await controlla(urlProprietario(), libro);
    expect(esito.difetti).toEqual([]);
    expect(libro.confermate.size).toBeGreaterThan(giri);
    expect(libro.annullate.size).toBeGreaterThan(0);
    annota(
      `uccisione: ${clienti} sportelli, ${giri} giri (kill -9 del server, poi di PostgreSQL) → ${esito.registrazioni} registrazioni, ` +
        `${libro.confermate.size} confermate, ${libro.annullate.size} annullate, ${esito.foglie} foglie, 0 difetti (${secondi.toFixed(0)} s)`,
    );
  },
);
