import { expect, test } from 'vitest';
import { nomeDi, paginaDi, percorsoDi } from './indirizzi.ts';

test('una registrazione del protocollo e una di un repertorio hanno ciascuna il suo indirizzo', () => {
  const protocollo = { anno: 2026, numero: '0000012' };
  const ordinanza = { ...protocollo, registro: 'ORDINANZE' };
  expect([percorsoDi(protocollo), percorsoDi(ordinanza)]).toEqual([
    '/registri/PG/registrazioni/2026/12',
    '/registri/ORDINANZE/registrazioni/2026/12',
  ]);
  expect([paginaDi(protocollo), paginaDi(ordinanza, '/rettifica')]).toEqual([
    '/registro/2026/12',
    '/repertori/ORDINANZE/2026/12/rettifica',
  ]);
  expect([nomeDi(protocollo), nomeDi(ordinanza)]).toEqual(['0000012/2026', 'ORDINANZE 0000012/2026']);
});
