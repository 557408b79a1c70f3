import type { EsitiSuggerimenti } from '../../suggerimenti/suggerimenti.schema.ts';

export type {
  DomandaSuggerimenti,
  EsitiSuggerimenti,
  Suggerimenti,
} from '../../suggerimenti/suggerimenti.schema.ts';

/** What can be proposed. */
export type CampoSuggerito = EsitiSuggerimenti['esiti'][number]['campo'];

/** One proposal: what goes in the field, and how it reads beside its code. */
export type Proposta = { valore: string; nome: string };

export type Misura = { top1: number; top3: number; provate: number };
