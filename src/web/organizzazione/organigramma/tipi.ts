import type { ElencoUnita } from '../../../organizzazione/organizzazione.schema.ts';

export type {
  EsitoImportazioneOrganigramma,
  ImportazioneOrganigramma,
  RigaImportazione,
} from '../../../organizzazione/importazione/importazione.schema.ts';
export type {
  Chiusura,
  Designazione,
  NuovaUnita,
  PeriodoUnita,
  SchedaUnita,
  StoriaServizio,
  UnitaChiuse,
  Variazione,
  VariazioniFuture,
} from '../../../organizzazione/unita/unita.schema.ts';
export type Unita = ElencoUnita['items'][number];
