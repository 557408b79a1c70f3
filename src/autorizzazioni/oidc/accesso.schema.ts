import { Type, type Static } from 'typebox';

const CodiceEnte = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 40,
    description: 'Codice IPA dell’ente; superfluo dove ce n’è uno solo',
  }),
);

export const DiQualeEnte = Type.Object({ ente: CodiceEnte }, { additionalProperties: false });

export const FornitoriPerAccedere = Type.Object(
  { items: Type.Array(Type.Object({ id: Type.String({ format: 'uuid' }), nome: Type.String() })) },
  { $id: 'FornitoriPerAccedere' },
);
export type FornitoriPerAccedere = Static<typeof FornitoriPerAccedere>;

export const Partenza = Type.Object(
  {
    ente: CodiceEnte,
    verso: Type.Optional(
      Type.String({
        maxLength: 2000,
        description: 'Schermata da aprire dopo; se non è nostra si apre la prima',
      }),
    ),
  },
  { additionalProperties: false },
);

/** Why somebody is back at the sign-in page, in the address, for the page to say it. */
export const motivi = ['scaduto', 'fornitore', 'annullato', 'rifiutato'] as const;
export type Motivo = (typeof motivi)[number];
