import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { request, type ClientRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openFileSystemStore } from '#platform/storage';
import { apriBanco, modulo, type BancoDocumenti } from '../../test/support/documenti-di-prova.ts';
import { avviaFiglio, type FiglioDocumenti } from '../../test/support/figlio-documenti.ts';
import type { Documento } from './documenti.schema.ts';

const MIB = 1024 * 1024;
const CONFINE = 'confine';
const TESTA = `--${CONFINE}\r\nContent-Disposition: form-data; name="file"; filename="grande.bin"\r\n\r\n`;
const PIEDE = `\r\n--${CONFINE}--\r\n`;

let banco: BancoDocumenti;
let sessione: { cookie: string };
let cartella: string;
const figli: FiglioDocumenti[] = [];
beforeAll(async () => {
  banco = await apriBanco();
  sessione = await banco.come('operatore');
});
afterAll(() => banco.chiudi());
beforeEach(() => {
  cartella = mkdtempSync(join(tmpdir(), 'tabularium-figlio-'));
});
afterEach(async () => {
  for (const figlio of figli.splice(0)) await figlio.uccidi();
  rmSync(cartella, { recursive: true, force: true });
});

async function avvia(blocchi?: number): Promise<FiglioDocumenti> {
  const figlio = await avviaFiglio(banco.banca.url, cartella, blocchi);
  figli.push(figlio);
  return figlio;
}
const intestazioni = (): Record<string, string> => ({
  ...sessione,
  'content-type': `multipart/form-data; boundary=${CONFINE}`,
});
const carica = (figlio: FiglioDocumenti, contenuto: BlobPart): Promise<Response> =>
  fetch(`${figlio.base}/documenti`, { method: 'POST', headers: sessione, body: modulo('a.bin', contenuto) });
const inArrivo = (): string[] => readdirSync(join(cartella, '.incoming'));
const conservati = (): string[] =>
  readdirSync(cartella, { recursive: true, encoding: 'utf8' }).filter((f) => /[0-9a-f]{64}$/.test(f));
const righe = async (): Promise<number> =>
  (await banco.superutente.query<{ n: number }>('SELECT count(*)::int AS n FROM documento')).rows[0]?.n ?? -1;

/** Begins an upload, sends some of it, and waits until the server has written that on disk. */
async function lasciaAMeta(figlio: FiglioDocumenti): Promise<ClientRequest> {
  const invio = request(`${figlio.base}/documenti`, { method: 'POST', headers: intestazioni() });
  invio.on('error', (errore: NodeJS.ErrnoException) => expect(errore.code).toMatch(/ECONNRESET|EPIPE/));
  invio.write(TESTA);
  invio.write(randomBytes(2 * MIB));
  for (;;) {
    const [temporaneo] = inArrivo();
    if (temporaneo && statSync(join(cartella, '.incoming', temporaneo)).size > MIB) return invio;
    await setTimeout(10);
  }
}

test('un file di 500 MB è caricato senza che la memoria del processo cresca di più di 64 MB, e scaricato senza tenerlo in memoria', async () => {
  const figlio = await avvia();
  // What every first request loads is not the cost of this one.
  expect((await carica(figlio, 'primo')).status).toBe(201);
  const prima = await figlio.memoria();

  const pezzo = randomBytes(MIB);
  const impronta = createHash('sha256');
  async function* corpo(): AsyncGenerator<Buffer> {
    yield Buffer.from(TESTA);
    for (let i = 0; i < 500; i++) {
      const diverso = Buffer.from(pezzo);
      diverso.writeUInt32LE(i);
      impronta.update(diverso);
      yield diverso;
    }
    yield Buffer.from(PIEDE);
  }
  const risposta = await fetch(`${figlio.base}/documenti`, {
    method: 'POST',
    headers: intestazioni(),
    body: Readable.toWeb(Readable.from(corpo())) as ReadableStream,
    duplex: 'half',
  } as RequestInit);
  const documento = (await risposta.json()) as Documento;
  const atteso = impronta.digest('hex');
  expect(documento).toMatchObject({ dimensione: 500 * MIB, impronta: atteso });
  const dopoInvio = (await figlio.memoria()).massimo - Math.max(prima.ora, prima.massimo);

  const scaricato = await fetch(`${figlio.base}/documenti/${documento.id}/contenuto`, { headers: sessione });
  const ricevuto = createHash('sha256');
  for await (const parte of scaricato.body ?? []) ricevuto.update(parte);
  expect(ricevuto.digest('hex')).toBe(atteso);
  const allaFine = (await figlio.memoria()).massimo - Math.max(prima.ora, prima.massimo);
  console.log(
    `memoria in più: ${(dopoInvio / MIB).toFixed(1)} MiB caricando, ${(allaFine / MIB).toFixed(1)} alla fine`,
  );
  expect(dopoInvio).toBeLessThan(64 * MIB);
  expect(allaFine).toBeLessThan(128 * MIB);
}, 120_000);

test('se il processo è ucciso a metà di un caricamento non resta un file a metà, e il resto sparisce al riavvio', async () => {
  const figlio = await avvia();
  const prima = await righe();
  await lasciaAMeta(figlio);
  await figlio.uccidi();
  expect(inArrivo()).toHaveLength(1);
  expect(conservati()).toEqual([]);
  expect(await righe()).toBe(prima);
  await openFileSystemStore(cartella);
  expect(inArrivo()).toEqual([]);
});

test('ucciso mentre caricamenti finiscono, ogni riga ha il suo file e ogni file è quello della sua impronta', async () => {
  const prima = await righe();
  let confermati = 0;
  for (let giro = 0; giro < 3; giro++) {
    const figlio = await avvia();
    const invii = Array.from({ length: 8 }, async () => {
      try {
        for (let i = 0; i < 30; i++)
          if ((await carica(figlio, randomBytes(200_000))).status === 201) confermati++;
      } catch (errore) {
        // The server is gone: what it has not confirmed it may or may not have done.
        expect(errore).toBeInstanceOf(TypeError);
      }
    });
    // Killed at an arbitrary moment, but not before it has confirmed something in this round.
    for (const finora = confermati; confermati < finora + 1 + 5 * giro;) await setTimeout(3);
    await figlio.uccidi();
    await Promise.all(invii);
  }
  const { rows } = await banco.superutente.query<{ impronta: string }>(
    `SELECT impronta FROM documento WHERE nome_file = 'a.bin' AND dimensione = 200000`,
  );
  expect(await righe()).toBeGreaterThanOrEqual(prima + confermati);
  const archivio = await openFileSystemStore(cartella);
  const file = new Map<string, string>();
  for await (const { key } of archivio.list(banco.ente.enteId)) {
    const impronta = createHash('sha256');
    for await (const pezzo of await archivio.get(key)) impronta.update(pezzo as Buffer);
    file.set(key.slice(-64), impronta.digest('hex'));
  }
  for (const [nome, impronta] of file) expect(impronta).toBe(nome);
  for (const { impronta } of rows) expect(file.has(impronta)).toBe(true);
  expect(inArrivo()).toEqual([]);
}, 120_000);

test('se chi carica chiude la connessione a metà non resta nulla', async () => {
  const figlio = await avvia();
  const prima = await righe();
  (await lasciaAMeta(figlio)).destroy();
  while (inArrivo().length > 0) await setTimeout(10);
  expect(conservati()).toEqual([]);
  expect(await righe()).toBe(prima);
  expect((await carica(figlio, 'il servizio continua')).status).toBe(201);
});

test('se il disco non accetta più scritture la risposta è chiara, nulla resta e poi si riprende', async () => {
  const figlio = await avvia(2 * 1024);
  const prima = await righe();
  const risposta = await carica(figlio, randomBytes(4 * MIB));
  expect(await risposta.json()).toMatchObject({
    status: 503,
    codice: 'documenti.archivio-non-disponibile',
    detail:
      'L’archivio dei documenti non è disponibile o è pieno. Nulla è stato salvato: riprovare più tardi.',
  });
  expect(risposta.headers.get('retry-after')).toBe('5');
  expect([inArrivo(), conservati(), await righe()]).toEqual([[], [], prima]);
  expect((await carica(figlio, 'questo ci sta')).status).toBe(201);
});
