import { buffer } from 'node:stream/consumers';
import { expect, test, vi } from 'vitest';
import { testoDelPdf } from '../../../test/support/pdf.ts';
import { richiede } from '../../../test/support/pacchetti.ts';

/** A process that has drawn nothing yet. */
async function nuovoProcesso(): Promise<(testo: string) => Promise<Buffer>> {
  vi.resetModules();
  const { longSheet } = await import('./index.ts');
  return async (testo) => {
    const instant = new Date('2026-01-01T00:00:00Z');
    const foglio = await longSheet({ title: 'T', issuer: 'C', subject: 'T', footer: 'P', instant });
    const byte = buffer(foglio.bytes);
    foglio.paragraph(testo);
    foglio.finish();
    return await byte;
  };
}

test('le lettere accentate disegnate prima non fanno cadere quelle di cui sono composte, né cambiano i byte', async (t) => {
  richiede(t, 'poppler-utils');
  const lettere = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const composte = Array.from({ length: 0x1f00 }, (_, i) => String.fromCodePoint(i))
    .filter((c) => c.normalize('NFD') !== c)
    .join(' ');
  const primo = await nuovoProcesso();
  const prima = await primo(lettere);
  const secondo = await nuovoProcesso();
  await secondo(composte);
  const dopo = await secondo(lettere);
  expect(testoDelPdf(dopo).replace(/\s+/g, ' ')).toContain(lettere);
  expect(dopo.equals(prima)).toBe(true);
});
