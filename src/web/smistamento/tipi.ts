export type {
  DomandaSmistamento,
  ElencoRegole,
  EsitoProva,
  NuovaRegola,
  RegolaRiscritta,
  RegolaSmistamento,
  RichiestaProva,
  SmistamentoProposto,
} from '../../smistamento/smistamento.schema.ts';
