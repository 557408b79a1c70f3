import { Type, type Static } from 'typebox';

const Nominata = Type.Object({ codice: Type.String(), denominazione: Type.String() });

export const FiltroTempi = Type.Object(
  {
    dal: Type.Optional(Type.String({ format: 'date', description: 'Registrati dal giorno' })),
    al: Type.Optional(Type.String({ format: 'date', description: 'al giorno compreso' })),
    registro: Type.Optional(
      Type.String({ maxLength: 16, description: 'Con anno e numero: di un documento solo' }),
    ),
    anno: Type.Optional(Type.Integer({ format: 'int32', minimum: 2000, maximum: 9999 })),
    numero: Type.Optional(Type.Integer({ format: 'int64', minimum: 1 })),
  },
  { additionalProperties: false },
);
export type FiltroTempi = Static<typeof FiltroTempi>;

export const Tempi = Type.Object({
  items: Type.Array(
    Type.Object({
      ufficio: Nominata,
      documenti: Type.Integer({ format: 'int32', description: 'Avuti per competenza' }),
      inCorso: Type.Integer({ format: 'int32', description: 'Che l’ufficio ha ancora' }),
      giorni: Type.Number({ format: 'double', description: 'In tutto, con un decimale' }),
      media: Type.Number({ format: 'double', description: 'Giorni per documento' }),
      massimo: Type.Number({ format: 'double', description: 'Giorni del documento tenuto più a lungo' }),
    }),
  ),
});
export type Tempi = Static<typeof Tempi>;

export const FiltroCarta = Type.Object(
  { giorno: Type.String({ format: 'date', description: 'Giorno in cui la carta è stata smistata' }) },
  { additionalProperties: false },
);

export const VoceCarta = Type.Object({
  assegnazione: Type.String({ format: 'uuid' }),
  registro: Type.String(),
  anno: Type.Integer({ format: 'int32' }),
  numero: Type.String(),
  oggetto: Type.String(),
  corrispondenti: Type.String(),
  ufficio: Nominata,
  titolo: Type.String(),
  smistataIl: Type.String(),
  ritirataIl: Type.Optional(Type.String()),
  rinviataIl: Type.Optional(Type.String()),
  nonRitirata: Type.Boolean({ description: 'È di un giorno passato e nessuno l’ha ritirata (RN-35.2)' }),
});
export type VoceCarta = Static<typeof VoceCarta>;

export const Cartelle = Type.Object({
  giorno: Type.String(),
  cartelle: Type.Array(
    Type.Object({
      area: Type.String({ description: 'Area, o l’unità stessa se non è in un’Area' }),
      voci: Type.Array(VoceCarta),
    }),
  ),
});
export type Cartelle = Static<typeof Cartelle>;
