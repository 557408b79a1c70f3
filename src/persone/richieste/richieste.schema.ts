import { Type, type Static } from 'typebox';
import { Accesso, Motivo } from '../autorizzazioni/autorizzazioni.schema.ts';

const stretto = { additionalProperties: false };
const Giorno = (description: string) => Type.String({ format: 'date', description });
const Profilo = Type.Union(
  [Type.Literal('responsabile'), Type.Literal('operatore'), Type.Literal('consultazione')],
  { description: 'Profilo chiesto' },
);

const chiesto = {
  profilo: Profilo,
  responsabileUnita: Type.Boolean({ description: 'Dirige l’unità' }),
  accesso: Accesso,
  dal: Type.Optional(Giorno('Da quando; senza, dalla decisione')),
  al: Type.Optional(Giorno('Fino a quando; senza, fino a revoca')),
};

export const NuovaRichiesta = Type.Union(
  [
    Type.Object(
      {
        tipo: Type.Literal('nuova'),
        utente: Type.String({ format: 'uuid', description: 'Per chi' }),
        unita: Type.String({ maxLength: 60, description: 'Codice dell’unità' }),
        ...chiesto,
        motivo: Motivo,
      },
      stretto,
    ),
    Type.Object(
      {
        tipo: Type.Literal('modifica'),
        autorizzazione: Type.String({ format: 'uuid', description: 'Quale cambiare' }),
        profilo: Profilo,
        responsabileUnita: chiesto.responsabileUnita,
        accesso: Accesso,
        al: chiesto.al,
        motivo: Motivo,
      },
      stretto,
    ),
    Type.Object(
      {
        tipo: Type.Literal('revoca'),
        autorizzazione: Type.String({ format: 'uuid', description: 'Quale revocare' }),
        motivo: Motivo,
      },
      stretto,
    ),
  ],
  { $id: 'NuovaRichiestaAutorizzazione' },
);
export type NuovaRichiesta = Static<typeof NuovaRichiesta>;

export const Richiesta = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    tipo: Type.Union([Type.Literal('nuova'), Type.Literal('modifica'), Type.Literal('revoca')]),
    utente: Type.Object({
      id: Type.String({ format: 'uuid' }),
      nome: Type.String(),
      cognome: Type.String(),
      incaricato: Type.Boolean({ description: 'Incaricato del trattamento, oggi' }),
    }),
    unita: Type.Object({ codice: Type.String(), denominazione: Type.String() }),
    autorizzazione: Type.Optional(Type.String({ format: 'uuid' })),
    ...chiesto,
    motivo: Type.String(),
    stato: Type.Union([
      Type.Literal('in-attesa'),
      Type.Literal('accolta'),
      Type.Literal('respinta'),
      Type.Literal('ritirata'),
    ]),
    chiestaIl: Type.String({ format: 'date-time' }),
    chiestaDa: Type.String({ description: 'Chi l’ha chiesta' }),
    chiestaPer: Type.String({ description: 'Denominazione dell’ufficio che chiede' }),
    mia: Type.Boolean({ description: 'Chiesta da chi legge: può ritirarla' }),
    decisaIl: Type.Optional(Type.String({ format: 'date-time' })),
    decisaDa: Type.Optional(Type.String()),
    decisione: Type.Optional(Type.String({ description: 'Perché si è deciso così' })),
  },
  { $id: 'RichiestaAutorizzazione' },
);
export type Richiesta = Static<typeof Richiesta>;

export const FiltroRichieste = Type.Object(
  {
    stato: Type.Optional(Type.Union([Type.Literal('in-attesa'), Type.Literal('decise')])),
    cursor: Type.Optional(Type.String({ format: 'uuid', description: 'L’ultima già letta' })),
    limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 100, default: 50 })),
  },
  stretto,
);
export type FiltroRichieste = Static<typeof FiltroRichieste>;

export const ElencoRichieste = Type.Object(
  {
    items: Type.Array(Richiesta),
    inAttesa: Type.Integer({
      format: 'int32',
      description: 'Quante attendono, tra tutte quelle che si vedono',
    }),
    cursor: Type.Optional(Type.String()),
  },
  { $id: 'ElencoRichiesteAutorizzazione' },
);
export type ElencoRichieste = Static<typeof ElencoRichieste>;

export const DecisioneRichiesta = Type.Union(
  [
    Type.Object({ esito: Type.Literal('accolta'), motivo: Type.Optional(Motivo) }, stretto),
    Type.Object({ esito: Type.Literal('respinta'), motivo: Motivo }, stretto),
  ],
  { $id: 'DecisioneRichiestaAutorizzazione' },
);
export type DecisioneRichiesta = Static<typeof DecisioneRichiesta>;

/** People an office may ask for, with what they have there. */
export const PersoneUfficio = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        id: Type.String({ format: 'uuid' }),
        nome: Type.String(),
        cognome: Type.String(),
        incaricato: Type.Boolean(),
        autorizzazioni: Type.Array(
          Type.Object({
            id: Type.String({ format: 'uuid' }),
            unita: Type.Object({ codice: Type.String(), denominazione: Type.String() }),
            profilo: Profilo,
            responsabileUnita: Type.Boolean(),
            accesso: Accesso,
            dal: Type.String({ format: 'date' }),
            al: Type.Optional(Type.String({ format: 'date' })),
          }),
        ),
      }),
    ),
  },
  { $id: 'PersoneUfficio' },
);
export type PersoneUfficio = Static<typeof PersoneUfficio>;
