import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const Intero = Type.Integer({ format: 'int32' });

export const Carta = Type.Object({
  assegnazione: Type.String(),
  ufficio: Type.String(),
  esito: Type.Optional(
    Type.Union([Type.Literal('accettata'), Type.Literal('rifiutata')], {
      description: 'Assente finché nessuno ha deciso: lo decide chi vidima',
    }),
  ),
  motivo: Type.Optional(Type.String()),
});

export const VoceEstratto = Type.Object({
  anno: Intero,
  numero: Type.String(),
  dataRegistrazione: Type.String(),
  oggetto: Type.String(),
  corrispondenti: Type.String(),
  uffici: Type.Array(Type.String()),
  annullata: Type.Boolean(),
  carta: Type.Array(Carta, { description: 'Documento cartaceo: da ritirare o da rifiutare (RN-35.1e)' }),
});
export type VoceEstratto = Static<typeof VoceEstratto>;

export const Vidimazione = Type.Object({
  nominativo: Type.String(),
  delegato: Type.Boolean(),
  perContoDi: Type.Optional(Type.String()),
  istante: Type.String(),
  quante: Intero,
  impronta: Type.String({ description: 'SHA-256 dell’estratto come fu vidimato' }),
});
export type Vidimazione = Static<typeof Vidimazione>;

export const EstrattoArea = Type.Object({
  registro: Type.String(),
  giorno: Type.String(),
  identificativo: Type.String(),
  area: Type.Object({ codice: Type.String(), denominazione: Type.String() }),
  voci: Type.Array(VoceEstratto),
  vidimabile: Type.Boolean({ description: 'Se chi chiede può vidimarlo ora' }),
  vidimazione: Type.Optional(Vidimazione),
});
export type EstrattoArea = Static<typeof EstrattoArea>;

export const DaVidimare = Type.Object(
  {
    carta: Type.Optional(
      Type.Array(
        Type.Object(
          {
            assegnazione: Type.String({ format: 'uuid' }),
            esito: Type.Union([Type.Literal('accettata'), Type.Literal('rifiutata')]),
            motivo: Type.Optional(
              Type.String({
                minLength: 3,
                maxLength: 1000,
                pattern: String.raw`\S`,
                description: 'Perché si rifiuta',
              }),
            ),
          },
          stretto,
        ),
        { maxItems: 2000, description: 'Un esito per ogni documento cartaceo che attende' },
      ),
    ),
  },
  stretto,
);
export type DaVidimare = Static<typeof DaVidimare>;

export const VidimazioneMancante = Type.Object({
  registro: Type.String(),
  giorno: Type.String(),
  area: Type.Object({ codice: Type.String(), denominazione: Type.String() }),
  quante: Intero,
  responsabili: Type.Array(Type.String(), { description: 'Chi la deve' }),
  mia: Type.Boolean({ description: 'Se la deve chi chiede' }),
});
export type VidimazioneMancante = Static<typeof VidimazioneMancante>;
export const ElencoMancanti = Type.Object({ items: Type.Array(VidimazioneMancante) });
export type ElencoMancanti = Static<typeof ElencoMancanti>;
