import type { PartiRegistra } from '#registrazione';
import type { PartiRicezione } from '../parti.ts';

/** What working the messages takes. */
export type PartiMessaggi = PartiRegistra & Pick<PartiRicezione, 'archivio' | 'log' | 'leggi'>;
