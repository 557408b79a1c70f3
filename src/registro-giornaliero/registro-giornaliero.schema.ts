import { Type, type Static } from 'typebox';

const Giorno = Type.String({ format: 'date' });
const Intero = Type.Integer({ format: 'int32' });

/** A daily register in a list: what it is of, and where it stands. */
export const Giornaliero = Type.Object({
  id: Type.String(),
  registro: Type.String(),
  giorno: Giorno,
  identificativo: Type.String(),
  progressivo: Intero,
  anno: Intero,
  prima: Type.Optional(
    Type.String({ description: 'Numero della prima registrazione; assente se non ce ne sono' }),
  ),
  ultima: Type.Optional(Type.String()),
  quante: Intero,
  eventi: Type.Integer({ format: 'int32', description: 'Modifiche a registrazioni di giorni precedenti' }),
  chiusoIl: Type.String(),
  dovutoEntro: Giorno,
  versato: Type.Boolean({ description: 'Se è stato versato in conservazione' }),
  inRitardo: Type.Boolean({ description: 'Doveva essere versato, e non lo è' }),
  repertorio: Type.Object(
    { registro: Type.String(), anno: Intero, numero: Type.String() },
    { description: 'Il suo numero nel repertorio dei registri giornalieri' },
  ),
  improntaPdf: Type.String(),
  improntaXml: Type.String(),
});
export type Giornaliero = Static<typeof Giornaliero>;

export const MeseGiornalieri = Type.Object({
  items: Type.Array(Giornaliero),
  registri: Type.Array(Type.Object({ codice: Type.String(), denominazione: Type.String(), dal: Giorno }), {
    description: 'Registri che hanno un registro giornaliero',
  }),
  mancanti: Type.Array(Giorno, {
    description: 'Giorni del mese già finiti il cui registro non è ancora stato prodotto',
  }),
  inRitardo: Type.Integer({ format: 'int32', description: 'Di qualunque mese' }),
  festivi: Type.Array(Giorno, { description: 'Giorni non lavorativi del mese' }),
});
export type MeseGiornalieri = Static<typeof MeseGiornalieri>;

/** A registration on a screen: what whoever asks may read of it. */
export const VoceElenco = Type.Object({
  registro: Type.String(),
  anno: Intero,
  numero: Type.String(),
  dataRegistrazione: Type.String(),
  flusso: Type.Union([Type.Literal('E'), Type.Literal('U'), Type.Literal('I')]),
  oggetto: Type.String(),
  corrispondenti: Type.String(),
  classificazione: Type.Optional(Type.String()),
  ufficio: Type.Optional(Type.String()),
  annullata: Type.Boolean(),
});
export type VoceElenco = Static<typeof VoceElenco>;

export const PaginaVoci = Type.Object({
  items: Type.Array(VoceElenco),
  cursor: Type.Optional(Type.String()),
});
export type PaginaVoci = Static<typeof PaginaVoci>;

export const ModificaElenco = Type.Object({
  anno: Intero,
  numero: Type.String(),
  dataRegistrazione: Type.String(),
  tipo: Type.String(),
  campo: Type.Optional(Type.String()),
  istante: Type.String(),
  prima: Type.Array(Type.String()),
  dopo: Type.Array(Type.String()),
  motivo: Type.Optional(Type.String()),
  operatore: Type.String(),
});
export type ModificaElenco = Static<typeof ModificaElenco>;

export const ElencoModifiche = Type.Object({
  items: Type.Array(ModificaElenco),
  altre: Type.Boolean({ description: 'Ce ne sono altre, che sono nel registro stampato' }),
});
export type ElencoModifiche = Static<typeof ElencoModifiche>;

export const EsitoIntegrita = Type.Object({
  integro: Type.Boolean(),
  pdf: Type.Boolean(),
  xml: Type.Boolean(),
});
export type EsitoIntegrita = Static<typeof EsitoIntegrita>;

export const ParametriGiorno = Type.Object({
  registro: Type.String({ maxLength: 16, description: 'Codice del registro' }),
  giorno: Giorno,
});
