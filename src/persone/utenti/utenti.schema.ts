import { Type, type Static } from 'typebox';
import { Motivo, Profilo } from '../autorizzazioni/autorizzazioni.schema.ts';

const stretto = { additionalProperties: false };
const Nome = (description: string) =>
  Type.String({ minLength: 1, maxLength: 100, pattern: String.raw`\S`, description });

export const Rapporto = Type.Union(
  [Type.Literal('dipendente'), Type.Literal('esterno'), Type.Literal('outsourcer')],
  { description: 'Rapporto con l’ente (RN-11.3)' },
);

const CodiceFiscale = Type.String({
  pattern: '^[A-Za-z0-9]{16}$',
  description: 'Codice fiscale: un solo utente attivo per persona (RN-11.5)',
});

const dati = {
  nome: Nome('Nome'),
  cognome: Nome('Cognome'),
  email: Type.Optional(
    Type.String({ maxLength: 254, pattern: String.raw`^[^@\s]+@[^@\s]+$`, description: 'Indirizzo e-mail' }),
  ),
  codiceFiscale: Type.Optional(CodiceFiscale),
  rapporto: Rapporto,
  incaricato: Type.Optional(
    Type.Object(
      {
        dal: Type.String({ format: 'date', description: 'Da quando' }),
        atto: Type.String({
          minLength: 1,
          maxLength: 300,
          pattern: String.raw`\S`,
          description: 'Atto di nomina',
        }),
        datiParticolari: Type.Boolean({ description: 'Anche dati particolari («sensibili»)' }),
        datiGiudiziari: Type.Boolean({ description: 'Anche dati giudiziari' }),
      },
      {
        ...stretto,
        description:
          'Incaricato del trattamento dei dati personali (RN-A.18); chi non lo è non apre né registra corrispondenza (RN-20.1)',
      },
    ),
  ),
};
const nomeUtente = Type.String({
  pattern: '^[a-z0-9._@-]{2,64}$',
  description: 'Con cui accede; non cambia',
});

export const NuovoUtente = Type.Object(
  { nomeUtente, ...dati, codiceFiscale: CodiceFiscale },
  { ...stretto, $id: 'NuovoUtente' },
);
export type NuovoUtente = Static<typeof NuovoUtente>;

export const ModificaUtente = Type.Object(dati, {
  ...stretto,
  $id: 'ModificaUtente',
  description: 'I dati della persona come devono diventare: ciò che manca è tolto',
});
export type ModificaUtente = Static<typeof ModificaUtente>;

export const Disattivazione = Type.Object({ motivo: Motivo }, { ...stretto, $id: 'Disattivazione' });

export const RigaUtente = Type.Object({
  id: Type.String({ format: 'uuid' }),
  nomeUtente,
  nome: dati.nome,
  cognome: dati.cognome,
  rapporto: Rapporto,
  attivo: Type.Boolean(),
  incaricato: Type.Boolean({ description: 'Incaricato del trattamento, oggi' }),
  incarichi: Type.Array(
    Type.Object({
      profilo: Profilo,
      unita: Type.String({ description: 'Denominazione dell’unità' }),
      responsabileUnita: Type.Boolean(),
    }),
    { description: 'Autorizzazioni in vigore' },
  ),
});
export type RigaUtente = Static<typeof RigaUtente>;

export const Utente = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    nomeUtente,
    ...dati,
    attivo: Type.Boolean(),
    creatoIl: Type.String({ format: 'date-time' }),
    ultimoAccesso: Type.Optional(
      Type.String({ format: 'date-time', description: 'Assente: non è mai entrato' }),
    ),
    sessioni: Type.Integer({ format: 'int32', minimum: 0, description: 'Sessioni aperte' }),
  },
  { $id: 'Utente' },
);
export type Utente = Static<typeof Utente>;

export const FiltroUtenti = Type.Object(
  {
    q: Type.Optional(
      Type.String({ maxLength: 200, description: 'Parole del nome, nome utente, e-mail, codice fiscale' }),
    ),
    stato: Type.Optional(
      Type.Union([Type.Literal('attivi'), Type.Literal('disattivati'), Type.Literal('tutti')], {
        default: 'attivi',
      }),
    ),
    profilo: Type.Optional(
      Type.Union([...Profilo.anyOf, Type.Literal('nessuno')], { description: 'Con quel profilo, oggi' }),
    ),
    unita: Type.Optional(Type.String({ maxLength: 60, description: 'Codice dell’unità per cui lavora' })),
    cursor: Type.Optional(Type.String({ maxLength: 1000 })),
    limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 100, default: 50 })),
  },
  { ...stretto, $id: 'FiltroUtenti' },
);
export type FiltroUtenti = Static<typeof FiltroUtenti>;

export const ElencoUtenti = Type.Object(
  {
    items: Type.Array(RigaUtente),
    totale: Type.Integer({ format: 'int32', description: 'Quanti rispondono al filtro' }),
    cursor: Type.Optional(
      Type.String({ description: 'Da rimandare per la pagina seguente; assente all’ultima' }),
    ),
  },
  { $id: 'ElencoUtenti' },
);
export type ElencoUtenti = Static<typeof ElencoUtenti>;

export const ImportazioneUtenti = Type.Object(
  {
    contenuto: Type.String({ minLength: 1, maxLength: 2_000_000, description: 'Il testo del file CSV' }),
    prova: Type.Boolean({ description: 'Vero: dice che cosa succederebbe e non scrive nulla' }),
  },
  { ...stretto, $id: 'ImportazioneUtenti' },
);
export type ImportazioneUtenti = Static<typeof ImportazioneUtenti>;

export const EsitoImportazioneUtenti = Type.Object(
  {
    righe: Type.Array(
      Type.Object({
        linea: Type.Integer({ format: 'int32', description: 'Riga del file, contando l’intestazione' }),
        nomeUtente: Type.String(),
        nominativo: Type.String(),
        esito: Type.Union([Type.Literal('nuovo'), Type.Literal('presente'), Type.Literal('errore')]),
        messaggio: Type.Optional(Type.String({ description: 'Perché la riga non va' })),
        id: Type.Optional(Type.String({ format: 'uuid', description: 'L’utente creato' })),
      }),
    ),
    nuovi: Type.Integer({ format: 'int32' }),
    presenti: Type.Integer({ format: 'int32' }),
    errori: Type.Integer({ format: 'int32' }),
    scritti: Type.Boolean({ description: 'Gli utenti nuovi sono stati creati' }),
  },
  { $id: 'EsitoImportazioneUtenti' },
);
export type EsitoImportazioneUtenti = Static<typeof EsitoImportazioneUtenti>;
