import { Type, type Static } from 'typebox';
import { Corrispondente } from './corrispondenti.schema.ts';

const stretto = { additionalProperties: false };
const { variabili: _variabili, ...dati } = Corrispondente.properties;
const note = Type.Optional(Type.String({ minLength: 1, maxLength: 2000, description: 'Annotazioni' }));
const versione = Type.Integer({ format: 'int32', minimum: 1, description: 'Cresce a ogni modifica' });

/** A new entry: a correspondent, with notes for the office that never leave the rubrica. */
export const NuovaVoceRubrica = Type.Object({ ...dati, note }, { ...stretto, $id: 'NuovaVoceRubrica' });
export type NuovaVoceRubrica = Static<typeof NuovaVoceRubrica>;

/** The whole entry as it must become, with the version it was read at. */
export const ModificaVoceRubrica = Type.Object(
  { ...dati, note, versione },
  { ...stretto, $id: 'ModificaVoceRubrica' },
);
export type ModificaVoceRubrica = Static<typeof ModificaVoceRubrica>;

export const VoceRubrica = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    versione,
    attiva: Type.Boolean({ description: 'Falsa: non è più proposta, ma resta' }),
    ...dati,
    note,
  },
  {
    $id: 'VoceRubrica',
    description: 'Voce della rubrica: si copia nelle registrazioni, che non ne seguono le modifiche',
  },
);
export type VoceRubrica = Static<typeof VoceRubrica>;

export const VoceRubricaScritta = Type.Object(
  {
    ...VoceRubrica.properties,
    avvisi: Type.Array(Type.String(), {
      description: 'Da rileggere: codici che non tornano, voci che si somigliano',
    }),
  },
  { $id: 'VoceRubricaScritta' },
);
export type VoceRubricaScritta = Static<typeof VoceRubricaScritta>;

export const ElencoRubrica = Type.Object(
  {
    items: Type.Array(VoceRubrica),
    cursor: Type.Optional(
      Type.String({ description: 'Da rimandare per avere la pagina seguente; assente all’ultima' }),
    ),
  },
  { $id: 'ElencoRubrica' },
);
export type ElencoRubrica = Static<typeof ElencoRubrica>;

export const FiltroRubrica = Type.Object(
  {
    q: Type.Optional(
      Type.String({
        maxLength: 200,
        description: 'Pezzi del nome, di un codice o di un indirizzo di posta, in qualsiasi ordine',
      }),
    ),
    tipo: Type.Optional(Corrispondente.properties.tipo),
    cursor: Type.Optional(Type.String({ maxLength: 1000 })),
    limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 200, default: 20 })),
  },
  stretto,
);
export type FiltroRubrica = Static<typeof FiltroRubrica>;
