export type {
  Assegnazione,
  AssegnazioniDelDocumento,
  Azione,
  DestinatariAssegnabili,
  NuovaAssegnazione,
  NuoveAssegnazioni,
  Passo,
} from '../../assegnazioni/assegnazioni.schema.ts';
