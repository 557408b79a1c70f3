import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const Testo = (max: number, description: string) =>
  Type.String({ minLength: 1, maxLength: max, pattern: String.raw`\S`, description });

/** The five data of the AOO (RN-3.1-2). */
export const Aoo = Type.Object(
  {
    codice: Type.String({
      pattern: '^A[A-Z0-9]{6}$',
      description: 'Codice univoco dell’AOO in IndicePA; dato alla creazione, non cambia',
    }),
    denominazione: Testo(200, 'Denominazione dell’AOO'),
    responsabile: Testo(200, 'Responsabile del servizio di protocollo'),
    casellaPec: Type.String({
      maxLength: 320,
      pattern: String.raw`^[^@\s]+@[^@\s]+$`,
      description: 'Casella PEC istituzionale',
    }),
    indirizzo: Testo(500, 'Indirizzo della sede principale'),
  },
  { ...stretto, $id: 'Aoo', description: 'Area organizzativa omogenea: una sola per ente (RN-3.1)' },
);
export type Aoo = Static<typeof Aoo>;

export const ElencoUnita = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        codice: Type.String(),
        denominazione: Type.String(),
        tipo: Type.Union([Type.Literal('area'), Type.Literal('servizio'), Type.Literal('ufficio')]),
        padre: Type.Optional(Type.String({ description: 'Codice dell’unità che la comprende' })),
        uop: Type.Boolean({ description: 'Può registrare (RN-2.1h)' }),
        uu: Type.Boolean({ description: 'Può ricevere in assegnazione (RN-2.1i)' }),
        ufficioProtocollo: Type.Boolean({ description: 'Registra anche in partenza (RN-28.1)' }),
        servizioProtocollo: Type.Boolean({ description: 'È il servizio di protocollo e archivi (RN-4.1)' }),
      }),
    ),
  },
  { $id: 'ElencoUnita' },
);
export type ElencoUnita = Static<typeof ElencoUnita>;

export const ElencoPersone = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        id: Type.String({ format: 'uuid' }),
        nome: Type.String(),
        cognome: Type.String(),
        unita: Type.Array(Type.String(), { description: 'Denominazioni delle unità per cui agisce' }),
      }),
    ),
  },
  { $id: 'ElencoPersone', description: 'Chi lavora nell’ente, senza le credenziali' },
);
export type ElencoPersone = Static<typeof ElencoPersone>;
