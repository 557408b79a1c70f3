import { Type, type Static } from 'typebox';

/** Shapes of the repertori: what art. 39 of the manual calls registri particolari, and those the ente adds. */

const stretto = { additionalProperties: false };
const Testo = (max: number, descrizione: string) =>
  Type.String({ minLength: 1, maxLength: max, pattern: String.raw`\S`, description: descrizione });

export const Numerazione = Type.Union([Type.Literal('annuale'), Type.Literal('continua')], {
  description: 'annuale: riparte da 1 ogni anno solare; continua: non riparte mai',
});

const Descrizione = Testo(2000, 'Che cosa vi si registra');
const Classificazione = Type.String({
  maxLength: 20,
  description: 'Voce di titolario data a chi non ne indica una, es. I.7',
});
const Uffici = Type.Array(Type.String({ maxLength: 60 }), {
  maxItems: 200,
  description: 'Codici degli uffici che vi registrano; vuoto: tutti',
});

export const NuovoRepertorio = Type.Object(
  {
    codice: Type.String({
      pattern: '^[A-Z0-9_.]{1,16}$',
      description: 'Da 1 a 16 fra lettere maiuscole, cifre, punto e trattino basso; non cambia più',
    }),
    denominazione: Testo(200, 'Nome del repertorio'),
    numerazione: Type.Optional(Numerazione),
    descrizione: Type.Optional(Descrizione),
    classificazione: Type.Optional(Classificazione),
    uffici: Type.Optional(Uffici),
  },
  stretto,
);
export type NuovoRepertorio = Static<typeof NuovoRepertorio>;

/** Merge patch: null clears. Code and numbering never change. */
export const ModificaRepertorio = Type.Object(
  {
    versione: Type.Integer({ format: 'int32', minimum: 1 }),
    denominazione: Type.Optional(Testo(200, 'Nome del repertorio')),
    descrizione: Type.Optional(Type.Union([Descrizione, Type.Null()])),
    classificazione: Type.Optional(Type.Union([Classificazione, Type.Null()])),
    uffici: Type.Optional(Uffici),
    chiuso: Type.Optional(Type.Boolean({ description: 'Vero: non vi si registra più; falso: si riapre' })),
    giornaliero: Type.Optional(
      Type.Boolean({ description: 'Vero: da oggi ha anch’esso un registro giornaliero (RN-53.1)' }),
    ),
  },
  stretto,
);
export type ModificaRepertorio = Static<typeof ModificaRepertorio>;

export const Repertorio = Type.Object({
  codice: Type.String(),
  denominazione: Type.String(),
  voceManuale: Type.Optional(
    Type.Integer({
      format: 'int32',
      description: 'Posto nell’elenco dell’art. 39 del manuale; assente se è dell’ente',
    }),
  ),
  numerazione: Numerazione,
  descrizione: Type.Optional(Type.String()),
  classificazione: Type.Optional(Type.String()),
  uffici: Type.Array(Type.Object({ codice: Type.String(), denominazione: Type.String() })),
  registrabile: Type.Boolean({ description: 'Se chi chiede può registrarvi ora' }),
  chiusoIl: Type.Optional(Type.String()),
  giornaliero: Type.Boolean({ description: 'Se ha un registro giornaliero' }),
  delSistema: Type.Boolean({ description: 'Vero: è quello dei registri giornalieri, che tiene il sistema' }),
  ultimo: Type.Optional(
    Type.Object(
      { anno: Type.Integer({ format: 'int32' }), numero: Type.String(), dataRegistrazione: Type.String() },
      { description: 'Ultima registrazione; assente se il repertorio è vuoto' },
    ),
  ),
  quante: Type.Integer({ format: 'int64', description: 'Registrazioni dell’anno in corso' }),
  anni: Type.Array(
    Type.Object({
      anno: Type.Integer({ format: 'int32' }),
      quante: Type.Integer({ format: 'int64', description: 'Registrazioni di quell’anno' }),
    }),
    { description: 'Anni in cui vi si è registrato, dal più recente' },
  ),
  versione: Type.Integer({ format: 'int32' }),
});
export type Repertorio = Static<typeof Repertorio>;

export const ElencoRepertori = Type.Object({ items: Type.Array(Repertorio) });
