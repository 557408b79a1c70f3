import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const Password = (description: string) =>
  Type.String({ minLength: 1, maxLength: 1000, format: 'password', description });

export const CambioPassword = Type.Object(
  { attuale: Password('La password di adesso'), nuova: Password('Quella che la sostituisce') },
  { ...stretto, $id: 'CambioPassword' },
);
export type CambioPassword = Static<typeof CambioPassword>;

export const PasswordDaGiudicare = Type.Object(
  {
    password: Type.String({
      maxLength: 1000,
      format: 'password',
      description: 'La password che si sta scegliendo',
    }),
  },
  { ...stretto, $id: 'PasswordDaGiudicare' },
);

export const GiudizioPassword = Type.Object(
  {
    accettabile: Type.Boolean(),
    motivo: Type.Optional(Type.String({ description: 'Che cosa non va' })),
  },
  {
    $id: 'GiudizioPassword',
    description: 'Non dice se la password è già stata usata: quello si vede al cambio',
  },
);
export type GiudizioPassword = Static<typeof GiudizioPassword>;

export const PasswordIniziale = Type.Object(
  {
    password: Type.String({ description: 'Si mostra solo ora: poi nessuno può rileggerla' }),
    valeGiorni: Type.Integer({ format: 'int32', description: 'Entro quanti giorni va usata' }),
  },
  { $id: 'PasswordIniziale' },
);
export type PasswordIniziale = Static<typeof PasswordIniziale>;
