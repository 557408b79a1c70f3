import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const Giorno = (description: string) => Type.String({ format: 'date', description });
const Atto = (description: string) =>
  Type.String({ minLength: 1, maxLength: 300, pattern: String.raw`\S`, description });

/** Offices that one person holds at a time. */
export const RuoloNomina = Type.Union(
  [
    Type.Literal('rsp'),
    Type.Literal('vicario-rsp'),
    Type.Literal('responsabile-conservazione'),
    Type.Literal('segretario'),
  ],
  {
    description:
      'Responsabile del servizio protocollo, suo vicario, responsabile della conservazione, Segretario',
  },
);
export type RuoloNomina = Static<typeof RuoloNomina>;

export const NuovaNomina = Type.Object(
  {
    ruolo: RuoloNomina,
    utente: Type.String({ format: 'uuid', description: 'Chi è nominato' }),
    dal: Giorno('Primo giorno'),
    al: Type.Optional(Giorno('Ultimo giorno; il responsabile del servizio resta finché non c’è un altro')),
    atto: Atto('Atto di nomina'),
    succedeA: Type.Optional(
      Type.String({
        format: 'uuid',
        description:
          'Nomina in corso che finisce il giorno prima; senza, due che si sovrappongono sono rifiutate',
      }),
    ),
  },
  { ...stretto, $id: 'NuovaNomina' },
);
export type NuovaNomina = Static<typeof NuovaNomina>;

export const FineNomina = Type.Object(
  { al: Giorno('Ultimo giorno'), atto: Type.Optional(Atto('Atto che la fa cessare')) },
  { ...stretto, $id: 'FineNomina' },
);
export type FineNomina = Static<typeof FineNomina>;

export const Nomina = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    ruolo: RuoloNomina,
    utente: Type.Object({ id: Type.String({ format: 'uuid' }), nome: Type.String(), cognome: Type.String() }),
    dal: Giorno('Primo giorno'),
    al: Type.Optional(Giorno('Ultimo giorno')),
    atto: Type.String(),
    attoFine: Type.Optional(Type.String()),
    stato: Type.Union([Type.Literal('in-carica'), Type.Literal('futura'), Type.Literal('cessata')]),
    scrittaDa: Type.String(),
    scrittaIl: Type.String({ format: 'date-time' }),
  },
  { $id: 'Nomina' },
);
export type Nomina = Static<typeof Nomina>;

export const ElencoNomine = Type.Object(
  {
    items: Type.Array(Nomina, { description: 'Dalla più recente' }),
    responsabiliArea: Type.Array(
      Type.Object({
        area: Type.Object({ codice: Type.String(), denominazione: Type.String() }),
        responsabili: Type.Array(
          Type.Object({
            id: Type.String({ format: 'uuid' }),
            nome: Type.String(),
            cognome: Type.String(),
            dal: Type.Optional(Type.String({ format: 'date-time' })),
          }),
        ),
      }),
      { description: 'Chi è a capo di ciascuna Area: lo dice il suo incarico (organigramma)' },
    ),
  },
  { $id: 'ElencoNomine' },
);
export type ElencoNomine = Static<typeof ElencoNomine>;
