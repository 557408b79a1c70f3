import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codiceABarre, etichettaZpl } from '#segnatura';
import { segnaturaDiProva, URL_VERIFICA } from '../../test/support/segnatura-di-prova.ts';

const opzioni = { dpi: 203, urlVerifica: URL_VERIFICA } as const;

/** The texts of the label as a printer takes them: between `^FD` and `^FS`, with the `^FH\` escapes undone. */
function campi(zpl: string): string[] {
  return [...zpl.matchAll(/\^FH\\\^FD(.*?)\^FS/gs)].map(([, campo = '']) =>
    campo.replace(/\\([0-9A-F]{2})/g, (_, codice: string) =>
      String.fromCharCode(Number.parseInt(codice, 16)),
    ),
  );
}

test('l’etichetta ZPL è in UTF-8, larga 62 mm e alta 29 ai punti della testina', async () => {
  expect(await etichettaZpl(segnaturaDiProva(), opzioni)).toMatch(
    /^\^XA\n\^CI28\n\^PW496\n\^LL232\n[\s\S]*\^PQ1\n\^XZ\n$/,
  );
  const fitta = await etichettaZpl(segnaturaDiProva(), { ...opzioni, dpi: 300, copie: 4 });
  expect(fitta).toMatch(/\^PW744\n\^LL348\n[\s\S]*\^PQ4\n/);
});

test('porta ente, numero, data, diciture, codice a barre e QR', async () => {
  const dati = segnaturaDiProva({ diciture: ['MITTENTE ANONIMO'] });
  const testi = campi(await etichettaZpl(dati, opzioni));
  expect(testi).toEqual(
    expect.arrayContaining([
      'Comune di Esempio',
      'PG n. 0000001/2026',
      'MITTENTE ANONIMO',
      `MA,${URL_VERIFICA}`,
    ]),
  );
  expect(testi.join('\n')).toContain('21/11/2026 10:15:30');
  const barre = testi.find((testo) => testo.startsWith('>:'));
  expect(barre?.replaceAll(/>[:5]/g, '')).toBe(codiceABarre(dati));
});

describe('il codice a barre', () => {
  test('sta nell’etichetta con barre di almeno due punti, anche a 203 dpi', async () => {
    for (const dpi of [203, 300] as const) {
      const zpl = await etichettaZpl(segnaturaDiProva(), { ...opzioni, dpi });
      const [, x, modulo] = /\^FO(\d+),\d+\^BY(\d+)/.exec(zpl) ?? [];
      expect(Number(modulo)).toBeGreaterThanOrEqual(2);
      // Five modules of white at least, on either side.
      expect(Number(x)).toBeGreaterThanOrEqual(5 * Number(modulo));
    }
  });

  test('passa alle coppie di cifre dalla prima posizione che lo permette', async () => {
    expect(await etichettaZpl(segnaturaDiProva({ numero: 12345678 }), opzioni)).toContain(
      '>:A1B2C3D-PG->5202612345678^FS',
    );
    expect(await etichettaZpl(segnaturaDiProva(), opzioni)).toContain('>:A1B2C3D-PG-2>50260000001^FS');
  });
});

test('nessun carattere di un nome può diventare un comando della stampante', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('^XZ', '~JR', '\\5E', '^FS^XZ', '\n^XA'),
      async (nome, comando) => {
        const dati = segnaturaDiProva({ amministrazione: { denominazione: comando + nome, codiceIpa: 'x' } });
        const zpl = await etichettaZpl(dati, opzioni);
        const senzaCampi = zpl.replaceAll(/\^FH\\\^FD[^^~]*\^FS/g, '');
        const comandi = new Set(senzaCampi.match(/[\^~]\w\w/g));
        expect([...comandi].sort()).toEqual([
          '^A0',
          '^BC',
          '^BQ',
          '^BY',
          '^CI',
          '^FO',
          '^LH',
          '^LL',
          '^PQ',
          '^PW',
          '^XA',
          '^XZ',
        ]);
      },
    ),
    { numRuns: 30 },
  );
});

test('le righe non arrivano al codice a barre e il nome troppo lungo è abbreviato', async () => {
  const dati = segnaturaDiProva({
    amministrazione: { denominazione: 'Comune di '.repeat(40), codiceIpa: 'x' },
    diciture: [
      'MITTENTE ANONIMO',
      'ARRIVATO CARTACEO E PROTOCOLLATO IN DATA 21/11/2026 AL N. 0000001',
      'DOCUMENTO NON SOTTOSCRITTO',
    ],
  });
  const zpl = await etichettaZpl(dati, opzioni);
  const righe = [...zpl.matchAll(/\^FO\d+,(\d+)\^A0N,(\d+)/g)].map(
    ([, y, corpo]) => Number(y) + Number(corpo),
  );
  expect(Math.max(...righe)).toBeLessThanOrEqual(21 * 8);
  const [ente = ''] = campi(zpl);
  expect(ente).toMatch(/\.\.\.$/);
  expect(ente.length).toBeLessThan(50);
  expect(campi(zpl)).toContain('PG n. 0000001/2026');
});
