import { Type, type Static } from 'typebox';

const Giorno = (description: string) => Type.String({ format: 'date', description });
const dal = Giorno('Primo giorno in cui vale');
const al = Type.Optional(Giorno('Ultimo giorno in cui vale; senza, fino a revoca'));
const atto = Type.String({
  minLength: 1,
  maxLength: 300,
  pattern: String.raw`\S`,
  description: 'Atto con cui è conferita',
});

export const NuovaDelega = Type.Object(
  { utente: Type.String({ format: 'uuid', description: 'Chi è delegato' }), dal, al, atto },
  { additionalProperties: false, $id: 'NuovaDelega' },
);
export type NuovaDelega = Static<typeof NuovaDelega>;

export const Delega = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    utente: Type.Object({ id: Type.String({ format: 'uuid' }), nome: Type.String(), cognome: Type.String() }),
    dal,
    al,
    atto,
    conferitaDa: Type.String({ description: 'Cognome e nome di chi l’ha conferita' }),
    conferitaIl: Type.String({ format: 'date-time' }),
    revocataIl: Type.Optional(Type.String({ format: 'date-time' })),
    inVigore: Type.Boolean({ description: 'Vale oggi' }),
  },
  {
    $id: 'Delega',
    description: 'Delega del responsabile ad autorizzare annullamenti e rettifiche (RN-57.1)',
  },
);
export type Delega = Static<typeof Delega>;

export const ElencoDeleghe = Type.Object({ items: Type.Array(Delega) }, { $id: 'ElencoDeleghe' });
