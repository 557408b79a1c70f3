import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { esportazionePronta } from '../../../test/support/esportazioni-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../../test/support/prodotto-di-prova.ts';
import { esportaDiProva, partiTeste, riempiDiTutto } from '../../../test/support/registro-da-esportare.ts';

let p: ProdottoDiProva;
let superutente: pg.Client;
let url = '';
const fogli = mkdtempSync(join(tmpdir(), 'tabularium-dal-server-'));
beforeAll(async () => {
  p = await prodottoDiProva();
  await riempiDiTutto(p, partiTeste(p));
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  url = await p.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
  rmSync(fogli, { recursive: true });
});

const VERIFICA = join(import.meta.dirname, '../../../verificatore/verifica.mjs');
/** In a process of its own, with the key in the environment and nothing else. */
async function verifica(
  chiave: string | undefined,
  ...argomenti: string[]
): Promise<{ codice: number; uscita: string; errore: string }> {
  const figlio = spawn(process.execPath, [VERIFICA, ...argomenti], {
    env: chiave === undefined ? {} : { TABULARIUM_CHIAVE: chiave },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [uscita, errore, codice] = await Promise.all([
    text(figlio.stdout),
    text(figlio.stderr),
    new Promise<number>((fine) => figlio.once('exit', (c) => fine(c ?? -1))),
  ]);
  return { codice, uscita, errore };
}
async function creaChiave(...ambiti: string[]): Promise<{ id: string; chiave: string }> {
  const scadeIl = new Date(Date.now() + 86_400_000).toISOString();
  const r = await p.chiama<{ id: string; chiave: string }>('admin', 'POST', '/chiavi-api', {
    corpo: { nome: 'Verificatore', ambiti, scadeIl },
  });
  expect(r.stato, r.testo).toBe(201);
  return r.corpo;
}
const scritto = (nome: string, contenuto: string): string => {
  writeFileSync(join(fogli, nome), contenuto);
  return join(fogli, nome);
};

test('dall’indirizzo del server e con una chiave API si verifica l’ultima esportazione, documenti compresi', async () => {
  const { chiave } = await creaChiave('esportazioni:leggi');
  const pronta = await esportazionePronta(p, { ancheChiavi: true });
  const stati = await p.chiama<{
    items: { codice: string; testa: { testo: string; firma: string; improntaChiave: string } }[];
  }>('rsp', 'GET', '/stato-registri');
  const testa = stati.corpo.items.find((r) => r.codice === 'PG')?.testa;
  const diCarta = scritto('testa.txt', `${testa?.testo}firma ${testa?.firma}\n`);
  const fidata = scritto('chiave.txt', testa?.improntaChiave ?? '');
  const esito = await verifica(chiave, url, '--testa', diCarta, '--chiave', fidata);
  expect(esito).toMatchObject({ codice: 0, errore: '' });
  expect(esito.uscita).toContain('Tutto torna.');
  expect(esito.uscita).toContain(`${pronta.documenti} documenti.`);
  expect(esito.uscita).toContain(`Impronta SHA-256 di esportazione.json: ${pronta.impronta}`);
  // Also of that one by its own address, and without reading the documents again.
  const sua = `${url}/api/v1/esportazioni/${pronta.id}`;
  const svelta = await verifica(chiave, sua, '--senza-documenti');
  expect(svelta.codice).toBe(0);
  expect(svelta.uscita).toContain('I contenuti dei documenti non sono stati verificati.');
  // A head of another story does not hold.
  const altra = scritto('altra.txt', readFileSync(diCarta, 'utf8').replace(/\n\d+\n/, '\n1\n'));
  const falsa = await verifica(chiave, url, '--testa', altra, '--json');
  expect(falsa.codice).toBe(1);
  expect(falsa.uscita).toContain('altra.txt');
});

test('senza chiave, con una chiave sbagliata, revocata o di altro ambito esce con 3 e dice che cosa manca', async () => {
  expect(await verifica(undefined, url)).toEqual({
    codice: 3,
    uscita: '',
    errore:
      'Non si è potuto verificare: il server chiede una chiave API: si dà nella variabile TABULARIUM_CHIAVE\n',
  });
  const revocata = await creaChiave('esportazioni:leggi');
  await p.chiama('admin', 'DELETE', `/chiavi-api/${revocata.id}`);
  for (const chiave of ['tab_sbagliata', revocata.chiave]) {
    const esito = await verifica(chiave, url);
    expect(esito).toMatchObject({ codice: 3, uscita: '' });
    expect(esito.errore).toContain('è sbagliata, scaduta o revocata');
    expect(esito.errore).not.toContain(chiave);
  }
  const altrui = await creaChiave('rubrica:leggi');
  expect(await verifica(altrui.chiave, url)).toMatchObject({
    codice: 3,
    errore: expect.stringContaining('ambito «esportazioni:leggi»') as string,
  });
});

test('una chiave legge solo le esportazioni che il responsabile ha aperto alle chiavi', async () => {
  const { chiave } = await creaChiave('esportazioni:leggi');
  const aperta = await verifica(chiave, url, '--senza-documenti');
  expect(aperta.codice).toBe(0);
  const chiusa = await esportazionePronta(p);
  const perChiave = (percorso: string) =>
    p.chiama(null, 'GET', percorso, { intestazioni: { authorization: `Bearer ${chiave}` } });
  expect((await perChiave(`/esportazioni/${chiusa.id}/file/esportazione.json`)).stato).toBe(404);
  expect((await perChiave(`/esportazioni/${chiusa.id}/archivio.zip`)).stato).toBe(404);
  const elenco = await perChiave('/esportazioni');
  expect(elenco.testo).not.toContain(chiusa.id);
  await superutente.query(
    `UPDATE esportazione SET stato = 'eliminata', chiusa_il = now() WHERE anche_chiavi AND stato = 'pronta'`,
  );
  const nulla = await verifica(chiave, url);
  expect(nulla).toMatchObject({ codice: 2, uscita: '' });
  expect(nulla.errore).toContain('non c’è un’esportazione pronta che questa chiave possa leggere');
  const scrive = await p.chiama(null, 'POST', '/esportazioni', {
    corpo: {},
    intestazioni: { authorization: `Bearer ${chiave}` },
  });
  expect(scrive.stato).toBe(403);
});

test('una riga alterata da chi possiede la base di dati si trova anche dal server, con il suo numero', async () => {
  const { chiave } = await creaChiave('esportazioni:leggi');
  await superutente.query('SET session_replication_role = replica');
  await superutente.query(
    `UPDATE registrazione SET operatore = 'Altri' WHERE numero = 2 AND registro_id = $1`,
    [p.ente.registroId],
  );
  await superutente.query('RESET session_replication_role');
  await esportazionePronta(p, { ancheChiavi: true });
  const esito = await verifica(chiave, url, '--json');
  expect(esito.codice).toBe(1);
  expect(
    esito.uscita
      .trim()
      .split('\n')
      .map((r) => JSON.parse(r) as object),
  ).toMatchObject([{ registro: 'PG', numero: 2, campo: 'registrazione.operatore' }]);
});

test('un server che non risponde, uno che non è Tabularium e uno che serve la sola cartella', async () => {
  await superutente.query('SET session_replication_role = replica');
  await superutente.query(
    `UPDATE registrazione r SET operatore = in_jsonb(f.contenuto) ->> 'operatore' FROM foglia f WHERE f.registrazione_id = r.id AND f.tipo = 'registrazione'`,
  );
  await superutente.query('RESET session_replication_role');
  const { cartella, butta } = await esportaDiProva(p);
  const chiesti: string[] = [];
  const server = createServer((richiesta, risposta) => {
    const nome = (richiesta.url ?? '').replace(/^\/dati\//, '');
    chiesti.push(nome);
    try {
      risposta.end(readFileSync(join(cartella, nome)));
    } catch {
      risposta.writeHead(404).end('niente');
    }
  }).listen(0, '127.0.0.1');
  await new Promise((pronto) => server.once('listening', pronto));
  const dove = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const dati = await verifica(undefined, `${dove}/dati`);
  expect(dati.uscita + dati.errore).toContain('Tutto torna.');
  expect(dati.codice).toBe(0);
  expect(chiesti[0]).toBe('api/v1/esportazioni/ultima');
  expect(await verifica(undefined, `${dove}/altro/`)).toMatchObject({ codice: 2, uscita: '' });
  server.closeAllConnections();
  await new Promise((chiuso) => server.close(chiuso));
  expect(await verifica(undefined, dove)).toMatchObject({
    codice: 2,
    errore: expect.stringContaining(`${dove} non risponde (ECONNREFUSED)`) as string,
  });
  butta();
});
