import type { PartiRegistra } from '#registrazione';
import type { PartiLettura } from '../parti.ts';

/** What working the messages takes. */
export type PartiMessaggi = PartiRegistra & PartiLettura;
