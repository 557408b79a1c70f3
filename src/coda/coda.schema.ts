import { Type, type Static } from 'typebox';
import { NuovaAssegnazione } from '#assegnazioni';
import { Corrispondente } from '#corrispondenti';

const stretto = { additionalProperties: false };
const Testo = (max: number, descrizione: string) =>
  Type.String({ minLength: 1, maxLength: max, pattern: String.raw`\S`, description: descrizione });
const Giorno = (descrizione: string) => Type.String({ format: 'date', description: descrizione });

export const FlussoCoda = Type.Union([Type.Literal('E'), Type.Literal('U'), Type.Literal('I')], {
  description: 'E entrata, U uscita, I interno',
});
export const StatoCoda = Type.Union([
  Type.Literal('in-coda'),
  Type.Literal('registrata'),
  Type.Literal('esclusa'),
  Type.Literal('ritirata'),
  Type.Literal('restituita'),
  Type.Literal('recapitata'),
]);
export type StatoCoda = Static<typeof StatoCoda>;

const Riferimento = Type.Object(
  {
    registro: Type.String({ pattern: '^[A-Za-z0-9_.-]{1,16}$' }),
    anno: Type.Integer({ format: 'int32', minimum: 2000, maximum: 9999 }),
    numero: Type.Integer({ format: 'int64', minimum: 1 }),
  },
  stretto,
);

const Allegato = Type.Object(
  {
    documento: Type.Optional(Type.String({ format: 'uuid' })),
    descrizione: Type.Optional(Testo(500, 'Descrizione dell’allegato')),
    tipo: Type.Optional(Testo(60, 'Tipo di allegato')),
  },
  stretto,
);

/** What an office prepares, in the words of a registration. */
export const NuovaInCoda = Type.Object(
  {
    flusso: FlussoCoda,
    oggetto: Type.String({ minLength: 1, maxLength: 8000, pattern: String.raw`\S` }),
    supporto: Type.Optional(Type.Union([Type.Literal('digitale'), Type.Literal('analogico')])),
    mittente: Type.Optional(Corrispondente),
    destinatari: Type.Optional(Type.Array(Corrispondente, { maxItems: 10000 })),
    perConoscenza: Type.Optional(Type.Array(Corrispondente, { maxItems: 10000 })),
    mezzo: Type.Optional(Type.String({ maxLength: 40 })),
    dataDocumento: Type.Optional(Giorno('Data scritta sul documento')),
    classificazione: Type.Optional(
      Type.String({ maxLength: 20, description: 'Obbligatoria in partenza e per gli interni (AMB-10)' }),
    ),
    fascicolo: Type.Optional(
      Type.String({
        pattern: String.raw`^[1-9][0-9]{0,14}(\.[1-9][0-9]{0,3}){0,2}$`,
        description: 'Numero del fascicolo, obbligatorio in partenza e per gli interni (RN-42b.4)',
      }),
    ),
    confermaAltraClasse: Type.Optional(
      Type.Boolean({ description: 'Anche se la classe del fascicolo è un’altra (RN-43.2)' }),
    ),
    rpa: Type.Optional(Testo(200, 'Responsabile del procedimento amministrativo')),
    assegnazioni: Type.Optional(
      Type.Array(NuovaAssegnazione, { maxItems: 200, description: 'Di un documento interno, a chi va' }),
    ),
    ufficioMittente: Type.Optional(
      Type.String({
        maxLength: 60,
        description: 'In partenza, l’ufficio da cui il documento parte: quello che lo sottopone (RN-27.2)',
      }),
    ),
    firma: Type.Optional(
      Type.Union([Type.Literal('digitale'), Type.Literal('autografa')], {
        description: 'In partenza, come il documento è sottoscritto (RN-27.2)',
      }),
    ),
    allegatiDichiarati: Type.Optional(
      Type.Integer({
        format: 'int32',
        minimum: 0,
        maximum: 500,
        description: 'In partenza, quanti allegati il documento dichiara: devono esserci tutti (RN-27.2)',
      }),
    ),
    riservatezza: Type.Optional(
      Type.Union([Type.Literal('ordinario'), Type.Literal('riservato')], {
        description:
          'Di un documento riservato l’Ufficio Protocollo non apre i file, e lo registra riservato (RN-27.4)',
      }),
    ),
    rispostaA: Type.Optional(Riferimento),
    documentoPrincipale: Type.Optional(Type.String({ format: 'uuid' })),
    allegati: Type.Optional(Type.Array(Allegato, { maxItems: 500 })),
    nota: Type.Optional(Testo(2000, 'Per l’Ufficio Protocollo')),
    bustaChiusa: Type.Optional(
      Type.Boolean({ description: 'Riservata o personale recapitata per errore: non aperta (RN-20.2)' }),
    ),
    consegnataIl: Type.Optional(Giorno('Quando la busta è stata consegnata all’ufficio')),
  },
  stretto,
);
export type NuovaInCoda = Static<typeof NuovaInCoda>;

export const AzioneCoda = Type.Union([
  Type.Literal('registra'),
  Type.Literal('escludi'),
  Type.Literal('restituisci'),
  Type.Literal('ritira'),
  Type.Literal('recapita'),
]);
export type AzioneCoda = Static<typeof AzioneCoda>;

const FileInCoda = Type.Object({
  id: Type.String({ format: 'uuid' }),
  nomeFile: Type.String(),
  formato: Type.String(),
  dimensione: Type.Integer({ format: 'int64' }),
  impronta: Type.String(),
});

export const VoceCoda = Type.Object({
  id: Type.String({ format: 'uuid' }),
  flusso: FlussoCoda,
  stato: StatoCoda,
  oggetto: Type.String(),
  corrispondenti: Type.String({ description: 'I primi, in chiaro' }),
  ufficio: Type.Object({ codice: Type.String(), denominazione: Type.String() }),
  sottopostaDa: Type.String(),
  sottopostaIl: Type.String(),
  classificazione: Type.Optional(Type.String()),
  fascicolo: Type.Optional(
    Type.Object({
      numero: Type.String(),
      denominazione: Type.Optional(Type.String({ description: 'Assente se riservato ad altri uffici' })),
    }),
  ),
  rispostaA: Type.Optional(
    Type.Object({
      registro: Type.String(),
      anno: Type.Integer({ format: 'int32' }),
      numero: Type.String(),
      oggetto: Type.String(),
    }),
  ),
  richiesta: NuovaInCoda,
  documenti: Type.Array(FileInCoda),
  apribile: Type.Boolean({
    description: 'Chi chiede può aprire i file: non quelli riservati di un altro ufficio',
  }),
  bustaChiusa: Type.Boolean(),
  ritardo: Type.Boolean({
    description: 'La busta chiusa è tornata in un giorno diverso da quello di consegna',
  }),
  nota: Type.Optional(Type.String()),
  esito: Type.Optional(
    Type.Object({
      il: Type.String(),
      da: Type.String(),
      motivo: Type.Optional(Type.String()),
      registrazione: Type.Optional(
        Type.Object({
          registro: Type.String(),
          anno: Type.Integer({ format: 'int32' }),
          numero: Type.String(),
        }),
      ),
      categoriaEsclusa: Type.Optional(Type.String()),
    }),
  ),
  versione: Type.Integer({ format: 'int32' }),
  azioni: Type.Array(AzioneCoda, { description: 'Ciò che chi chiede può fare ora' }),
});
export type VoceCoda = Static<typeof VoceCoda>;

export const ElencoCoda = Type.Object({ items: Type.Array(VoceCoda), cursor: Type.Optional(Type.String()) });
export type ElencoCoda = Static<typeof ElencoCoda>;

export const FiltroCoda = Type.Object(
  {
    stato: Type.Optional(
      Type.Union([Type.Literal('in-coda'), Type.Literal('uscite')], { default: 'in-coda' }),
    ),
    flusso: Type.Optional(FlussoCoda),
    mie: Type.Optional(Type.Boolean({ description: 'Solo quelle dell’ufficio in uso' })),
    cursor: Type.Optional(Type.String({ format: 'uuid' })),
    limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 200, default: 50 })),
  },
  stretto,
);
export type FiltroCoda = Static<typeof FiltroCoda>;

export const UscitaConMotivo = Type.Object({ motivo: Testo(2000, 'Perché') }, stretto);
export const Ritiro = Type.Object({ motivo: Type.Optional(Testo(2000, 'Perché')) }, stretto);
