import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };

export const Calendario = Type.Object(
  {
    patrono: Type.Optional(
      Type.Object(
        {
          giorno: Type.String({
            pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
            description: 'Mese e giorno, MM-GG',
          }),
          nome: Type.String({ minLength: 1, maxLength: 100, pattern: String.raw`\S` }),
        },
        { ...stretto, description: 'Festa del patrono; assente se non indicata' },
      ),
    ),
    straordinarie: Type.Array(
      Type.Object(
        {
          giorno: Type.String({ format: 'date' }),
          motivo: Type.String({ minLength: 1, maxLength: 200, pattern: String.raw`\S` }),
        },
        stretto,
      ),
      { maxItems: 100, description: 'Altri giorni di chiusura' },
    ),
  },
  {
    ...stretto,
    description: 'Giorni non lavorativi dell’ente, oltre ai festivi nazionali, ai sabati e alle domeniche',
  },
);
export type Calendario = Static<typeof Calendario>;

export const CalendarioAnno = Type.Object({
  ...Calendario.properties,
  festivita: Type.Array(Type.Object({ giorno: Type.String(), nome: Type.String() }), {
    description: 'Festivi nazionali dell’anno chiesto',
  }),
});
export type CalendarioAnno = Static<typeof CalendarioAnno>;
