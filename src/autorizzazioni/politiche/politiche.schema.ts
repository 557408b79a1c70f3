import { Type, type Static } from 'typebox';

const versione = Type.Integer({ format: 'int32', minimum: 1, description: 'Numero della versione, da 1' });
const Istante = (description: string) => Type.String({ format: 'date-time', description });

export const PoliticaUso = Type.Object(
  {
    versione,
    testo: Type.String(),
    pubblicataIl: Istante('Quando è stata pubblicata'),
    confermataIl: Type.Optional(Istante('Quando chi chiede ha dichiarato di averla letta')),
  },
  { $id: 'PoliticaUso' },
);
export type PoliticaUso = Static<typeof PoliticaUso>;

export const ConfermaPolitica = Type.Object(
  { versione },
  { additionalProperties: false, $id: 'ConfermaPolitica' },
);

export const NuovaPolitica = Type.Object(
  {
    versione: Type.Integer({
      format: 'int32',
      minimum: 1,
      description: 'Quella che segue l’ultima: due pubblicazioni insieme non si sovrappongono',
    }),
    testo: Type.String({
      minLength: 1,
      maxLength: 100_000,
      pattern: String.raw`\S`,
      description: 'Testo semplice',
    }),
  },
  { additionalProperties: false, $id: 'NuovaPolitica' },
);
export type NuovaPolitica = Static<typeof NuovaPolitica>;

export const ElencoConferme = Type.Object(
  {
    versione,
    items: Type.Array(
      Type.Object({
        utente: Type.String({ format: 'uuid' }),
        nomeUtente: Type.String(),
        nome: Type.String(),
        cognome: Type.String(),
        confermataIl: Type.Optional(Istante('Manca a chi non l’ha ancora confermata')),
      }),
    ),
    confermate: Type.Integer({ format: 'int32' }),
    mancanti: Type.Integer({
      format: 'int32',
      description: 'Utenti attivi che non l’hanno ancora confermata',
    }),
    cursore: Type.Optional(Type.String({ description: 'Per la pagina che segue' })),
  },
  { $id: 'ElencoConferme' },
);
export type ElencoConferme = Static<typeof ElencoConferme>;
