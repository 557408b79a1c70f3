import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dividi, type DaDividere } from './dividi.ts';

const MB = 1024 * 1024;
const LIMITI = { massimoMessaggio: 25 * MB, limiteByte: 100 * MB, massimoDestinatari: 50 };
const file = (...dimensioni: number[]): DaDividere[] =>
  dimensioni.map((dimensione, i) => ({ documentoId: String(i), nome: `file-${i}.pdf`, dimensione }));
const nomi = (parti: DaDividere[][]): string[][] => parti.map((p) => p.map((f) => f.nome));

describe('dividere ciò che si spedisce', () => {
  test('25 MB esatti stanno in un messaggio, un byte in più ne chiede due (parte di BES-17)', () => {
    expect(dividi(file(20 * MB, 5 * MB), 1, 500, LIMITI).parti).toHaveLength(1);
    const oltre = dividi(file(20 * MB, 5 * MB + 1), 1, 500, LIMITI);
    expect(nomi(oltre.parti)).toEqual([['file-0.pdf'], ['file-1.pdf']]);
  });

  test('la dimensione si conta per il numero dei destinatari, e i file restano in ordine', () => {
    // 20 MB are 27 on the wire: three recipients make 82, four 109.
    expect(dividi(file(10 * MB, 10 * MB), 3, 500, LIMITI).parti).toHaveLength(1);
    const quattro = dividi(file(10 * MB, 10 * MB), 4, 500, LIMITI);
    expect(quattro.parti).toHaveLength(2);
    expect(quattro.destinatariPerMessaggio).toBe(4);
  });

  test('i destinatari si dividono solo se sono troppi, o un file da solo è troppo grande per tutti', () => {
    expect(dividi(file(1000), 120, 500, LIMITI).destinatariPerMessaggio).toBe(50);
    const grande = dividi(file(24 * MB), 10, 500, LIMITI);
    expect(grande.parti).toHaveLength(1);
    expect(grande.destinatariPerMessaggio).toBe(3);
  });

  test('un file che nessun messaggio può portare è rifiutato con il suo nome', () => {
    expect(() => dividi(file(25 * MB + 1), 1, 500, LIMITI)).toThrow(/file-troppo-grande.*file-0\.pdf/);
    expect(() => dividi(file(24 * MB), 1, 500, { ...LIMITI, limiteByte: 30 * MB })).toThrow(
      /file-troppo-grande/,
    );
  });

  test('nessun messaggio supera i limiti, e nessun file va perduto né ripetuto', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 24 * MB }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 200 }),
        (dimensioni, destinatari) => {
          const { parti, destinatariPerMessaggio } = dividi(file(...dimensioni), destinatari, 2000, LIMITI);
          expect(parti.flat().map((f) => f.nome)).toEqual(file(...dimensioni).map((f) => f.nome));
          expect(destinatariPerMessaggio).toBeGreaterThan(0);
          expect(destinatariPerMessaggio).toBeLessThanOrEqual(50);
          for (const parte of parti) {
            const byte = parte.reduce((n, f) => n + f.dimensione, 0);
            expect(byte).toBeLessThanOrEqual(25 * MB);
            expect(Math.ceil(byte / 3) * 4 * destinatariPerMessaggio).toBeLessThanOrEqual(100 * MB);
          }
        },
      ),
    );
  });
});
