import { Type, type Static } from 'typebox';
import { Atto, Giorno } from '../unita/unita.schema.ts';

const stretto = { additionalProperties: false };
const Quanti = (description: string) => Type.Integer({ format: 'int32', description });

export const ImportazioneOrganigramma = Type.Object(
  {
    contenuto: Type.String({ minLength: 1, maxLength: 3_000_000, description: 'Il testo del file CSV' }),
    dal: Giorno('Primo giorno in cui vale, da oggi in poi'),
    atto: Atto,
    chiudiAssenti: Type.Boolean({
      description:
        'Chiude le unità che il file non nomina; con un file di IndicePA, quelle che un codice univoco ce l’hanno',
    }),
    conferma: Type.Optional(
      Type.String({
        pattern: '^[0-9a-f]{64}$',
        description:
          'Impronta dell’anteprima che si conferma; senza, si ha l’anteprima e non si scrive nulla',
      }),
    ),
  },
  { ...stretto, $id: 'ImportazioneOrganigramma' },
);
export type ImportazioneOrganigramma = Static<typeof ImportazioneOrganigramma>;

export const RigaImportazione = Type.Object({
  linea: Type.Optional(
    Quanti('Riga del file, contando l’intestazione; manca per ciò che il file non nomina'),
  ),
  codice: Type.String(),
  denominazione: Type.String(),
  esito: Type.Union([
    Type.Literal('nuova'),
    Type.Literal('variata'),
    Type.Literal('chiusa'),
    Type.Literal('uguale'),
    Type.Literal('saltata'),
    Type.Literal('errore'),
  ]),
  cambia: Type.Array(
    Type.Object({
      campo: Type.String(),
      prima: Type.Optional(Type.String()),
      dopo: Type.Optional(Type.String()),
    }),
  ),
  messaggio: Type.Optional(
    Type.String({ description: 'Perché la riga non va, o che cosa se ne è lasciato' }),
  ),
  assegnazioniAperte: Type.Optional(Quanti('Di un’unità da chiudere: documenti che restano fermi')),
});
export type RigaImportazione = Static<typeof RigaImportazione>;

export const EsitoImportazioneOrganigramma = Type.Object(
  {
    formato: Type.Union([Type.Literal('organigramma'), Type.Literal('ipa-uo'), Type.Literal('ipa-aoo')], {
      description: 'CSV di Tabularium, unità organizzative di IndicePA, aree organizzative di IndicePA',
    }),
    righe: Type.Array(RigaImportazione),
    nuove: Quanti('Unità istituite'),
    variate: Quanti('Unità variate'),
    chiuse: Quanti('Unità chiuse'),
    uguali: Quanti('Già così'),
    saltate: Quanti('Righe che non riguardano l’organigramma'),
    errori: Quanti('Righe errate: finché ce n’è una non si scrive nulla'),
    altriEnti: Quanti('Righe di altri enti, in un file di IndicePA'),
    impronta: Type.String({ description: 'Dell’anteprima, da rimandare per confermarla' }),
    scritta: Type.Boolean({ description: 'Le variazioni sono state scritte' }),
  },
  { $id: 'EsitoImportazioneOrganigramma' },
);
export type EsitoImportazioneOrganigramma = Static<typeof EsitoImportazioneOrganigramma>;
