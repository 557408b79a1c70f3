import { Type, type Static } from 'typebox';
import { FiltroElenco } from '#registrazione';

const Conto = {
  quanti: Type.Integer({ format: 'int32', description: 'Quanti sono; al più mille' }),
  limitato: Type.Boolean({ description: 'Sono di più' }),
};

export const Coda = Type.Union(
  [
    Type.Literal('da-prendere'),
    Type.Literal('mie'),
    Type.Literal('in-carico'),
    Type.Literal('in-scadenza'),
    Type.Literal('scadute'),
    Type.Literal('conoscenza'),
    Type.Literal('da-smistare'),
    Type.Literal('rinviate'),
    Type.Literal('non-ritirate'),
  ],
  { description: 'Le ultime tre sono della UOP' },
);
export type Coda = Static<typeof Coda>;

export const FiltriSalvati = Type.Omit(FiltroElenco, ['cursor', 'limit'], { additionalProperties: false });

export const ContatoreSalvato = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    nome: Type.String(),
    filtri: FiltriSalvati,
    ...Conto,
  },
  { $id: 'ContatoreSalvato' },
);
export type ContatoreSalvato = Static<typeof ContatoreSalvato>;

export const Contatori = Type.Object(
  {
    code: Type.Array(Type.Object({ coda: Coda, ...Conto })),
    posta: Type.Array(
      Type.Object({
        stato: Type.Union([Type.Literal('da-esaminare'), Type.Literal('quarantena')]),
        ...Conto,
      }),
      { description: 'Messaggi che attendono una decisione; niente per chi non lavora caselle' },
    ),
    vidimazioni: Type.Optional(
      Type.Integer({
        format: 'int32',
        description: 'Estratti della propria Area da vidimare; assente per chi non ne vidima',
      }),
    ),
    salvati: Type.Array(ContatoreSalvato, { description: 'Ricerche del registro tenute come contatori' }),
  },
  { $id: 'ContatoriScrivania', description: 'Quanto c’è da fare per chi chiede, nell’ufficio in uso' },
);
export type Contatori = Static<typeof Contatori>;

export const NuovoContatore = Type.Object(
  {
    nome: Type.String({
      minLength: 1,
      maxLength: 60,
      pattern: String.raw`\S`,
      description: 'Come si chiama',
    }),
    filtri: FiltriSalvati,
  },
  { additionalProperties: false, $id: 'NuovoContatore' },
);
export type NuovoContatore = Static<typeof NuovoContatore>;
