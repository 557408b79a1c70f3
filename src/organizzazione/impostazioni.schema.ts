import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };

/** What each ente may decide for itself. */
export const Impostazioni = Type.Object(
  {
    segnatura: Type.Object(
      {
        aoo: Type.Boolean({ description: 'Denominazione dell’AOO' }),
        classificazione: Type.Boolean({ description: 'Indice di classificazione (RN-56.6b)' }),
        flusso: Type.Boolean({ description: 'Arrivo, Partenza, Interno' }),
        unita: Type.Boolean({ description: 'Unità competente (RN-56.6c, AMB-03)' }),
      },
      { ...stretto, description: 'Dati facoltativi mostrati nella segnatura (RN-56.6)' },
    ),
    smistamento: Type.Object(
      {
        subito: Type.Boolean({ description: 'Registrando, ciò che è assegnato è anche smistato (RN-33.1)' }),
      },
      { ...stretto, description: 'Assegnazione e smistamento alla registrazione' },
    ),
    oggettoMinimo: Type.Integer({
      format: 'int32',
      minimum: 1,
      maximum: 200,
      description: 'Caratteri che l’oggetto deve avere almeno (RN-12.3a)',
    }),
    oggettiVietati: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
      maxItems: 200,
      description: 'Oggetti troppo generici, rifiutati se non c’è altro (RN-12.3a)',
    }),
  },
  { ...stretto, $id: 'Impostazioni' },
);
export type Impostazioni = Static<typeof Impostazioni>;
