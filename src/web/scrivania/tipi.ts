export type { Coda, Contatori, ContatoreSalvato, NuovoContatore } from '../../scrivania/scrivania.schema.ts';
export type {
  Assegnazione,
  DestinatariAssegnabili,
  ElencoAssegnazioni,
  EsitoInBlocco,
  OperazioneInBlocco,
} from '../../assegnazioni/assegnazioni.schema.ts';
