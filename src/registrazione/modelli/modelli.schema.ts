import { Type, type Static } from 'typebox';
import { RichiestaRegistrazione } from '../registrazione.schema.ts';

// A file belongs to one registration only (RN-12.3b): a template cannot carry it to another.
const {
  documentoPrincipale: _documento,
  allegati: _allegati,
  ...ripetibili
} = RichiestaRegistrazione.properties;

const nome = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: String.raw`\S`,
  description: 'Nome con cui lo si ritrova, unico nell’ente',
});
const contenuto = Type.Partial(Type.Object(ripetibili), {
  additionalProperties: false,
  description: 'Dati di una registrazione da ritrovare già scritti; tutti facoltativi',
});
const versione = Type.Integer({ format: 'int32', minimum: 1, description: 'Cresce a ogni modifica' });

export const NuovoModello = Type.Object(
  { nome, contenuto },
  { additionalProperties: false, $id: 'NuovoModello' },
);
export type NuovoModello = Static<typeof NuovoModello>;

export const ModificaModello = Type.Object(
  { nome, contenuto, versione },
  { additionalProperties: false, $id: 'ModificaModello' },
);
export type ModificaModello = Static<typeof ModificaModello>;

export const Modello = Type.Object(
  { id: Type.String({ format: 'uuid' }), nome, contenuto, versione },
  { $id: 'Modello' },
);
export type Modello = Static<typeof Modello>;

export const ElencoModelli = Type.Object({ items: Type.Array(Modello) }, { $id: 'ElencoModelli' });
