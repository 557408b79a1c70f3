export type { ModificaRepertorio, NuovoRepertorio, Repertorio } from '../../repertori/repertori.schema.ts';
export type {
  ModificaSerie,
  NuovaSerie,
  NuovaUnitaDiSerie,
  Serie,
  TipoCriterio,
  UnitaDiSerie,
} from '../../repertori/serie/serie.schema.ts';
