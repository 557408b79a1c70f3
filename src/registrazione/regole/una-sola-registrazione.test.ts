import { expect, test } from 'vitest';
import {
  bozzaDiProva,
  circostanzeDiProva,
  riferimentoDiProva,
  rifiutoDi,
} from '../../../test/support/bozza-di-prova.ts';
import type { Bozza, RiferimentoTrovato } from '../bozza.ts';
import type { RichiestaRegistrazione } from '../registrazione.schema.ts';
import { unaSolaRegistrazione } from './una-sola-registrazione.ts';

const ordinanza = riferimentoDiProva({
  id: 'o',
  registro: 'ORDINANZE',
  denominazione: 'Ordinanze',
  tipo: 'repertorio',
});
const documento = {
  id: 'd',
  impronta: 'f'.repeat(64),
  algoritmo: 'SHA-256',
  nomeFile: 'd.pdf',
  formato: 'application/pdf',
  dimensione: 10,
};

function prova(
  richiesta: Partial<RichiestaRegistrazione>,
  fatti: {
    registrazioni?: RiferimentoTrovato[];
    gemelli?: RiferimentoTrovato[];
    riferimenti?: RiferimentoTrovato[];
  },
  tipo: 'protocollo' | 'repertorio' = 'protocollo',
): { rifiuto: string | undefined; bozza: Bozza } {
  const { registrazioni = [], gemelli = [], riferimenti = [] } = fatti;
  const bozza = bozzaDiProva(richiesta, { documenti: [{ documento }] });
  const circostanze = circostanzeDiProva({
    documenti: [{ ...documento, registrazioni, gemelli }],
    riferimenti,
  });
  circostanze.fatti.registro.tipo = tipo;
  return { rifiuto: rifiutoDi(() => unaSolaRegistrazione(bozza, circostanze)), bozza };
}

test('ciò che è in un repertorio non si protocolla, che lo dica il file, la sua impronta o l’operatore', () => {
  const giaRegistrato = { registro: 'ORDINANZE', anno: 2026, numero: 345 };
  for (const [richiesta, fatti] of [
    [{}, { registrazioni: [ordinanza] }],
    [{}, { gemelli: [ordinanza] }],
    [{ giaRegistrato }, { riferimenti: [ordinanza] }],
  ] satisfies [object, object][]) {
    expect(prova(richiesta, fatti).rifiuto).toBe('gia-in-repertorio');
    const raccomandata = prova({ ...richiesta, mezzo: 'raccomandata' }, fatti);
    expect(raccomandata.rifiuto).toBeUndefined();
    expect(raccomandata.bozza.collegamenti).toEqual([
      { tipo: 'registrazione-particolare', altra: ordinanza },
    ]);
    // Sent by raccomandata is not arrived by it.
    expect(prova({ ...richiesta, mezzo: 'raccomandata', flusso: 'U' }, fatti).rifiuto).toBe(
      'gia-in-repertorio',
    );
  }
  expect(prova({ giaRegistrato }, {}).rifiuto).toBe('gia-registrato-inesistente');
});

test('ciò che è a protocollo va anche in un repertorio solo se pervenuto per raccomandata', () => {
  const protocollo = riferimentoDiProva();
  expect(prova({ flusso: 'I' }, { registrazioni: [protocollo] }, 'repertorio').rifiuto).toBe(
    'gia-a-protocollo',
  );
  const arrivata = riferimentoDiProva({ raccomandata: true });
  const { rifiuto, bozza } = prova(
    { flusso: 'I' },
    { registrazioni: [arrivata], gemelli: [arrivata] },
    'repertorio',
  );
  expect([rifiuto, bozza.collegamenti]).toEqual([
    undefined,
    [{ tipo: 'registrazione-particolare', altra: arrivata }],
  ]);
});
