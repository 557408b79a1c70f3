import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { inject } from 'vitest';
import type { Orologio } from '#platform/clock';
import { leggiConfigurazione } from '#platform/config';
import { apriBancaDati, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { impostazioni } from '../../src/app/avvio/impostazioni.ts';
import type { Ambiente } from '../../src/app/avvio/ambiente.ts';
import { creaApp } from '../../src/app/http.ts';
import { nuovaBancaDati, type BancaDatiDiProva } from './banca-dati.ts';
import { PASSWORD_DI_PROVA, type EnteDiProva, type UtenteDiProva } from './ente-di-prova.ts';

export type Risposta<T = Record<string, unknown>> = {
  stato: number;
  corpo: T;
  testo: string;
  byte: Buffer;
  intestazioni: Record<string, string | string[] | number | undefined>;
};

export type Chiamata = { corpo?: unknown; chiave?: string; intestazioni?: Record<string, string> };

/** The whole product on a test database, called without a network. */
export type ProdottoDiProva = {
  app: App;
  ambiente: Ambiente;
  banca: BancaDatiDiProva;
  db: Db;
  ente: EnteDiProva;
  /** Calls an address of the API (`/registri/PG/…`) or, when it begins with `//`, of the site (`//verifica/…`), as that user. */
  chiama: <T = Record<string, unknown>>(
    chi: UtenteDiProva | null,
    metodo: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    percorso: string,
    chiamata?: Chiamata,
  ) => Promise<Risposta<T>>;
  /** Uploads bytes as that user and returns the id of the document. */
  carica: (chi: UtenteDiProva, nome: string, byte: Uint8Array | string) => Promise<string>;
  chiudi: () => Promise<void>;
};

/**
 * Starts the app on a database and a data folder of its own. Call it in `beforeAll`, and `chiudi` in `afterAll`.
 *
 * @param opzioni.orologio a clock a test can set; the database's own is set apart (`fissaIstante`)
 * @param opzioni.variabili settings, as in the environment
 * @param opzioni.cartellaWeb the built pages, for who calls it with a browser
 */
export async function prodottoDiProva(
  opzioni: { orologio?: Orologio; variabili?: Record<string, string>; cartellaWeb?: string } = {},
): Promise<ProdottoDiProva> {
  const banca = await nuovaBancaDati({ conEnte: true });
  const ente = structuredClone(inject('ente'));
  const db = apriBancaDati(banca.url, { max: 8 });
  const dati = await mkdtemp(join(tmpdir(), 'tabularium-prova-'));
  const letta = leggiConfigurazione(impostazioni, {
    TABULARIUM_LIMITE_RICHIESTE: '1000000',
    TABULARIUM_URL_PUBBLICO: 'https://protocollo.prova.example',
    ...opzioni.variabili,
  });
  if ('problemi' in letta) throw new Error(letta.problemi.join('\n'));
  const ambiente: Ambiente = {
    config: letta.valori,
    db,
    url: banca.url,
    log: pino({ level: 'silent' }),
    dati,
    cartellaWeb: opzioni.cartellaWeb ?? '',
    urlPubblico: letta.valori.http.urlPubblico,
  };
  const app = await creaApp(ambiente, opzioni.orologio);
  await app.ready();

  const biscotti = new Map<UtenteDiProva, string>();
  const accedi = async (chi: UtenteDiProva): Promise<string> => {
    const gia = biscotti.get(chi);
    if (gia) return gia;
    const risposta = await app.inject({
      method: 'POST',
      url: '/api/v1/sessione',
      payload: { utente: chi, password: PASSWORD_DI_PROVA },
    });
    const biscotto = String(risposta.headers['set-cookie']).split(';')[0] ?? '';
    if (risposta.statusCode !== 201) throw new Error(`accesso di ${chi}: ${risposta.body}`);
    biscotti.set(chi, biscotto);
    return biscotto;
  };

  const chiama: ProdottoDiProva['chiama'] = async (chi, metodo, percorso, c = {}) => {
    const risposta = await app.inject({
      method: metodo,
      url: percorso.startsWith('//') ? percorso.slice(1) : `/api/v1${percorso}`,
      headers: {
        ...(chi && { cookie: await accedi(chi) }),
        ...(c.chiave !== undefined && { 'idempotency-key': c.chiave }),
        ...c.intestazioni,
      },
      ...(c.corpo !== undefined && { payload: c.corpo as object }),
    });
    const json = String(risposta.headers['content-type']).includes('json');
    return {
      stato: risposta.statusCode,
      corpo: (json && risposta.body ? risposta.json() : {}) as never,
      testo: risposta.body,
      byte: risposta.rawPayload,
      intestazioni: risposta.headers,
    };
  };

  return {
    app,
    ambiente,
    banca,
    db,
    ente,
    chiama,
    carica: async (chi, nome, byte) => {
      const form = new FormData();
      form.append('file', new File([byte as BlobPart], nome));
      const corpo = new Response(form);
      const risposta = await chiama<{ id: string }>(chi, 'POST', '/documenti', {
        corpo: Buffer.from(await corpo.clone().arrayBuffer()),
        intestazioni: { 'content-type': corpo.headers.get('content-type') ?? '' },
      });
      if (risposta.stato !== 201) throw new Error(`caricamento: ${risposta.testo}`);
      return risposta.corpo.id;
    },
    chiudi: async () => {
      await app.close();
      await db.destroy();
      await banca.elimina();
      await rm(dati, { recursive: true, force: true });
    },
  };
}
