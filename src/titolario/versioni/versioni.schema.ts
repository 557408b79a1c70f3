import { Type, type Static } from 'typebox';
import { giorno } from '../titolario.schema.ts';

const stretto = { additionalProperties: false };
const testo = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, description });

/** The act a version rests on (RN-42.4). */
const atto = {
  attoOrgano: testo(200, 'Organo e tipo di atto: Giunta comunale, deliberazione'),
  attoNumero: testo(40, 'Numero dell’atto'),
  attoData: giorno('Data dell’atto'),
  approvataIl: giorno('Da quando l’atto è approvato, cioè esecutivo'),
  istruzioni: testo(5000, 'Istruzioni a chi classifica, spedite con la comunicazione (RN-42.5)'),
};

export const VersioneTitolario = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    versione: Type.String({ description: 'Nome della versione' }),
    stato: Type.Union([Type.Literal('bozza'), Type.Literal('pubblicata')]),
    inUsoDal: Type.Optional(giorno('Primo giorno d’uso; assente per una bozza')),
    inUsoAl: Type.Optional(giorno('Ultimo giorno d’uso; assente finché non ne segue un’altra')),
    corrente: Type.Boolean({ description: 'In uso oggi' }),
    attoOrgano: Type.Optional(Type.String()),
    attoNumero: Type.Optional(Type.String()),
    attoData: Type.Optional(Type.String({ format: 'date' })),
    approvataIl: Type.Optional(Type.String({ format: 'date' })),
    istruzioni: Type.Optional(Type.String()),
    origine: Type.Optional(
      Type.String({ format: 'uuid', description: 'Versione da cui la bozza è stata copiata' }),
    ),
    creataIl: Type.String({ format: 'date-time' }),
    creataDa: Type.Optional(Type.String()),
    pubblicataIl: Type.Optional(Type.String({ format: 'date-time' })),
    pubblicataDa: Type.Optional(Type.String()),
    decorrenzaProposta: Type.Optional(
      giorno('Per una bozza: il 1° gennaio che segue l’approvazione (RN-42.6)'),
    ),
  },
  { $id: 'VersioneTitolario' },
);
export type VersioneTitolario = Static<typeof VersioneTitolario>;

export const ElencoVersioni = Type.Object(
  { items: Type.Array(VersioneTitolario) },
  { $id: 'VersioniTitolario', description: 'Versioni del titolario, dalla più recente' },
);

const nome = testo(80, 'Nome della versione, diverso dagli altri');

export const NuovaBozza = Type.Object(
  { versione: nome },
  { ...stretto, $id: 'NuovaBozzaTitolario', description: 'Bozza copiata dall’ultima versione pubblicata' },
);
export type NuovaBozza = Static<typeof NuovaBozza>;

export const ModificaBozza = Type.Partial(Type.Object({ versione: nome, ...atto }), {
  ...stretto,
  $id: 'ModificaBozzaTitolario',
});
export type ModificaBozza = Static<typeof ModificaBozza>;

const numero = Type.Integer({
  format: 'int32',
  minimum: 1,
  maximum: 999,
  description: 'Posto fra quelle che stanno sotto la stessa; fa il codice, se la voce ne ha uno',
});
const datiVoce = {
  numero: Type.Optional(numero),
  denominazione: testo(500, 'Testo della voce'),
  tipi: Type.Optional(
    Type.Array(testo(80, 'Tipo di aggregazione'), { maxItems: 10, description: 'Tipi di aggregazione' }),
  ),
  nota: Type.Optional(Type.Union([testo(500, 'Nota'), Type.Null()])),
};

export const NuovaVoce = Type.Object(
  {
    ...datiVoce,
    padre: Type.Optional(
      Type.String({ format: 'uuid', description: 'Voce della bozza che la contiene; assente per un titolo' }),
    ),
    conCodice: Type.Optional(
      Type.Boolean({
        default: true,
        description: 'Una partizione (IV.3.1); falso per una voce descrittiva, che non ha codice',
      }),
    ),
  },
  { ...stretto, $id: 'NuovaVoceTitolario' },
);
export type NuovaVoce = Static<typeof NuovaVoce>;

export const ModificaVoce = Type.Partial(
  Type.Object({ ...datiVoce, chiusa: Type.Boolean({ description: 'Chiusa con tutto ciò che contiene' }) }),
  { ...stretto, $id: 'ModificaVoceTitolario' },
);
export type ModificaVoce = Static<typeof ModificaVoce>;

export const VoceScritta = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    codice: Type.Optional(Type.String()),
    denominazione: Type.String(),
  },
  { $id: 'VoceTitolarioScritta' },
);
export type VoceScritta = Static<typeof VoceScritta>;

const lato = Type.Object({
  codice: Type.Optional(Type.String()),
  denominazione: Type.String(),
  percorso: Type.String(),
  tipi: Type.Array(Type.String()),
  nota: Type.Optional(Type.String()),
  chiusa: Type.Boolean(),
});

/** What became of an entry between two versions. */
const cambio = Type.Union([
  Type.Literal('introdotta'),
  Type.Literal('tolta'),
  Type.Literal('chiusa'),
  Type.Literal('riaperta'),
  Type.Literal('ricodificata'),
  Type.Literal('rinominata'),
  Type.Literal('tipi'),
  Type.Literal('nota'),
]);
export type TipoCambio = Static<typeof cambio>;

export const Confronto = Type.Object(
  {
    prima: Type.Object({ id: Type.String({ format: 'uuid' }), versione: Type.String() }),
    dopo: Type.Object({ id: Type.String({ format: 'uuid' }), versione: Type.String() }),
    differenze: Type.Integer({ format: 'int32' }),
    items: Type.Array(
      Type.Object({
        identita: Type.String({ format: 'uuid' }),
        cambi: Type.Array(cambio),
        prima: Type.Optional(lato),
        dopo: Type.Optional(lato),
      }),
    ),
  },
  { $id: 'ConfrontoTitolario', description: 'Due versioni fianco a fianco, nell’ordine della seconda' },
);
export type Lato = Static<typeof lato>;
export type Differenza = { identita: string; cambi: TipoCambio[]; prima?: Lato; dopo?: Lato };
export type Confronto = {
  prima: { id: string; versione: string };
  dopo: { id: string; versione: string };
  differenze: number;
  items: Differenza[];
};

export const Pubblicazione = Type.Object(
  {
    inUsoDal: Type.Optional(
      giorno('Primo giorno d’uso; se manca, il 1° gennaio che segue l’approvazione (RN-42.6)'),
    ),
    conferma: Type.Optional(
      Type.Boolean({
        description:
          'Il responsabile conferma una decorrenza in corso d’anno, o la seconda versione nello stesso anno',
      }),
    ),
  },
  { ...stretto, $id: 'PubblicazioneTitolario' },
);
export type Pubblicazione = Static<typeof Pubblicazione>;

export const EsitoPubblicazione = Type.Object(
  {
    versione: VersioneTitolario,
    differenze: Type.Integer({ format: 'int32' }),
    comunicazioni: Type.Integer({ format: 'int32', description: 'Persone avvertite (RN-42.5)' }),
  },
  { $id: 'EsitoPubblicazioneTitolario' },
);
export type EsitoPubblicazione = Static<typeof EsitoPubblicazione>;

export const Importazione = Type.Object(
  {
    versione: nome,
    formato: Type.Union([Type.Literal('json'), Type.Literal('csv')]),
    contenuto: Type.String({
      minLength: 2,
      maxLength: 900_000,
      description: 'Testo del file, nella forma di …/esportazione.json o .csv',
    }),
  },
  { ...stretto, $id: 'ImportazioneTitolario' },
);
export type Importazione = Static<typeof Importazione>;

export const EsitoImportazione = Type.Object(
  {
    versione: VersioneTitolario,
    importate: Type.Integer({ format: 'int32', description: 'Voci portate nella bozza' }),
    sconosciuti: Type.Array(Type.String(), {
      description: 'Codici o righe che non si è potuto leggere come voci di titolario',
    }),
    orfani: Type.Array(Type.String(), {
      description: 'Codici la cui voce superiore non c’è: non importati',
    }),
    assenti: Type.Array(Type.String(), {
      description: 'Codici della versione in uso che il file non ha: nella bozza sono chiusi',
    }),
  },
  { $id: 'EsitoImportazioneTitolario' },
);
export type EsitoImportazione = Static<typeof EsitoImportazione>;
