import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rotteDichiarate } from '#autorizzazioni';
import { compilaValidatore } from '../../src/platform/http/compilatori.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';

let p: ProdottoDiProva;
beforeAll(async () => {
  p = await prodottoDiProva();
});
afterAll(() => p.chiudi());

test('di ogni rotta si compilano tutti gli schemi, anche quelli che nessuna prova chiede', () => {
  const validatore = compilaValidatore();
  // The product's own compiler waits for the first answer: this is what it then calls.
  const serializzatore = SerializerSelector()({}, {});
  let compilati = 0;
  for (const { metodo: method, url, schema } of rotteDichiarate(p.app)) {
    const dove = `${method} ${url}`;
    for (const httpPart of ['body', 'querystring', 'params'] as const) {
      if (schema?.[httpPart] === undefined) continue;
      const prova = validatore({ schema: schema[httpPart], method, url, httpPart });
      expect(() => prova({}), `${dove} ${httpPart}`).not.toThrow();
      compilati++;
    }
    for (const [httpStatus, risposta] of Object.entries(schema?.response ?? {})) {
      const { content } = risposta as { content?: Record<string, { schema: unknown }> };
      for (const s of content ? Object.values(content).map((c) => c.schema) : [risposta])
        expect(
          () => serializzatore({ schema: s, method, url, httpStatus }),
          `${dove} ${httpStatus}`,
        ).not.toThrow();
      compilati++;
    }
  }
  expect(compilati).toBeGreaterThan(500);
});
