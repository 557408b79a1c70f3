import { Type, type Static } from 'typebox';

const punteggio = Type.Number({
  format: 'double',
  minimum: 0,
  maximum: 1,
  description: 'Quanto il modello vi crede, da 0 a 1; serve a ordinare, non è una probabilità misurata',
});
const misura = {
  top1: Type.Number({
    format: 'double',
    description: 'Quota di prime proposte giuste sulle ultime registrazioni, tenute da parte',
  }),
  top3: Type.Number({
    format: 'double',
    description: 'Quota di registrazioni la cui risposta era fra le prime tre proposte',
  }),
  provate: Type.Integer({ format: 'int32', description: 'Su quante registrazioni è misurata' }),
};

export const DomandaSuggerimenti = Type.Object(
  {
    oggetto: Type.String({ maxLength: 8000 }),
    corrispondente: Type.Optional(
      Type.String({ maxLength: 500, description: 'Nominativo del mittente o del primo destinatario' }),
    ),
    codiceFiscale: Type.Optional(Type.String({ maxLength: 16 })),
    mezzo: Type.Optional(Type.String({ maxLength: 40 })),
    flusso: Type.Optional(Type.Union([Type.Literal('E'), Type.Literal('U'), Type.Literal('I')])),
    registro: Type.Optional(Type.String({ maxLength: 16 })),
  },
  { additionalProperties: false },
);
export type DomandaSuggerimenti = Static<typeof DomandaSuggerimenti>;

export const Suggerimenti = Type.Object(
  {
    classifiche: Type.Array(Type.Object({ codice: Type.String(), denominazione: Type.String(), punteggio }), {
      maxItems: 3,
    }),
    uffici: Type.Array(Type.Object({ codice: Type.String(), denominazione: Type.String(), punteggio }), {
      maxItems: 3,
    }),
    fascicoli: Type.Array(Type.Object({ numero: Type.String(), oggetto: Type.String(), punteggio }), {
      maxItems: 3,
    }),
    modello: Type.Object(
      {
        ...misura,
        top1: Type.Optional(misura.top1),
        top3: Type.Optional(misura.top3),
        provate: Type.Optional(misura.provate),
        esempi: Type.Integer({
          format: 'int32',
          description: 'Registrazioni dell’ente da cui ha imparato; 0: solo titolario e prontuario',
        }),
        addestratoIl: Type.Optional(Type.String({ format: 'date-time' })),
        uffici: Type.Optional(Type.Object(misura)),
        fascicoli: Type.Optional(Type.Object(misura)),
      },
      { description: 'Di dove vengono le proposte e quanto spesso hanno indovinato' },
    ),
  },
  { $id: 'Suggerimenti' },
);
export type Suggerimenti = Static<typeof Suggerimenti>;

export const EsitiSuggerimenti = Type.Object(
  {
    registrazione: Type.Object({
      registro: Type.String(),
      anno: Type.Integer({ format: 'int32' }),
      numero: Type.String({ pattern: '^[0-9]{1,15}$' }),
    }),
    esiti: Type.Array(
      Type.Object(
        {
          campo: Type.Union([Type.Literal('classifica'), Type.Literal('ufficio'), Type.Literal('fascicolo')]),
          proposti: Type.Array(Type.String({ maxLength: 100 }), {
            minItems: 1,
            maxItems: 3,
            description: 'Codici (o numeri di fascicolo) mostrati, nell’ordine',
          }),
          scelto: Type.Optional(
            Type.String({ maxLength: 100, description: 'Quello che è stato registrato; assente se nessuno' }),
          ),
          accettato: Type.Boolean({ description: 'Vero se è stato scelto da una delle proposte' }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 3 },
    ),
  },
  { $id: 'EsitiSuggerimenti', additionalProperties: false },
);
export type EsitiSuggerimenti = Static<typeof EsitiSuggerimenti>;
