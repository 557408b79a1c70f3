export type { AzioneCoda, ElencoCoda, NuovaInCoda, VoceCoda } from '../../coda/coda.schema.ts';
