import { expect, test } from 'vitest';
import {
  bozzaDiProva,
  circostanzeDiProva,
  riferimentoDiProva,
  rifiutoDi,
} from '../../../test/support/bozza-di-prova.ts';
import type { RiferimentoTrovato } from '../bozza.ts';
import { documentiLiberi } from './documenti-liberi.ts';

const file = (id: string, registrazioni: RiferimentoTrovato[] = []) => ({
  id,
  impronta: 'f'.repeat(64),
  algoritmo: 'SHA-256',
  nomeFile: `${id}.pdf`,
  formato: 'application/pdf',
  dimensione: 10,
  registrazioni,
  gemelli: [],
});

test('principale e allegati entrano nell’ordine dato, la carta con la sola descrizione', () => {
  const bozza = bozzaDiProva({
    documentoPrincipale: 'a',
    allegati: ['b', { descrizione: 'Chiavetta USB' }, { documento: 'c', descrizione: 'Tavola' }],
  });
  documentiLiberi(bozza, circostanzeDiProva({ documenti: [file('c'), file('b'), file('a')] }));
  expect(bozza.documenti.map((d) => [d.documento?.id, d.descrizione])).toEqual([
    ['a', undefined],
    ['b', undefined],
    [undefined, 'Chiavetta USB'],
    ['c', 'Tavola'],
  ]);
});

test('un file sconosciuto, ripetuto, già registrato o un allegato vuoto sono rifiutati', () => {
  const prova = (richiesta: object, documenti = [file('a')]) =>
    rifiutoDi(() => documentiLiberi(bozzaDiProva(richiesta), circostanzeDiProva({ documenti })));
  expect(prova({ documentoPrincipale: 'z' })).toBe('documento-sconosciuto');
  expect(prova({ documentoPrincipale: 'a', allegati: ['a'] })).toBe('documento-ripetuto');
  expect(prova({ documentoPrincipale: 'a' }, [file('a', [riferimentoDiProva()])])).toBe(
    'documento-gia-registrato',
  );
  expect(prova({ documentoPrincipale: 'a' }, [file('a', [riferimentoDiProva({ tipo: 'repertorio' })])])).toBe(
    undefined,
  );
  expect(prova({ allegati: [{}] })).toBe('allegato-vuoto');
});
