export type {
  ElencoModifiche,
  EsitoIntegrita,
  Giornaliero,
  MeseGiornalieri,
  ModificaElenco,
  PaginaVoci,
  VoceElenco,
} from '../../registro-giornaliero/registro-giornaliero.schema.ts';
export type {
  ArretrateArea,
  DaVidimare,
  ElencoMancanti,
  EstrattoArea,
  PaginaArretrate,
  Vidimazione,
  VidimazioneMancante,
  VoceEstratto,
} from '../../registro-giornaliero/vidimazione/vidimazione.schema.ts';
export type { Calendario, CalendarioAnno } from '../../registro-giornaliero/calendario/calendario.schema.ts';
