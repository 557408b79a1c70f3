import { Type, type Static } from 'typebox';

/** Shapes of the serie archivistiche (RN-47.1, RN-47.2). */

const stretto = { additionalProperties: false };
const Testo = (max: number, descrizione: string, min = 1) =>
  Type.String({ minLength: min, maxLength: max, pattern: String.raw`\S`, description: descrizione });
const Giorno = (descrizione: string) => Type.String({ format: 'date', description: descrizione });

export const TipoCriterio = Type.Union(
  [
    Type.Literal('natura'),
    Type.Literal('forma'),
    Type.Literal('materia'),
    Type.Literal('affare'),
    Type.Literal('procedimento'),
  ],
  { description: 'Che cosa accomuna le unità della serie (art. 47 c. 2)' },
);
export type TipoCriterio = Static<typeof TipoCriterio>;

const Denominazione = Testo(300, 'Nome della serie');
const Criterio = Testo(2000, 'Criterio con cui le unità sono riunite, per esteso', 5);
const facoltativi = {
  attivita: Testo(300, 'Attività o funzione che produce la serie'),
  ufficio: Type.String({ maxLength: 60, description: 'Codice dell’ufficio responsabile' }),
  estremoIniziale: Giorno('Data del primo documento'),
  estremoFinale: Giorno('Data dell’ultimo documento'),
  note: Testo(4000, 'Annotazioni'),
};

export const NuovaSerie = Type.Object(
  {
    denominazione: Denominazione,
    criterio: Criterio,
    tipoCriterio: TipoCriterio,
    attivita: Type.Optional(facoltativi.attivita),
    ufficio: Type.Optional(facoltativi.ufficio),
    estremoIniziale: Type.Optional(facoltativi.estremoIniziale),
    estremoFinale: Type.Optional(facoltativi.estremoFinale),
    note: Type.Optional(facoltativi.note),
  },
  stretto,
);
export type NuovaSerie = Static<typeof NuovaSerie>;

/** Merge patch: null clears; the criterion cannot be cleared. */
export const ModificaSerie = Type.Object(
  {
    versione: Type.Integer({ format: 'int32', minimum: 1 }),
    denominazione: Type.Optional(Denominazione),
    criterio: Type.Optional(Criterio),
    tipoCriterio: Type.Optional(TipoCriterio),
    attivita: Type.Optional(Type.Union([facoltativi.attivita, Type.Null()])),
    ufficio: Type.Optional(Type.Union([facoltativi.ufficio, Type.Null()])),
    estremoIniziale: Type.Optional(Type.Union([facoltativi.estremoIniziale, Type.Null()])),
    estremoFinale: Type.Optional(Type.Union([facoltativi.estremoFinale, Type.Null()])),
    note: Type.Optional(Type.Union([facoltativi.note, Type.Null()])),
    chiusa: Type.Optional(Type.Boolean({ description: 'Vero: non riceve altre unità' })),
  },
  stretto,
);
export type ModificaSerie = Static<typeof ModificaSerie>;

export const Serie = Type.Object({
  id: Type.String({ format: 'uuid' }),
  denominazione: Type.String(),
  criterio: Type.String(),
  tipoCriterio: TipoCriterio,
  attivita: Type.Optional(Type.String()),
  ufficio: Type.Optional(Type.Object({ codice: Type.String(), denominazione: Type.String() })),
  estremoIniziale: Type.Optional(Type.String()),
  estremoFinale: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
  chiusaIl: Type.Optional(Type.String()),
  quanteUnita: Type.Integer({ format: 'int32' }),
  creataDa: Type.String(),
  creataIl: Type.String(),
  versione: Type.Integer({ format: 'int32' }),
});
export type Serie = Static<typeof Serie>;

/** A unità archivistica of the series: a fascicolo or a register. */
export const UnitaDiSerie = Type.Object({
  id: Type.String({ format: 'uuid', description: 'Dell’appartenenza alla serie, da mandare per toglierla' }),
  tipo: Type.Union([Type.Literal('fascicolo'), Type.Literal('registro')]),
  codice: Type.String({ description: 'Numero del fascicolo o codice del registro' }),
  denominazione: Type.String(),
  anno: Type.Optional(Type.Integer({ format: 'int32' })),
  classificazione: Type.Optional(Type.String()),
  chiuso: Type.Boolean(),
  aggiuntaDa: Type.String(),
  aggiuntaIl: Type.String(),
});
export type UnitaDiSerie = Static<typeof UnitaDiSerie>;

export const NuovaUnitaDiSerie = Type.Union([
  Type.Object({ registro: Type.String({ maxLength: 16, description: 'Codice del registro' }) }, stretto),
  Type.Object(
    { fascicolo: Type.String({ maxLength: 40, description: 'Numero del fascicolo, es. 1207' }) },
    stretto,
  ),
]);
export type NuovaUnitaDiSerie = Static<typeof NuovaUnitaDiSerie>;
