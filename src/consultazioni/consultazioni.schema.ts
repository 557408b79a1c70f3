import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const giorno = (description: string) => Type.String({ format: 'date', description });
const istante = (description: string) => Type.String({ format: 'date-time', description });

export const Consultazione = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    registro: Type.String(),
    anno: Type.Integer({ format: 'int32' }),
    numero: Type.String({ description: 'A sette cifre' }),
    richiedente: Type.String({ description: 'Cognome e nome' }),
    ufficio: Type.Optional(Type.String({ description: 'Ufficio per cui agiva' })),
    mia: Type.Boolean({ description: 'L’ha chiesta chi legge' }),
    motivo: Type.String(),
    chiestaIl: istante('Quando è stata chiesta'),
    stato: Type.Union(
      [
        Type.Literal('in-attesa'),
        Type.Literal('concessa'),
        Type.Literal('negata'),
        Type.Literal('scaduta'),
        Type.Literal('revocata'),
      ],
      { description: 'Scaduta: concessa fino a un giorno passato' },
    ),
    decisaDa: Type.Optional(Type.String()),
    decisaIl: Type.Optional(istante('Quando è stata decisa')),
    decisione: Type.Optional(Type.String({ description: 'Che cosa ha scritto chi ha deciso' })),
    finoAl: Type.Optional(giorno('Ultimo giorno della consultazione concessa')),
    revocataDa: Type.Optional(Type.String()),
    revocataIl: Type.Optional(istante('Quando è stata revocata')),
    revoca: Type.Optional(Type.String({ description: 'Perché è stata revocata' })),
    documento: Type.Optional(
      Type.Object(
        { oggetto: Type.String(), unitaCompetente: Type.Optional(Type.String()) },
        { description: 'Solo per chi decide; assente se nessun documento ha quel numero' },
      ),
    ),
  },
  { $id: 'Consultazione' },
);
export type Consultazione = Static<typeof Consultazione>;

export const ElencoConsultazioni = Type.Object(
  {
    items: Type.Array(Consultazione),
    cursor: Type.Optional(
      Type.String({ description: 'Da rimandare per avere la pagina seguente; assente all’ultima' }),
    ),
  },
  { $id: 'ElencoConsultazioni' },
);
export type ElencoConsultazioni = Static<typeof ElencoConsultazioni>;

export const FiltroConsultazioni = Type.Object(
  {
    cursor: Type.Optional(Type.String({ maxLength: 1000 })),
    limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 200, default: 50 })),
  },
  stretto,
);
export type FiltroConsultazioni = Static<typeof FiltroConsultazioni>;

export const NuovaConsultazione = Type.Object(
  {
    registro: Type.Optional(Type.String({ maxLength: 16, default: 'PG' })),
    anno: Type.Integer({ format: 'int32', minimum: 1900, maximum: 9999 }),
    numero: Type.Integer({ format: 'int32', minimum: 1 }),
    motivo: Type.String({ minLength: 10, maxLength: 2000, description: 'Perché occorre consultarlo' }),
  },
  { ...stretto, $id: 'NuovaConsultazione' },
);
export type NuovaConsultazione = Static<typeof NuovaConsultazione>;

export const DecisioneConsultazione = Type.Object(
  {
    esito: Type.Union([Type.Literal('concessa'), Type.Literal('negata')]),
    finoAl: Type.Optional(giorno('Ultimo giorno, entro un anno; obbligatorio se concessa')),
    motivo: Type.Optional(
      Type.String({ minLength: 1, maxLength: 2000, description: 'Obbligatorio se negata' }),
    ),
  },
  { ...stretto, $id: 'DecisioneConsultazione' },
);
export type DecisioneConsultazione = Static<typeof DecisioneConsultazione>;

export const RevocaConsultazione = Type.Object(
  { motivo: Type.String({ minLength: 1, maxLength: 2000, description: 'Perché finisce prima' }) },
  { ...stretto, $id: 'RevocaConsultazione' },
);
export type RevocaConsultazione = Static<typeof RevocaConsultazione>;
