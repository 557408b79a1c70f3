import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { once } from 'node:events';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as attendi } from 'node:timers/promises';
import type { Orologio } from '#platform/clock';
import { costruisciWeb } from '../../src/app/avvio/costruisci-web.ts';
import { PASSWORD_DI_PROVA, type UtenteDiProva } from './ente-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from './prodotto-di-prova.ts';

const OPZIONI_CHROMIUM = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A person at a computer: a window of its own, with its cookies and its drafts. */
export type Postazione = {
  pagina: Page;
  contesto: BrowserContext;
  /** What the browser complained of: script errors, refusals of the Content Security Policy. Must stay empty. */
  lamentele: string[];
};

/** The product as people see it: server, built pages, Chromium. */
export type Schermo = {
  url: string;
  prodotto: ProdottoDiProva;
  postazione: (larghezza?: number) => Promise<Postazione>;
  /** Signs in through the page and waits for the first screen. */
  entra: (p: Postazione, chi: UtenteDiProva) => Promise<void>;
  chiudi: () => Promise<void>;
};

/** A port that is free now. */
async function portaLibera(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const indirizzo = server.address();
  server.close();
  return typeof indirizzo === 'object' && indirizzo ? indirizzo.port : 0;
}

/**
 * Starts all of it on a free port. Call it in `beforeAll`, and `chiudi` in `afterAll`.
 *
 * @param opzioni.nome at `localhost`, which is also the public address: passkeys want a name
 */
export async function apriSchermo(opzioni: { nome?: boolean; orologio?: Orologio } = {}): Promise<Schermo> {
  const porta = opzioni.nome ? await portaLibera() : 0;
  const prodotto = await prodottoDiProva({
    cartellaWeb: await pagineCostruite(),
    ...(opzioni.orologio && { orologio: opzioni.orologio }),
    ...(opzioni.nome && { variabili: { TABULARIUM_URL_PUBBLICO: `http://localhost:${porta}` } }),
  });
  const ascolta = await prodotto.app.listen({ host: '127.0.0.1', port: porta });
  const url = opzioni.nome ? `http://localhost:${porta}` : ascolta;
  const browser = await apriChromium();

  const postazione = async (larghezza = 1440): Promise<Postazione> => {
    const contesto = await browser.newContext({
      viewport: { width: larghezza, height: larghezza < 600 ? 740 : 900 },
      locale: 'it-IT',
      timezoneId: 'Europe/Rome',
      baseURL: url,
    });
    // Shorter than a test's own limit, so that what did not come is named; long enough for a machine with other work.
    contesto.setDefaultTimeout(30_000);
    const pagina = await contesto.newPage();
    const lamentele: string[] = [];
    pagina.on('pageerror', (errore) => lamentele.push(errore.message));
    pagina.on('console', (m) => {
      // A refusal of the server is an answer, not a fault of the page.
      if (m.type() === 'error' && !m.text().startsWith('Failed to load resource')) lamentele.push(m.text());
    });
    return { pagina, contesto, lamentele };
  };
  return {
    url,
    prodotto,
    postazione,
    entra: async ({ pagina }, chi) => {
      await pagina.goto('/');
      await pagina.getByLabel('Nome utente').fill(chi);
      await pagina.getByLabel('Password', { exact: true }).fill(PASSWORD_DI_PROVA);
      await pagina.keyboard.press('Enter');
      await pagina.getByRole('link', { name: 'Tabularium, inizio' }).waitFor();
      await pagina.getByRole('heading', { level: 1 }).waitFor();
    },
    chiudi: async () => {
      await browser.close();
      await prodotto.chiudi();
    },
  };
}

async function apriChromium(): Promise<Browser> {
  return await chromium.launch({
    executablePath: '/usr/bin/chromium-headless-shell',
    args: OPZIONI_CHROMIUM,
  });
}

/** The pages as the product builds them; two test files at once do not build them twice into the same folder. */
async function pagineCostruite(): Promise<string> {
  const turno = join(tmpdir(), 'tabularium-pagine.turno');
  for (;;) {
    try {
      mkdirSync(turno);
      break;
    } catch {
      // Somebody else is building, or died while doing so.
      const da = statSync(turno, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
      if (Date.now() - da > 120_000) rmSync(turno, { recursive: true, force: true });
      await attendi(200);
    }
  }
  try {
    return (await costruisciWeb(tmpdir(), () => undefined)).cartella;
  } finally {
    rmSync(turno, { recursive: true, force: true });
  }
}
