import { expect, test } from 'vitest';
import { antenati, componi, discendenza, potati, visibili } from './albero.ts';
import type { Unita } from './tipi.ts';

const u = (codice: string, padre?: string): Unita => ({
  codice,
  denominazione: `Unità ${codice}`,
  tipo: 'ufficio',
  ...(padre !== undefined && { padre }),
  uop: false,
  uu: false,
  ufficioProtocollo: false,
  servizioProtocollo: false,
});
const unita = [u('area'), u('altra'), u('servizio', 'area'), u('città', 'servizio'), u('sola', 'chiusa')];
const codici = (nodi: readonly { codice: string }[]) => nodi.map((n) => n.codice);

test('l’albero si compone nell’ordine ricevuto, e chi non ha sopra nessuno sta in cima', () => {
  const albero = componi(unita);
  expect(codici(albero)).toEqual(['area', 'altra', 'sola']);
  expect(codici(visibili(albero, new Set(['area'])).map((r) => r.nodo))).toEqual([
    'area',
    'servizio',
    'altra',
    'sola',
  ]);
  expect(visibili(albero, new Set(['area']))[1]).toMatchObject({ livello: 2, posto: 1, quante: 1 });
});

test('cercando restano i rami dove le parole si trovano, senza badare agli accenti', () => {
  const trovati = potati(componi(unita), 'unita citta');
  expect(codici(visibili(trovati, new Set(['area', 'servizio'])).map((r) => r.nodo))).toEqual([
    'area',
    'servizio',
    'città',
  ]);
  expect(potati(componi(unita), 'nulla')).toEqual([]);
});

test('di un’unità si sa che cosa comprende e da chi è compresa', () => {
  expect([...discendenza(unita, 'area')]).toEqual(['area', 'servizio', 'città']);
  expect(antenati(unita, 'città')).toEqual(['servizio', 'area']);
  expect(antenati(unita, undefined)).toEqual([]);
});
