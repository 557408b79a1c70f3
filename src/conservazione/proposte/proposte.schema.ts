import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const Testo = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, pattern: String.raw`\S`, description });

export const NuovaProposta = Type.Object(
  {
    titolo: Testo(300, 'Che cosa si propone'),
    descrizione: Testo(8000, 'Di quali documenti di carta, e come'),
    costi: Testo(8000, 'Che cosa costa'),
    benefici: Testo(8000, 'Che cosa se ne ricava'),
    costoStimato: Type.Optional(
      Type.Integer({
        format: 'int64',
        minimum: 0,
        maximum: 100_000_000_000,
        description: 'Centesimi di euro',
      }),
    ),
    serie: Type.Array(Type.String({ format: 'uuid' }), {
      minItems: 1,
      maxItems: 100,
      uniqueItems: true,
      description: 'Serie archivistiche a cui si riferisce',
    }),
  },
  { ...stretto, description: 'Proposta di conservazione sostitutiva di documenti analogici (RN-37.3-2)' },
);
export type NuovaProposta = Static<typeof NuovaProposta>;

export const DecisioneProposta = Type.Object(
  {
    esito: Type.Union([Type.Literal('approvata'), Type.Literal('respinta')]),
    decisione: Testo(4000, 'Perché'),
  },
  stretto,
);
export type DecisioneProposta = Static<typeof DecisioneProposta>;

export const Proposta = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    ...NuovaProposta.properties,
    serie: Type.Array(
      Type.Object({ id: Type.String({ format: 'uuid' }), denominazione: Type.String() }, stretto),
    ),
    propostaDa: Type.String(),
    propostaIl: Type.String({ format: 'date-time' }),
    stato: Type.Union([Type.Literal('in-attesa'), Type.Literal('approvata'), Type.Literal('respinta')]),
    decisione: Type.Optional(Type.String()),
    decisaDa: Type.Optional(Type.String()),
    decisaIl: Type.Optional(Type.String({ format: 'date-time' })),
    propria: Type.Boolean({ description: 'L’ha fatta chi la legge: la decide un altro' }),
  },
  { ...stretto, $id: 'PropostaConservazione', description: 'Proposta di conservazione sostitutiva' },
);
export type Proposta = Static<typeof Proposta>;

export const ElencoProposte = Type.Object(
  { items: Type.Array(Proposta), puoProporre: Type.Boolean(), puoDecidere: Type.Boolean() },
  stretto,
);
export type ElencoProposte = Static<typeof ElencoProposte>;

export const ElencoSerie = Type.Object(
  {
    items: Type.Array(
      Type.Object({ id: Type.String({ format: 'uuid' }), denominazione: Type.String() }, stretto),
    ),
  },
  stretto,
);
export type ElencoSerie = Static<typeof ElencoSerie>;
