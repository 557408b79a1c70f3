import { Type, type Static } from 'typebox';

export const RichiestaEsclusione = Type.Object(
  {
    categoria: Type.String({ minLength: 1, maxLength: 60, description: 'Codice della categoria esclusa' }),
    descrizione: Type.String({ minLength: 1, maxLength: 1000, description: 'Di che cosa si tratta' }),
    mittente: Type.Optional(Type.String({ maxLength: 500 })),
    mezzo: Type.Optional(Type.String({ maxLength: 40 })),
    motivo: Type.Optional(
      Type.String({ maxLength: 1000, description: 'Obbligatorio per la categoria residuale (RN-38.1-5)' }),
    ),
    documento: Type.Optional(Type.String({ format: 'uuid' })),
    coda: Type.Optional(
      Type.String({ format: 'uuid', description: 'Voce della coda che esce così, non registrata (RN-38.1)' }),
    ),
  },
  { additionalProperties: false },
);
export type RichiestaEsclusione = Static<typeof RichiestaEsclusione>;

export const Esclusione = Type.Object({
  id: Type.String({ format: 'uuid' }),
  categoria: Type.String(),
  denominazione: Type.String(),
  descrizione: Type.String(),
  mittente: Type.Optional(Type.String()),
  mezzo: Type.Optional(Type.String()),
  motivo: Type.Optional(Type.String()),
  documento: Type.Optional(Type.String({ format: 'uuid' })),
  operatore: Type.String(),
  istante: Type.String(),
});
export type Esclusione = Static<typeof Esclusione>;

export const CategoriaEsclusa = Type.Object({
  codice: Type.String(),
  denominazione: Type.String(),
  origine: Type.String(),
  ambito: Type.String({ description: 'legge o ente' }),
  condizione: Type.Optional(Type.String()),
  residuale: Type.Boolean(),
});
export type CategoriaEsclusa = Static<typeof CategoriaEsclusa>;
