import { expect, test } from 'vitest';
import { aggiungi, BYTE_MASSIMI } from './allegati-lettera.ts';

const file = (nome: string, byte: number): File => new File([Buffer.alloc(byte)], nome);

test('di ciò che si trascina si tiene quanto ci sta, e del resto si dice perché no', () => {
  const { tenuti, scartati } = aggiungi(
    [file('a.pdf', 1), file('b.pdf', 1), file('c.pdf', 1), file('d.pdf', 1)],
    [file('grande.pdf', BYTE_MASSIMI + 1), file('e.pdf', BYTE_MASSIMI), file('f.pdf', 1)],
  );
  expect(tenuti.map((f) => f.name)).toEqual(['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf', 'e.pdf']);
  expect(scartati).toEqual([
    '«grande.pdf» è di 4\u00a0MB: al più 4\u00a0MB.',
    '«f.pdf» è di troppo: al più 5 allegati.',
  ]);
});
