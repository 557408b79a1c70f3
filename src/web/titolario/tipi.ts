export type {
  NodoTitolario,
  StoriaVoce,
  TitolarioInUso,
  VociTrovate,
} from '../../titolario/titolario.schema.ts';
export type {
  Confronto,
  Differenza,
  EsitoImportazione,
  EsitoPubblicazione,
  Importazione,
  Lato,
  ModificaBozza,
  ModificaVoce,
  NuovaVoce,
  Pubblicazione,
  TipoCambio,
  VersioneTitolario,
  VoceScritta,
} from '../../titolario/versioni/versioni.schema.ts';
export type {
  ElencoProntuario,
  EsitoImportazioneProntuario,
  ModificaVoceProntuario,
  NuovaVoceProntuario,
  VoceProntuario,
} from '../../titolario/prontuario/prontuario.schema.ts';
export type {
  ElencoPiani,
  EsitoPiano,
  NuovoPiano,
  PianoIntero,
  Scartabili,
} from '../../titolario/piani/piani.schema.ts';
