import { Type, type Static } from 'typebox';
import { DatiStrutturati, NumeroFascicolo, TipoFascicolo } from '../fascicoli.schema.ts';

/**
 * The archive that `GET /fascicoli/{numero}/esportazione.zip` writes and `POST /fascicoli/importazione` reads. `fascicolo.json`
 * says what it is and what it is tied to; `dati/<numero>.json`, one for each part, what is in it; the files are under `documenti/`.
 */
export const FORMATO = 'tabularium/fascicolo';
export const VERSIONE = 1;
export const NOME_INDICE = 'fascicolo.json';

const Impronta = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Percorso = Type.String({ minLength: 1, maxLength: 1000 });
const Uuid = Type.String({ format: 'uuid' });

const Testo = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: String.raw`\S` });
const estremi = {
  registro: Type.String({ maxLength: 16 }),
  anno: Type.Integer({ minimum: 2000, maximum: 9999 }),
  numero: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
};
const Riferimento = Type.Object(estremi);

/** How two registrations are linked, as the archive has it. */
const TipoCollegamento = Type.Union([
  Type.Literal('risposta'),
  Type.Literal('segue'),
  Type.Literal('integrazione'),
  Type.Literal('sostituzione'),
  Type.Literal('duplicato'),
  Type.Literal('annulla'),
  Type.Literal('invio-multiplo'),
  Type.Literal('copia-di-cartaceo'),
  Type.Literal('registrazione-particolare'),
  Type.Literal('altro'),
]);

/** `fascicolo.json`. What is unknown in it is left alone: a later version adds. */
export const IndicePacchetto = Type.Object({
  formato: Type.Literal(FORMATO),
  versione: Type.Literal(VERSIONE),
  esportatoIl: Type.String({ format: 'date-time' }),
  ente: Type.Object({ codiceIpa: Type.String(), denominazione: Type.String() }),
  aoo: Type.Object({ codice: Type.String(), denominazione: Type.String() }),
  titolario: Type.String({ description: 'Versione del titolario in cui è classificato' }),
  fascicolo: NumeroFascicolo,
  /** The serie archivistiche it is in. */
  serie: Type.Array(
    Type.Object({
      id: Uuid,
      denominazione: Type.String(),
      criterio: Type.String(),
      tipoCriterio: Type.String(),
    }),
  ),
  /** Links from and to its registrations, also those whose other end is elsewhere. */
  collegamenti: Type.Array(Type.Object({ da: Riferimento, a: Riferimento, tipo: TipoCollegamento })),
  parti: Type.Array(Type.Object({ numero: NumeroFascicolo, dati: Percorso, impronta: Impronta }), {
    minItems: 1,
    maxItems: 10_000,
  }),
});
export type IndicePacchetto = Static<typeof IndicePacchetto>;

const FilePacchetto = Type.Object({
  documentoId: Uuid,
  ruolo: Type.String(),
  nomeFile: Type.String(),
  dimensione: Type.Integer({ minimum: 0 }),
  impronta: Impronta,
  percorso: Percorso,
});

const DocumentoPacchetto = Type.Object({
  registrazione: Type.Union([
    Type.Null(),
    Type.Object({
      ...estremi,
      segnatura: Type.String(),
      classificazione: Type.Union([Type.String(), Type.Null()]),
    }),
  ]),
  denominazione: Testo(20_000),
  data: Type.String({ format: 'date' }),
  file: Type.Array(FilePacchetto),
});
export type DocumentoPacchetto = Static<typeof DocumentoPacchetto>;

/** `dati/<numero>.json`: of what is there, what putting things back needs. */
export const PartePacchetto = Type.Object({
  numero: NumeroFascicolo,
  tipo: TipoFascicolo,
  denominazione: Testo(500),
  oggetto: Testo(4000),
  classificazione: Type.Object({ codice: Type.String() }),
  apertoIl: Type.String({ format: 'date-time' }),
  luogo: Type.Optional(Type.String({ maxLength: 500 })),
  note: Type.Optional(Type.String({ maxLength: 8000 })),
  dati: Type.Optional(DatiStrutturati),
  elencoDocumenti: Type.Array(DocumentoPacchetto),
});
export type PartePacchetto = Static<typeof PartePacchetto>;

export type Pacchetto = { indice: IndicePacchetto; parti: PartePacchetto[] };

export const ImportazioneFascicolo = Type.Object(
  {
    documento: Type.String({ format: 'uuid', description: 'L’archivio zip, caricato con POST /documenti' }),
    conferma: Type.Boolean({ description: 'false: dice che cosa farebbe e non scrive nulla' }),
  },
  { additionalProperties: false },
);
export type ImportazioneFascicolo = Static<typeof ImportazioneFascicolo>;

const Legame = Type.Object({
  legame: Type.Union(
    [
      Type.Literal('parte'),
      Type.Literal('documento'),
      Type.Literal('spostamento'),
      Type.Literal('collegamento'),
      Type.Literal('serie'),
    ],
    { description: 'Che cosa è rimesso al suo posto' },
  ),
  testo: Type.String(),
});
export type Legame = Static<typeof Legame>;

const Problema = Type.Object({ codice: Type.String(), testo: Type.String() });

export const EsitoImportazione = Type.Object({
  fascicolo: Type.Object({ numero: Type.String(), denominazione: Type.String() }),
  esportatoIl: Type.String({ format: 'date-time' }),
  confermata: Type.Boolean({ description: 'false: nulla è stato scritto' }),
  alPosto: Type.Integer({
    format: 'int32',
    minimum: 0,
    description: 'Legami che sono già come nel pacchetto',
  }),
  rimessi: Type.Array(Legame, { description: 'Legami che mancano, rimessi o da rimettere' }),
  problemi: Type.Array(Problema, {
    description: 'Ciò che non corrisponde: finché c’è, non si importa nulla',
  }),
  avvisi: Type.Array(Type.String(), { description: 'Ciò che è cambiato dopo l’esportazione e resta com’è' }),
});
export type EsitoImportazione = Static<typeof EsitoImportazione>;
