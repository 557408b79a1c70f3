import { expect, test } from 'vitest';
import { indirizzoAmmesso, leggiEmittente } from './emittente.ts';
import { versoAmmesso } from './verso.ts';

test('un emittente è un indirizzo https senza altro in coda; in chiaro solo su questa macchina', () => {
  expect(leggiEmittente(' https://accesso.comune.it/realms/a ')).toBe('https://accesso.comune.it/realms/a');
  expect(leggiEmittente('https://Accesso.Comune.it')).toBe('https://accesso.comune.it');
  expect(leggiEmittente('https://accesso.comune.it/')).toBe('https://accesso.comune.it/');
  expect(leggiEmittente('https://a.it/r/.well-known/openid-configuration')).toBe('https://a.it/r');
  for (const vicino of ['http://localhost:8081', 'http://127.0.0.1:9/a', 'http://[::1]:9'])
    expect(leggiEmittente(vicino)).toBe(vicino);
  for (const no of [
    '',
    'accesso.comune.it',
    'http://accesso.comune.it',
    'http://localhost.evil.it',
    'http://127.0.0.1.evil.it',
    'https://a.it/?x=1',
    'https://a.it/#x',
    'https://a.it/?',
    'https://utente:parola@a.it',
    'ftp://a.it',
    'javascript:alert(1)',
    'file:///etc/passwd',
  ])
    expect(leggiEmittente(no), no).toBeUndefined();
});

test('del fornitore si raggiunge la sua origine, o un nome pubblico su TLS: mai questa rete', () => {
  const emittente = 'https://accounts.fornitore.it';
  for (const si of ['https://accounts.fornitore.it/token', 'https://oauth.altro.com/jwks'])
    expect(indirizzoAmmesso(si, emittente), si).toBe(true);
  for (const no of [
    'http://accounts.fornitore.it/token',
    'https://accounts.fornitore.it:8443@127.0.0.1/token',
    'https://127.0.0.1/token',
    'https://[::1]/token',
    'https://169.254.169.254/latest',
    'https://10.0.0.1/',
    'https://localhost/',
    'https://intranet/',
    'http://localhost:5432/',
    'javascript:alert(1)',
    '',
  ])
    expect(indirizzoAmmesso(no, emittente), no).toBe(false);
  expect(indirizzoAmmesso('http://127.0.0.1:9000/token', 'http://127.0.0.1:9000')).toBe(true);
  expect(indirizzoAmmesso('http://127.0.0.1:9001/token', 'http://127.0.0.1:9000')).toBe(false);
});

test('dopo l’accesso si va solo a una schermata nostra', () => {
  for (const si of ['/', '/registro/2026/345?scheda=storia', '/registro?q=a%20b&da=2026-01-01'])
    expect(versoAmmesso(si)).toBe(si);
  for (const no of [
    undefined,
    '',
    'registro',
    '//evil.it',
    '/\\evil.it',
    '/.//evil.it',
    '/..//evil.it/a',
    'https://evil.it',
    'javascript:alert(1)',
    '/\t/evil.it',
    '/a\n/evil',
    ' /a',
    '/api/v1/accesso/oidc/ritorno',
    `/${'a'.repeat(600)}`,
  ])
    expect(versoAmmesso(no), String(no)).toBe('/');
});
