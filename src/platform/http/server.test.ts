import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { creaServer, type App } from './server.ts';

let app: App;
beforeAll(async () => {
  app = await creaServer({
    log: pino({ level: 'silent' }),
    proxyFidato: ['10.0.0.1'],
    limiteRichieste: 1000,
  });
  app.get('/cosa', () => ({ fatto: true }));
  app.get('/guasta', () => {
    throw new Error('guasto');
  });
  await app.ready();
});
afterAll(() => app.close());

const intestazioni = async (url: string, headers: Record<string, string> = {}, remoteAddress = '192.0.2.1') =>
  (await app.inject({ url, headers, remoteAddress })).headers;

test('ogni risposta porta le intestazioni per cui si esamina il sito di un ente pubblico, anche quando rifiuta o si guasta', async () => {
  for (const url of ['/cosa', '/guasta', '/che-non-esiste']) {
    const h = await intestazioni(url);
    expect(h['x-content-type-options']).toBe('nosniff');
    expect(h['x-frame-options']).toBe('DENY');
    expect(h['referrer-policy']).toBe('same-origin');
    expect(h['cross-origin-opener-policy']).toBe('same-origin');
    expect(h['cross-origin-resource-policy']).toBe('same-origin');
    expect(h['permissions-policy']).toMatch(/(^|, )camera=\(\)(, |$)/);
    expect(h['permissions-policy']).toMatch(/publickey-credentials-get=\(self\)/);
    expect(h['cache-control']).toBe('no-store');
    expect(h['x-powered-by']).toBeUndefined();
    expect(h.server).toBeUndefined();
  }
});

test('la Content Security Policy non ammette codice né stile scritti nella pagina, né altri siti, né cornici', async () => {
  const csp = String((await intestazioni('/cosa'))['content-security-policy']);
  const direttive = new Map(
    csp.split(';').map((d) => [d.split(' ')[0] ?? '', d.split(' ').slice(1).join(' ')]),
  );
  expect(csp).not.toMatch(/unsafe|\*|https?:/);
  for (const nome of ['default-src', 'script-src', 'style-src', 'connect-src', 'font-src', 'form-action'])
    expect([nome, direttive.get(nome)]).toEqual([nome, "'self'"]);
  for (const nome of ['object-src', 'base-uri', 'frame-ancestors', 'script-src-attr'])
    expect([nome, direttive.get(nome)]).toEqual([nome, "'none'"]);
});

test('HSTS si dice solo dove c’è TLS, e TLS lo dice solo il proxy fidato', async () => {
  expect((await intestazioni('/cosa'))['strict-transport-security']).toBeUndefined();
  const dietro = { 'x-forwarded-proto': 'https' };
  expect((await intestazioni('/cosa', dietro, '10.0.0.1'))['strict-transport-security']).toBe(
    'max-age=31536000',
  );
  expect((await intestazioni('/cosa', dietro))['strict-transport-security']).toBeUndefined();
});
