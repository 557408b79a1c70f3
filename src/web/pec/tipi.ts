import type { VoceMessaggio } from '../../pec/messaggi/messaggi.schema.ts';

export type {
  AzioneMessaggio,
  ElencoMessaggi,
  Esito,
  Messaggio,
  Parte,
  RegistrazioneDaMessaggio,
  StatoMessaggio,
  VoceMessaggio,
} from '../../pec/messaggi/messaggi.schema.ts';
export type { Missiva, MissivaDellaRegistrazione, Valutazione } from '../../pec/missive/missive.schema.ts';
export type {
  ComunicazioneRifiuto,
  MotivoRichiesta,
  RichiestaAlMittente,
  TestoProposto,
} from '../../pec/messaggi/mittente.schema.ts';
export type {
  Casella,
  ConfigurazioneCasella,
  ElencoCaselle,
  NuovaCasella,
  Politica,
} from '../../pec/caselle/caselle.schema.ts';
export type {
  DestinatarioInviato,
  DettaglioInvio,
  ElencoInvii,
  ElencoRicevute,
  EsitoInvio,
  Invio,
  NuovoInvioDocumento,
  Ricevuta,
} from '../../pec/invii/invii.schema.ts';

export type EsitoProvaCasella = {
  riuscita: boolean;
  passi: { passo: string; riuscito: boolean; dettaglio: string }[];
};

export type TipoMessaggio = NonNullable<VoceMessaggio['tipo']>;
