import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const Giorno = (description: string) => Type.String({ format: 'date', description });

export const Profilo = Type.Union(
  [
    Type.Literal('amministratore'),
    Type.Literal('responsabile'),
    Type.Literal('operatore'),
    Type.Literal('consultazione'),
  ],
  { description: 'Profilo di accesso (RN-72.2a-d)' },
);
export const Accesso = Type.Union([Type.Literal('estremi'), Type.Literal('contenuto')], {
  description: 'Dei documenti dell’ufficio legge gli estremi soltanto, o anche il contenuto (RN-34.3)',
});
export const Motivo = Type.String({
  minLength: 5,
  maxLength: 1000,
  pattern: String.raw`\S`,
  description: 'Perché, o con quale atto: resta nella storia',
});
const responsabileUnita = Type.Boolean({ description: 'Dirige l’unità' });
const unita = Type.String({ maxLength: 60, description: 'Codice dell’unità' });
const dal = Giorno('Primo giorno in cui vale; senza, da oggi');
const al = Giorno('Ultimo giorno in cui vale; senza, fino a revoca');

export const NuovaAutorizzazione = Type.Object(
  {
    unita,
    profilo: Profilo,
    responsabileUnita: Type.Optional(responsabileUnita),
    accesso: Type.Optional(Accesso),
    dal: Type.Optional(dal),
    al: Type.Optional(al),
    motivo: Motivo,
  },
  { ...stretto, $id: 'NuovaAutorizzazione' },
);
export type NuovaAutorizzazione = Static<typeof NuovaAutorizzazione>;

export const ModificaAutorizzazione = Type.Object(
  {
    profilo: Type.Optional(Profilo),
    responsabileUnita: Type.Optional(responsabileUnita),
    accesso: Type.Optional(Accesso),
    al: Type.Optional(Type.Union([al, Type.Null()], { description: 'Nullo: fino a revoca' })),
    motivo: Motivo,
  },
  { ...stretto, $id: 'ModificaAutorizzazione', description: 'Ciò che non è indicato resta com’è' },
);
export type ModificaAutorizzazione = Static<typeof ModificaAutorizzazione>;

export const RevocaAutorizzazione = Type.Object(
  { motivo: Motivo },
  { ...stretto, $id: 'RevocaAutorizzazione' },
);

const Stato = Type.Object({
  profilo: Profilo,
  responsabileUnita,
  accesso: Accesso,
  dal,
  al: Type.Optional(al),
});

const Decisione = Type.Object({
  istante: Type.String({ format: 'date-time' }),
  fatto: Type.Union([Type.Literal('concessa'), Type.Literal('modificata'), Type.Literal('revocata')]),
  decisaDa: Type.String({ description: 'Cognome e nome di chi ha deciso' }),
  motivo: Type.Optional(Type.String()),
  suRichiesta: Type.Optional(Type.String({ format: 'uuid', description: 'Richiesta dell’ufficio' })),
  ...Stato.properties,
});

export const Autorizzazione = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    unita: Type.Object({ codice: Type.String(), denominazione: Type.String() }),
    ...Stato.properties,
    stato: Type.Union([
      Type.Literal('in-vigore'),
      Type.Literal('futura'),
      Type.Literal('scaduta'),
      Type.Literal('revocata'),
    ]),
    storia: Type.Array(Decisione, { description: 'Concessione, modifiche, revoca, dalla prima (RN-72.1)' }),
  },
  {
    $id: 'Autorizzazione',
    description: 'Che cosa una persona può fare, per quale ufficio e per quale periodo',
  },
);
export type Autorizzazione = Static<typeof Autorizzazione>;

export const ElencoAutorizzazioni = Type.Object(
  { items: Type.Array(Autorizzazione) },
  { $id: 'ElencoAutorizzazioni' },
);
