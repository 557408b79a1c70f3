import { Type } from 'typebox';
import type { FastifyBaseLogger } from 'fastify';
import type { PartiDocumenti } from '#documenti';
import type { Orologio } from '#platform/clock';
import { NumeroFascicolo } from './fascicoli.schema.ts';

/** What the routes of this slice are given by the composition. */
export type PartiFascicoli = PartiDocumenti & { orologio: Orologio; log: FastifyBaseLogger };

export const ParametriFascicolo = Type.Object({ numero: NumeroFascicolo });

export const ParametriRegistrazione = Type.Object({
  registro: Type.String({ maxLength: 16, description: 'Codice del registro, es. PG' }),
  anno: Type.Integer({ format: 'int32', minimum: 2000, maximum: 9999, description: 'Anno solare' }),
  numero: Type.Integer({ format: 'int64', minimum: 1, description: 'Numero di registrazione' }),
});

export const Pagina = Type.Object(
  {
    cursor: Type.Optional(Type.String({ maxLength: 300 })),
    limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 500, default: 100 })),
  },
  { additionalProperties: false },
);
