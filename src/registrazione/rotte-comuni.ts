import { Type } from 'typebox';
import type { Orologio } from '#platform/clock';
import type { Db } from '#platform/db';
import type { Scrittore } from './scrittore.ts';

/** What the routes of this slice are given by the composition. */
export type PartiRegistrazione = {
  db: Db;
  scrittore: Scrittore;
  orologio: Orologio;
  /** Where citizens reach us, without a final slash; this machine's own address until the ente has set it. */
  urlPubblico: string;
  /** Whether it was set: a real ente does not register before (the address is printed in QR codes for ever). */
  urlConfigurato: boolean;
};

export const ParametriRegistro = Type.Object({
  registro: Type.String({ maxLength: 16, description: 'Codice del registro, es. PG' }),
});

export const ParametriRegistrazione = Type.Object({
  registro: Type.String({ maxLength: 16, description: 'Codice del registro, es. PG' }),
  anno: Type.Integer({ format: 'int32', minimum: 2000, maximum: 9999, description: 'Anno solare' }),
  numero: Type.Integer({ format: 'int64', minimum: 1, description: 'Numero di protocollo' }),
});

export const REGISTRAZIONE = '/registri/:registro/registrazioni/:anno/:numero';
