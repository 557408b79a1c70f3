import { Type, type Static } from 'typebox';

export const Comunicazione = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    tipo: Type.String({ description: 'Codice stabile: titolario.pubblicato' }),
    oggetto: Type.String(),
    testo: Type.String(),
    collegamento: Type.Optional(
      Type.String({ description: 'Schermata che mostra ciò di cui si parla, es. /titolario/versioni/…' }),
    ),
    dettaglio: Type.Object({}, { additionalProperties: true, description: 'Dati propri del tipo' }),
    mittente: Type.String(),
    inviataIl: Type.String({ format: 'date-time' }),
    lettaIl: Type.Optional(Type.String({ format: 'date-time', description: 'Assente finché non è letta' })),
  },
  { $id: 'Comunicazione' },
);
export type Comunicazione = Static<typeof Comunicazione>;

export const ElencoComunicazioni = Type.Object(
  {
    items: Type.Array(Comunicazione),
    nonLette: Type.Integer({ format: 'int32', description: 'Quante sono ancora da leggere, in tutto' }),
    cursor: Type.Optional(
      Type.String({ description: 'Da rimandare per avere la pagina seguente; assente all’ultima' }),
    ),
  },
  { $id: 'ElencoComunicazioni', description: 'Comunicazioni ricevute, dalla più recente' },
);
export type ElencoComunicazioni = Static<typeof ElencoComunicazioni>;

export const FiltroComunicazioni = Type.Object(
  {
    nonLette: Type.Optional(Type.Boolean({ description: 'Solo quelle ancora da leggere' })),
    cursor: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 100, default: 20 })),
  },
  { additionalProperties: false },
);
export type FiltroComunicazioni = Static<typeof FiltroComunicazioni>;
