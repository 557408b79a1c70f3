import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AlberoCrescente, improntaNodo, radice, RADICE_VUOTA, radicePiena, type Tessere } from './albero.ts';
import { percorsoConsistenza, verificaConsistenza } from './prova-consistenza.ts';
import { percorsoInclusione, verificaInclusione } from './prova-inclusione.ts';

const sha256 = (...pezzi: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(pezzi)).digest();
const foglia = (dati: Uint8Array): Buffer => sha256(Buffer.of(0), dati);
const FOGLIE = Array.from({ length: 1 << 17 }, (_, i) => foglia(Buffer.from(`foglia ${i}`)));

/** The definition of RFC 9162 §2.1.1, word for word and without any storage. */
function definizione(d: readonly Buffer[]): Buffer {
  if (d.length === 0) return sha256();
  if (d.length === 1) return d[0] as Buffer;
  let k = 1;
  while (k * 2 < d.length) k *= 2;
  return sha256(Buffer.of(1), definizione(d.slice(0, k)), definizione(d.slice(k)));
}

// All the small ones, then those about a power of two: a tile has 256.
const DIMENSIONI = [...Array(48).keys()].map((i) => i + 1).concat(100, 127, 128, 129, 255, 256, 257, 300);

/** The first `n` leaves, stored as the database stores them: nodes of levels 8 and 16 only. */
function tessereDi(foglie: readonly Buffer[]): Tessere {
  const livelli = new Map<number, Buffer[]>([[0, [...foglie]]]);
  for (const livello of [8, 16, 24]) {
    const sotto = livelli.get(livello - 8) ?? [];
    const quanti = Math.floor(sotto.length / 256);
    livelli.set(
      livello,
      Array.from({ length: quanti }, (_, i) => radicePiena(sotto.slice(i * 256, (i + 1) * 256))),
    );
  }
  return (livello, indice) =>
    Promise.resolve((livelli.get(livello) ?? []).slice(indice * 256, (indice + 1) * 256));
}

test('le radici sono quelle dei vettori noti di Certificate Transparency', async () => {
  const dati = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ];
  const tessere = tessereDi(dati.map((d) => foglia(Buffer.from(d, 'hex'))));
  const attese: [number, string][] = [
    [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ];
  for (const [n, hex] of attese) expect((await radice(tessere, n)).toString('hex')).toBe(hex);
});

test('per ogni dimensione fino a 300 la radice è quella della definizione, letta dai nodi o fatta crescere', async () => {
  const tessere = tessereDi(FOGLIE.slice(0, 300));
  const albero = new AlberoCrescente();
  for (let n = 0; n <= 300; n++) {
    const attesa = definizione(FOGLIE.slice(0, n));
    expect(await radice(tessere, n)).toEqual(attesa);
    expect(albero.radice()).toEqual(attesa);
    expect(albero.dimensione).toBe(n);
    albero.aggiungi(FOGLIE[n] as Buffer);
  }
  expect(new AlberoCrescente().radice()).toEqual(RADICE_VUOTA);
});

test('per ogni foglia di un albero la prova di inclusione vale, e non vale per altro', async () => {
  const tessere = tessereDi(FOGLIE.slice(0, 300));
  for (const n of DIMENSIONI) {
    const r = await radice(tessere, n);
    for (let i = 0; i < n; i++) {
      const p = await percorsoInclusione(tessere, i, n);
      const f = FOGLIE[i] as Buffer;
      if (!verificaInclusione(f, i, n, p, r)) expect.fail(`foglia ${i} di ${n}`);
      if (n % 5 !== 0) continue;
      expect(verificaInclusione(FOGLIE[i + 1] as Buffer, i, n, p, r)).toBe(false);
      expect(verificaInclusione(f, i, n, p.slice(1), r)).toBe(false);
      expect(verificaInclusione(f, i, n, [...p, f], r)).toBe(false);
      if (n > 1) expect(verificaInclusione(f, (i + 1) % n, n, p, r)).toBe(false);
      expect(verificaInclusione(f, n, n, p, r)).toBe(false);
    }
  }
});

test('fra due dimensioni la prova di consistenza vale, e non vale per una storia riscritta', async () => {
  const tessere = tessereDi(FOGLIE.slice(0, 300));
  const riscritta = tessereDi([...FOGLIE.slice(0, 3), FOGLIE[999] as Buffer, ...FOGLIE.slice(4, 300)]);
  for (const n of DIMENSIONI) {
    const dopo = await radice(tessere, n);
    for (let m = 1; m <= n; m++) {
      const prima = await radice(tessere, m);
      const p = await percorsoConsistenza(tessere, m, n);
      if (!verificaConsistenza(m, prima, n, dopo, p)) expect.fail(`da ${m} a ${n}`);
      if (n % 5 !== 0 || m < 4) continue;
      const altra = await radice(riscritta, m);
      expect(verificaConsistenza(m, altra, n, dopo, p)).toBe(false);
      expect(verificaConsistenza(m, altra, n, dopo, await percorsoConsistenza(riscritta, m, n))).toBe(false);
      expect(verificaConsistenza(m, prima, n, dopo, [...p, prima])).toBe(false);
    }
  }
  await expect(percorsoConsistenza(tessere, 0, 5)).rejects.toThrow(RangeError);
  await expect(percorsoConsistenza(tessere, 6, 5)).rejects.toThrow(RangeError);
});

test('un albero di oltre 65.536 foglie dà prove brevi, leggendo i nodi conservati', async () => {
  const n = FOGLIE.length - 17;
  const tutte = tessereDi(FOGLIE.slice(0, n));
  const r = await radice(tutte, n);
  const albero = new AlberoCrescente();
  for (const f of FOGLIE.slice(0, n)) albero.aggiungi(f);
  expect(albero.radice()).toEqual(r);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: n - 1 }), fc.integer({ min: 1, max: n }), async (i, m) => {
      let tessereLette = 0;
      const contate: Tessere = (livello, indice) => (tessereLette++, tutte(livello, indice));
      const p = await percorsoInclusione(contate, i, n);
      expect(p.length).toBeLessThanOrEqual(17);
      expect(tessereLette).toBeLessThan(60);
      expect(verificaInclusione(FOGLIE[i] as Buffer, i, n, p, r)).toBe(true);
      const c = await percorsoConsistenza(tutte, m, n);
      expect(verificaConsistenza(m, await radice(tutte, m), n, r, c)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('il nodo è distinto dalla foglia: due figli non si spacciano per un dato', () => {
  const [a, b] = FOGLIE as [Buffer, Buffer];
  expect(improntaNodo(a, b)).toEqual(sha256(Buffer.of(1), a, b));
  expect(improntaNodo(a, b)).not.toEqual(foglia(Buffer.concat([a, b])));
});
