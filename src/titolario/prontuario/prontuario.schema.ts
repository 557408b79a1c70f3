import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const facoltativo = (maxLength: number, description: string) =>
  Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength, description }), Type.Null()]));

export const VoceProntuario = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    testo: Type.String({ description: 'Voce d’indice: parola o frase' }),
    classificazione: Type.Optional(
      Type.Object(
        { codice: Type.String(), denominazione: Type.String(), percorso: Type.String() },
        { description: 'Assente se la voce non è più nel titolario in uso, o è chiusa' },
      ),
    ),
    ufficio: Type.Optional(Type.Object({ codice: Type.String(), denominazione: Type.String() })),
    tipo: Type.Optional(Type.String({ description: 'Tipo di fascicolo o di altra aggregazione' })),
    note: Type.Optional(Type.String()),
    origine: Type.Union([Type.Literal('corredo'), Type.Literal('ente'), Type.Literal('importazione')]),
    versione: Type.Integer({ format: 'int32', minimum: 1, description: 'Cresce a ogni modifica' }),
  },
  { $id: 'VoceProntuario' },
);
export type VoceProntuario = Static<typeof VoceProntuario>;

export const ElencoProntuario = Type.Object(
  {
    items: Type.Array(VoceProntuario),
    totale: Type.Integer({ format: 'int32' }),
    cursor: Type.Optional(
      Type.String({ description: 'Da rimandare per avere la pagina seguente; assente all’ultima' }),
    ),
  },
  { $id: 'ElencoProntuario' },
);
export type ElencoProntuario = Static<typeof ElencoProntuario>;

export const FiltroProntuario = Type.Object(
  {
    q: Type.Optional(
      Type.String({
        maxLength: 200,
        description: 'Parole, anche solo cominciate, in qualsiasi ordine; accenti e apostrofi non contano',
      }),
    ),
    classificazione: Type.Optional(
      Type.String({ maxLength: 40, description: 'Solo le voci che portano a questo codice o sotto' }),
    ),
    orfane: Type.Optional(
      Type.Boolean({ description: 'Solo le voci che non portano a una voce usabile del titolario in uso' }),
    ),
    cursor: Type.Optional(Type.String({ maxLength: 1000 })),
    limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 200, default: 50 })),
  },
  stretto,
);
export type FiltroProntuario = Static<typeof FiltroProntuario>;

const classificazione = Type.String({ minLength: 1, maxLength: 40, description: 'Codice: IV.3' });
const testo = Type.String({ minLength: 2, maxLength: 200, description: 'Parola o frase' });
const scelte = {
  ufficio: facoltativo(40, 'Codice dell’unità'),
  tipo: facoltativo(80, 'Tipo di fascicolo o di altra aggregazione'),
  note: facoltativo(1000, 'Note'),
};

export const NuovaVoceProntuario = Type.Object(
  { testo, classificazione, ...scelte },
  { ...stretto, $id: 'NuovaVoceProntuario' },
);
export type NuovaVoceProntuario = Static<typeof NuovaVoceProntuario>;

export const ModificaVoceProntuario = Type.Object(
  {
    testo: Type.Optional(testo),
    classificazione: Type.Optional(classificazione),
    ...scelte,
    versione: Type.Integer({ format: 'int32', minimum: 1, description: 'Quella che si è letta' }),
  },
  { ...stretto, $id: 'ModificaVoceProntuario' },
);
export type ModificaVoceProntuario = Static<typeof ModificaVoceProntuario>;

export const ImportazioneProntuario = Type.Object(
  {
    contenuto: Type.String({
      minLength: 2,
      maxLength: 900_000,
      description: 'CSV con intestazione: voce, classificazione e, se si vuole, ufficio, tipo, note',
    }),
  },
  { ...stretto, $id: 'ImportazioneProntuario' },
);

export const EsitoImportazioneProntuario = Type.Object(
  {
    aggiunte: Type.Integer({ format: 'int32' }),
    giaPresenti: Type.Integer({ format: 'int32' }),
    sconosciuti: Type.Array(Type.String(), {
      description: 'Righe con un codice che non è nel titolario in uso, o non leggibili: non importate',
    }),
  },
  { $id: 'EsitoImportazioneProntuario' },
);
export type EsitoImportazioneProntuario = Static<typeof EsitoImportazioneProntuario>;
