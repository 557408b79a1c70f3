import { Type, type Static } from 'typebox';
import { gruppi, type Gruppo } from './operazioni.ts';

const Giorno = (descrizione: string) => Type.String({ format: 'date', description: descrizione });

export const FiltroLog = Type.Object(
  {
    persona: Type.Optional(
      Type.String({ format: 'uuid', description: 'Chi ha agito, anche per conto di altri' }),
    ),
    unita: Type.Optional(
      Type.String({ maxLength: 60, description: 'Codice dell’ufficio per cui si è agito' }),
    ),
    gruppo: Type.Optional(
      Type.Unsafe<Gruppo>(Type.String({ enum: Object.keys(gruppi), description: 'Famiglia di operazioni' })),
    ),
    dal: Type.Optional(Giorno('Primo giorno, di Roma')),
    al: Type.Optional(Giorno('Ultimo giorno, di Roma')),
    registro: Type.Optional(
      Type.String({ maxLength: 16, description: 'Registro del documento; se assente PG' }),
    ),
    anno: Type.Optional(Type.Integer({ format: 'int32', minimum: 2000, maximum: 9999 })),
    numero: Type.Optional(
      Type.Integer({ format: 'int64', minimum: 1, description: 'Documento: con l’anno' }),
    ),
  },
  { additionalProperties: false },
);
export type FiltroLog = Static<typeof FiltroLog>;

export const PaginaLog = Type.Object(
  {
    ...FiltroLog.properties,
    cursor: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 200, default: 50 })),
  },
  { additionalProperties: false },
);
export type PaginaLog = Static<typeof PaginaLog>;

export const RigaLog = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    istante: Type.String({ format: 'date-time' }),
    attore: Type.String({ description: 'Persona, chiave API o sistema, come si chiamava allora' }),
    unita: Type.Optional(Type.String({ description: 'Ufficio per cui ha agito' })),
    operazione: Type.String({ description: 'Codice stabile: fascicolo.aperto' }),
    gruppo: Type.Optional(Type.String()),
    testo: Type.String({ description: 'L’operazione, in parole' }),
    oggetto: Type.Object({
      tipo: Type.String(),
      id: Type.Optional(Type.String()),
      nome: Type.Optional(
        Type.String({ description: 'Come si chiama: PG 345/2026, fascicolo 1207, una persona' }),
      ),
      collegamento: Type.Optional(Type.String({ description: 'Schermata che lo mostra' })),
    }),
    dettaglio: Type.Object({}, { additionalProperties: true }),
    modifiche: Type.Integer({ format: 'int32', description: 'Quante righe di dati ha cambiato' }),
    ip: Type.Optional(Type.String()),
    richiesta: Type.Optional(Type.String()),
  },
  { $id: 'RigaLog' },
);
export type RigaLog = Static<typeof RigaLog>;

export const ElencoLog = Type.Object(
  {
    items: Type.Array(RigaLog),
    cursor: Type.Optional(
      Type.String({ description: 'Da rimandare per avere la pagina seguente; assente all’ultima' }),
    ),
  },
  { $id: 'ElencoLog', description: 'Operazioni, dalla più recente' },
);
export type ElencoLog = Static<typeof ElencoLog>;

const Valori = (description: string) => Type.Object({}, { additionalProperties: true, description });
export const ModificheRiga = Type.Object(
  {
    totale: Type.Integer({ format: 'int32', description: 'Quante sono; se ne danno le prime duecento' }),
    items: Type.Array(
      Type.Object({
        tabella: Type.String({ description: 'Tabella della base di dati' }),
        chiave: Valori('Quale riga'),
        fatto: Type.Union([Type.Literal('nata'), Type.Literal('cambiata'), Type.Literal('tolta')]),
        prima: Valori('Com’era: di ciò che è cambiato, solo le colonne cambiate; dei segreti l’impronta'),
        dopo: Valori('Com’è diventata'),
      }),
    ),
  },
  { $id: 'ModificheRiga', description: 'Che cosa ha cambiato un’operazione, prima e dopo' },
);
export type ModificheRiga = Static<typeof ModificheRiga>;
