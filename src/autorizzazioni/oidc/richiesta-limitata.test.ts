import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { richiestaLimitata } from './richiesta-limitata.ts';

let server: Server;
let base: string;
let arrivate: string[] = [];
beforeAll(async () => {
  server = createServer((richiesta, risposta) => {
    arrivate.push(richiesta.url ?? '');
    if (richiesta.url === '/altrove') return risposta.writeHead(302, { location: '/poco' }).end();
    if (richiesta.url === '/lento') return void risposta.writeHead(200).write('a');
    if (richiesta.url === '/poco') return risposta.end('{"a":1}');
    // No length said beforehand, and no end.
    const versa = (): void => {
      while (!risposta.destroyed && risposta.write(Buffer.alloc(64 * 1024)));
    };
    risposta.on('drain', versa);
    versa();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const indirizzo = server.address();
  base = `http://127.0.0.1:${typeof indirizzo === 'object' && indirizzo ? indirizzo.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const chiedi = (via: string, signal?: AbortSignal) =>
  richiestaLimitata(base)(new URL(via, base).href, {
    method: 'GET',
    headers: {},
    body: null,
    redirect: 'manual',
    ...(signal && { signal }),
  });

test('una risposta si legge fino a un mebibyte, entro il tempo dato, e non porta da un’altra parte', async () => {
  expect(await (await chiedi('/poco')).json()).toEqual({ a: 1 });
  arrivate = [];
  expect((await chiedi('/altrove')).status).toBe(302);
  expect(arrivate).toEqual(['/altrove']);
  await expect(chiedi('/molto')).rejects.toThrow('too long');
  await expect(chiedi('/lento', AbortSignal.timeout(200))).rejects.toMatchObject({ name: 'TimeoutError' });
  arrivate = [];
  await expect(chiedi('http://127.0.0.1:1/')).rejects.toThrow('neither of the issuer');
  expect(arrivate).toEqual([]);
});
