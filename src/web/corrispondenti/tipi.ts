import type { Corrispondente } from '../../corrispondenti/corrispondenti.schema.ts';

export type { Corrispondente };
export type { DestinatariLetti } from '../../corrispondenti/destinatari.schema.ts';
export type {
  ElencoRubrica,
  NuovaVoceRubrica,
  VoceRubrica,
  VoceRubricaScritta,
} from '../../corrispondenti/rubrica.schema.ts';
export type TipoCorrispondente = Corrispondente['tipo'];
