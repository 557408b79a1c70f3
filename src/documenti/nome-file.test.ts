import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apriBanco, modulo, type BancoDocumenti } from '../../test/support/documenti-di-prova.ts';
import type { Documento } from './documenti.schema.ts';

let banco: BancoDocumenti;
let headers: { cookie: string };
beforeAll(async () => {
  banco = await apriBanco();
  headers = await banco.come('operatore');
});
afterAll(() => banco.chiudi());

/** Sends the file as named, and answers the name that comes back from the database and from the download's header. */
async function andataERitorno(
  corpo: BodyInit,
  tipo?: string,
): Promise<{ descritto: string; scaricato: string }> {
  const intestazioni = { ...headers, ...(tipo !== undefined && { 'content-type': tipo }) };
  const creato = await fetch(`${banco.base}/documenti`, {
    method: 'POST',
    headers: intestazioni,
    body: corpo,
  });
  if (creato.status !== 201) throw new Error(await creato.text());
  const { id } = (await creato.json()) as Documento;
  const descritto = (await (await fetch(`${banco.base}/documenti/${id}`, { headers })).json()) as Documento;
  const scaricato = await fetch(`${banco.base}/documenti/${id}/contenuto`, { headers });
  await scaricato.arrayBuffer();
  const [, esteso = ''] =
    /filename\*=UTF-8''(\S+)$/.exec(scaricato.headers.get('content-disposition') ?? '') ?? [];
  return { descritto: descritto.nomeFile, scaricato: decodeURIComponent(esteso) };
}

const NOMI = [
  'perché no.pdf',
  'Sant\'Angelo "del Pesco".pdf',
  '.nascosto',
  '../../etc/passwd',
  'C:\\Documenti\\atto\\',
  'due\\\\barre.pdf',
  'fine con barra\\',
  '\\"',
  '📎 allegato 👩‍👩‍👧.pdf',
  'קובץ عربي.pdf',
  'e\u0301 e \u00e9 non sono uguali.pdf',
  ' spazi  in giro ',
  'con\ttab',
  'a; name="b"; filename="c"',
  "UTF-8''finto.pdf",
  '50%',
  'a=b;c',
  '\u202efdp.exe',
  'due\r\nrighe',
  '\ufeffsegno',
  '\u0001\u001f\u007f',
];

test.each(NOMI)('il nome %j resta esattamente com’è', async (nome) => {
  expect(await andataERitorno(modulo(nome, 'x'))).toEqual({ descritto: nome, scaricato: nome });
});

test('qualunque nome, in qualunque scrittura, resta esattamente com’è', async () => {
  const carattere = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.constantFrom('"', '\\', "'", ';', '=', '/', '%', '\r', '\n', '*', ' ', '.', 'à', '\u202e', '🗂'),
  );
  const nome = fc
    .array(carattere, { minLength: 1, maxLength: 40 })
    .map((c) => c.join(''))
    .filter((n) => !n.includes('\u0000') && n.isWellFormed());
  await fc.assert(
    fc.asyncProperty(nome, async (n) => {
      // In the form a browser makes, these three are indistinguishable from what stands for a quote or a line end.
      fc.pre(!/%(22|0D|0A)/i.test(n));
      expect(await andataERitorno(modulo(n, 'x'))).toEqual({ descritto: n, scaricato: n });
    }),
    { numRuns: 50 },
  );
}, 120_000);

test('qualunque nome resta esattamente com’è anche quando è scritto nella forma estesa o a parte', async () => {
  const confine = 'confine';
  const parte = (disposizione: string, corpo: string): string =>
    `--${confine}\r\nContent-Disposition: form-data; ${disposizione}\r\n\r\n${corpo}\r\n`;
  const nome = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 40 })
    .filter((n) => !n.includes('\u0000') && n.isWellFormed());
  await fc.assert(
    fc.asyncProperty(nome, fc.boolean(), async (n, aParte) => {
      fc.pre(!n.includes(confine));
      const esteso = encodeURIComponent(n).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
      const corpo = aParte
        ? parte('name="nomeFile"', n) + parte('name="file"; filename="x"', 'x')
        : parte(`name="file"; filename="x"; filename*=UTF-8''${esteso}`, 'x');
      const tipo = `multipart/form-data; boundary=${confine}`;
      const esito = await andataERitorno(Buffer.from(`${corpo}--${confine}--\r\n`), tipo);
      expect(esito).toEqual({ descritto: n, scaricato: n });
    }),
    { numRuns: 30 },
  );
}, 120_000);

test('cinquecento caratteri sono ammessi, qualunque sia la loro lunghezza in byte', async () => {
  const nome = '🗂'.repeat(500);
  expect((await andataERitorno(modulo(nome, 'x'))).descritto).toBe(nome);
});
