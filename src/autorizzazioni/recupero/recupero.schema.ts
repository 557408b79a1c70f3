import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };

export const RichiestaRecupero = Type.Object(
  {
    utente: Type.String({ minLength: 1, maxLength: 100, description: 'Nome utente o indirizzo di posta' }),
    ente: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 40,
        description: 'Codice IPA; superfluo dove l’ente è uno solo',
      }),
    ),
  },
  { ...stretto, $id: 'RichiestaRecupero' },
);
export type RichiestaRecupero = Static<typeof RichiestaRecupero>;

export const PasswordRecuperata = Type.Object(
  {
    gettone: Type.String({ minLength: 1, maxLength: 200, description: 'Quello del messaggio ricevuto' }),
    nuova: Type.String({
      minLength: 1,
      maxLength: 1000,
      format: 'password',
      description: 'La password scelta',
    }),
  },
  { ...stretto, $id: 'PasswordRecuperata' },
);

export const ModoRecupero = Type.Object(
  { posta: Type.Boolean({ description: 'Falso: la password nuova la dà l’amministratore dell’ente' }) },
  { $id: 'ModoRecupero' },
);
export type ModoRecupero = Static<typeof ModoRecupero>;
