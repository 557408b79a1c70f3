import { AjvCompiler } from '@fastify/ajv-compiler';
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify';

type Validatore = ReturnType<FastifySchemaCompiler<unknown>>;

/**
 * Bodies are taken as they are, nothing removed or converted; query strings arrive as text and are read out of it.
 *
 * A schema is compiled when the first request needs it: all of them cost seconds of each start, and a morning's work asks for a
 * few dozen. A test compiles every one.
 */
export function compilaValidatore(): FastifySchemaCompiler<unknown> {
  const fabbrica = AjvCompiler();
  const comuni = { removeAdditional: false, allErrors: true, useDefaults: true, strict: false } as const;
  const corpo = fabbrica({}, { customOptions: { ...comuni, coerceTypes: false } });
  const indirizzo = fabbrica({}, { customOptions: { ...comuni, coerceTypes: true } });
  return (parte) => {
    let pronto: Validatore | undefined;
    const validatore: Validatore = (dati: unknown) => {
      pronto ??= (parte.httpPart === 'body' ? corpo : indirizzo)(parte);
      const esito = pronto(dati) as boolean;
      // Where the framework looks for what was wrong.
      validatore.errors = pronto.errors;
      return esito;
    };
    return validatore;
  };
}

/** Writers of the answers, each made when the first answer needs it. */
export function compilaSerializzatore(): FastifySerializerCompiler<unknown> {
  const fabbrica = SerializerSelector()({}, {});
  return (parte) => {
    let pronto: ReturnType<typeof fabbrica> | undefined;
    return (dati) => (pronto ??= fabbrica(parte as Parameters<typeof fabbrica>[0]))(dati);
  };
}
