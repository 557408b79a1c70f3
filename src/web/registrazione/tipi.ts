export type {
  CampoRettificabile,
  CorrispondenteRegistrato,
  Decisione,
  DocumentoRegistrato,
  Elenco,
  EventoStoria,
  FiltroElenco,
  ModificaFacoltativi,
  Originale,
  Provvedimento,
  Registrazione,
  RichiestaAnnullamento,
  RichiestaRegistrazione,
  RichiestaRettifica,
  RichiestaSimili,
  Simile,
  TipoCollegamento,
  VoceElenco,
} from '../../registrazione/registrazione.schema.ts';

export type Flusso = 'E' | 'U' | 'I';
