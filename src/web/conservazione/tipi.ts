export type {
  DaVersare,
  ElencoGiornalieri,
  ElencoPacchetti,
  Pacchetto,
  QuadroConservazione,
  Versamento,
  VersamentoAccolto,
  VocePacchetto,
} from '../../conservazione/pacchetti/pacchetti.schema.ts';
export type {
  Conservatore,
  EsitoProva,
  SalvaConservatore,
} from '../../conservazione/conservatore/conservatore.schema.ts';
export type {
  DecisioneProposta,
  ElencoProposte,
  NuovaProposta,
  Proposta,
} from '../../conservazione/proposte/proposte.schema.ts';
