import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MultipartError, readParts } from './index.ts';

const CONFINE = 'confine-di-prova';
const TIPO = `multipart/form-data; boundary=${CONFINE}`;

async function* aPezzi(corpo: Buffer, tagli: number[]): AsyncGenerator<Buffer> {
  const punti = [0, ...tagli.map((t) => t % (corpo.length + 1)).sort((a, b) => a - b), corpo.length];
  for (const [i, da] of punti.slice(0, -1).entries()) {
    // Each chunk with memory of its own, as the network gives them.
    const pezzo = new Uint8Array(corpo.subarray(da, punti[i + 1]));
    yield Buffer.from(pezzo.buffer);
  }
}

function modulo(parti: { disposizione: string; corpo: Buffer }[]): Buffer {
  return Buffer.concat([
    ...parti.flatMap((p) => [
      Buffer.from(
        `--${CONFINE}\r\nContent-Disposition: form-data; ${p.disposizione}\r\nContent-Type: x/y\r\n\r\n`,
      ),
      p.corpo,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${CONFINE}--\r\n`),
  ]);
}

async function leggi(
  corpo: Buffer,
  tagli: number[] = [],
  tipo = TIPO,
): Promise<{ name: string; filename?: string; corpo: Buffer }[]> {
  const trovate = [];
  for await (const { body, ...resto } of readParts(tipo, aPezzi(corpo, tagli))) {
    const pezzi: Buffer[] = [];
    for await (const pezzo of body) pezzi.push(Buffer.from(pezzo));
    trovate.push({ ...resto, corpo: Buffer.concat(pezzi) });
  }
  return trovate;
}

async function nome(disposizione: string): Promise<string | undefined> {
  return (await leggi(modulo([{ disposizione, corpo: Buffer.from('x') }])))[0]?.filename;
}

test('le parti escono uguali a come sono entrate, comunque arrivino spezzate e qualunque cosa contengano', async () => {
  const brano = fc.oneof(
    fc.uint8Array({ maxLength: 60 }).map((b) => Buffer.from(b)),
    // What looks like a delimiter and is not one.
    fc
      .constantFrom('\r\n', '\r', '--', '\r\n--', `\r\n--${CONFINE.slice(0, -1)}`, CONFINE)
      .map((t) => Buffer.from(t)),
  );
  const corpo = fc.array(brano, { maxLength: 8 }).map((b) => Buffer.concat(b));
  await fc.assert(
    fc.asyncProperty(
      fc.array(corpo, { maxLength: 4 }),
      fc.array(fc.nat(), { maxLength: 40 }),
      async (corpi, tagli) => {
        fc.pre(corpi.every((c) => !Buffer.concat([Buffer.from('\r\n'), c]).includes(`\r\n--${CONFINE}`)));
        const parti = corpi.map((c, i) => ({ disposizione: `name="p${i}"`, corpo: c }));
        expect(await leggi(modulo(parti), tagli)).toEqual(corpi.map((c, i) => ({ name: `p${i}`, corpo: c })));
      },
    ),
    { numRuns: 300 },
  );
});

test('una parte non letta è saltata e la successiva è intera', async () => {
  const corpo = modulo([
    { disposizione: 'name="a"', corpo: Buffer.alloc(100_000, 'a') },
    { disposizione: 'name="b"', corpo: Buffer.from('bene') },
  ]);
  const letti: string[] = [];
  for await (const parte of readParts(TIPO, aPezzi(corpo, [10, 50_000, 99_000]))) {
    if (parte.name === 'b') for await (const pezzo of parte.body) letti.push(pezzo.toString());
    // Left in the middle: the rest must not be taken for the next part.
    else for await (const pezzo of parte.body) if (pezzo.length > 0) break;
  }
  expect(letti.join('')).toBe('bene');
});

test('il nome del file è quello del mittente: come lo scrive un browser, un programma alla lettera, uno distratto', async () => {
  // Browsers: quote, CR and LF as %XX, all the rest as it is, backslashes too.
  expect(await nome('name="file"; filename="C:\\\\dati\\nota%22bis%22.pdf"')).toBe(
    'C:\\\\dati\\nota"bis".pdf',
  );
  expect(await nome('name="file"; filename="finisce con \\"')).toBe('finisce con \\');
  expect(await nome('name="file"; filename="a; name=b; filename=c.pdf"')).toBe('a; name=b; filename=c.pdf');
  expect(await nome('name="file"; filename="due%0D%0Arighe.txt"')).toBe('due\r\nrighe.txt');
  expect(await nome('name="file"; filename="../../etc/passwd"')).toBe('../../etc/passwd');
  // To the letter of the RFC.
  expect(await nome('name="file"; filename="il \\"vero\\" \\\\ nome.pdf"')).toBe('il "vero" \\ nome.pdf');
  expect(await nome('name="file"; filename="x\\"; y=\\"z.pdf"')).toBe('x"; y="z.pdf');
  // Careless.
  expect(await nome('name="file"; filename="il "vero" nome.pdf"')).toBe('il "vero" nome.pdf');
  expect(await nome('filename=semplice.pdf; name=file')).toBe('semplice.pdf');
  // The extended form wins over the plain one.
  expect(await nome(`name="file"; filename="perche.pdf"; filename*=UTF-8''perch%C3%A9%20no%27.pdf`)).toBe(
    "perché no'.pdf",
  );
  expect(await nome(`name="file"; filename*=iso-8859-1'it'citt%E0.pdf`)).toBe('città.pdf');
  expect(await nome('name="file"')).toBeUndefined();
});

test('un invio monco, illeggibile o senza confine è un errore, mai una parte più corta', async () => {
  const intero = modulo([
    { disposizione: 'name="file"; filename="a.txt"', corpo: Buffer.from('testo intero') },
  ]);
  for (let lunghezza = 0; lunghezza < intero.length - 4; lunghezza++)
    await expect(leggi(intero.subarray(0, lunghezza)), `${lunghezza} byte`).rejects.toThrow(MultipartError);
  await expect(leggi(intero, [], 'multipart/form-data')).rejects.toThrow(MultipartError);
  await expect(leggi(intero, [], 'application/json; boundary=x')).rejects.toThrow(MultipartError);
  const latino = Buffer.from(intero.toString('latin1').replace('a.txt', 'citt\xe0.txt'), 'latin1');
  await expect(leggi(latino)).rejects.toThrow(MultipartError);
  const lungo = modulo([
    { disposizione: `name="file"; filename="${'a'.repeat(20_000)}"`, corpo: Buffer.from('x') },
  ]);
  await expect(leggi(lungo)).rejects.toThrow(MultipartError);
});
