import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const Persona = Type.Object({
  id: Type.String({ format: 'uuid' }),
  nome: Type.String(),
  cognome: Type.String(),
});
const dal = Type.String({ format: 'date', description: 'Primo giorno' });
const al = Type.String({ format: 'date', description: 'Ultimo giorno' });
const Ambito = Type.Union(
  [
    Type.Literal('assegnazioni'),
    Type.Literal('registrazioni'),
    Type.Literal('fascicoli'),
    Type.Literal('ufficio'),
  ],
  { description: 'Per che cosa' },
);
const ambiti = Type.Array(Ambito, { minItems: 1, maxItems: 4, uniqueItems: true });
const sostituto = Type.String({ format: 'uuid', description: 'Chi sostituisce' });

export const NuovaSostituzione = Type.Object(
  {
    sostituto,
    incarico: Type.String({ format: 'uuid', description: 'L’ufficio: uno degli incarichi di chi nomina' }),
    ambiti,
    dal,
    al,
    motivo: Type.Optional(
      Type.String({ minLength: 1, maxLength: 300, pattern: String.raw`\S`, description: 'Atto, se c’è' }),
    ),
  },
  { ...stretto, $id: 'NuovaSostituzione' },
);
export type NuovaSostituzione = Static<typeof NuovaSostituzione>;

export const Sostituzione = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    titolare: Persona,
    sostituto: Persona,
    unita: Type.Object({ codice: Type.String(), denominazione: Type.String() }),
    ambiti: Type.Array(Ambito),
    dal,
    al,
    motivo: Type.Optional(Type.String()),
    stato: Type.Union([
      Type.Literal('in-vigore'),
      Type.Literal('futura'),
      Type.Literal('finita'),
      Type.Literal('revocata'),
    ]),
  },
  { $id: 'Sostituzione', description: 'Qualcuno agisce per conto di un altro, e lo scrive (RN-71.2)' },
);
export type Sostituzione = Static<typeof Sostituzione>;

export const Assenza = Type.Object(
  { id: Type.String({ format: 'uuid' }), dal, al },
  { $id: 'Assenza', description: 'Il motivo non si annota' },
);
export type Assenza = Static<typeof Assenza>;

export const NuovaAssenza = Type.Object(
  {
    dal,
    al,
    sostituto: Type.Optional(sostituto),
    ambiti: Type.Optional(ambiti),
  },
  {
    ...stretto,
    $id: 'NuovaAssenza',
    description: 'Con un sostituto: vale per tutti gli uffici di chi si assenta, per gli ambiti indicati',
  },
);
export type NuovaAssenza = Static<typeof NuovaAssenza>;

// Without a name: the same named form twice in an answer is more than the serialiser takes.
const Una = Type.Object(Sostituzione.properties);
export const Sostituzioni = Type.Object(
  {
    mie: Type.Array(Una, { description: 'Chi sostituisce me' }),
    altrui: Type.Array(Una, { description: 'Chi sostituisco' }),
    assenze: Type.Array(Assenza, { description: 'Le mie, da oggi in poi' }),
  },
  { $id: 'Sostituzioni' },
);
export type Sostituzioni = Static<typeof Sostituzioni>;

export const AssenzeUfficio = Type.Object(
  {
    unita: Type.String({ description: 'Denominazione dell’ufficio per cui si agisce' }),
    dirige: Type.Boolean({ description: 'Chi chiede lo dirige: vede anche ciò che deve ancora venire' }),
    assenze: Type.Array(
      Type.Object({
        id: Type.String({ format: 'uuid' }),
        utente: Persona,
        dal,
        al,
        oggi: Type.Boolean({ description: 'È assente oggi' }),
        sostituti: Type.Array(Type.String(), {
          description: 'Chi lo sostituisce nell’ufficio, in quei giorni',
        }),
      }),
      { description: 'Gli assenti di oggi, poi i prossimi' },
    ),
    sostituzioni: Type.Array(Una, { description: 'Per chi dirige: quelle che valgono o varranno' }),
  },
  { $id: 'AssenzeUfficio', description: 'Dell’ufficio e di quelli che ne dipendono' },
);
export type AssenzeUfficio = Static<typeof AssenzeUfficio>;
