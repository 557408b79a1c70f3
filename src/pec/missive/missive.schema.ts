import { Type, type Static } from 'typebox';

const ESITI = ['valida', 'da-regolarizzare', 'non-valida'] as const;
export type EsitoMissiva = (typeof ESITI)[number];
const Esito = Type.Unsafe<EsitoMissiva>(
  Type.Union(
    ESITI.map((e) => Type.Literal(e)),
    { description: 'Si tiene per valida; va sottoscritta o regolarizzata; non ha valore' },
  ),
);

export const Valutazione = Type.Object(
  {
    esito: Esito,
    testo: Type.String({
      minLength: 1,
      maxLength: 4000,
      pattern: String.raw`\S`,
      description: 'Che cosa ne valuta il responsabile del procedimento',
    }),
  },
  { additionalProperties: false, $id: 'ValutazioneMissiva' },
);
export type Valutazione = Static<typeof Valutazione>;

export const Missiva = Type.Object(
  {
    perche: Type.Union(
      [Type.Literal('casella-ordinaria'), Type.Literal('posta-ordinaria'), Type.Literal('busta-non-valida')],
      { description: 'Perché è assimilabile a missiva non sottoscritta (RN-17.2, RN-17.3)' },
    ),
    valutazione: Type.Optional(
      Type.Object({
        esito: Esito,
        testo: Type.String(),
        il: Type.String({ format: 'date-time' }),
        da: Type.String(),
      }),
    ),
    valutabile: Type.Boolean({
      description: 'Chi chiede ne è il responsabile del procedimento e può valutarla',
    }),
  },
  { $id: 'Missiva' },
);
export type Missiva = Static<typeof Missiva>;

export const MissivaDellaRegistrazione = Type.Object(
  { missiva: Type.Optional(Missiva) },
  { $id: 'MissivaDellaRegistrazione' },
);
export type MissivaDellaRegistrazione = Static<typeof MissivaDellaRegistrazione>;
