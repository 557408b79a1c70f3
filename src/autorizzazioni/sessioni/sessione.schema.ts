import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const Password = Type.String({ minLength: 1, maxLength: 1000, format: 'password', description: 'Password' });

export const RichiestaAccesso = Type.Object(
  {
    utente: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'Nome utente, senza distinzione di maiuscole',
    }),
    password: Password,
    ente: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 40,
        description: 'Codice IPA dell’ente; superfluo dove ce n’è uno solo',
      }),
    ),
  },
  { ...stretto, $id: 'RichiestaAccesso' },
);
export type RichiestaAccesso = Static<typeof RichiestaAccesso>;

export const RichiestaSblocco = Type.Object({ password: Password }, { ...stretto, $id: 'RichiestaSblocco' });

export const SceltaIncarico = Type.Union(
  [
    Type.Object(
      { incarico: Type.String({ format: 'uuid', description: 'Uno degli incarichi dell’utente' }) },
      stretto,
    ),
    Type.Object(
      {
        sostituzione: Type.String({ format: 'uuid', description: 'Una delle sostituzioni che valgono oggi' }),
      },
      stretto,
    ),
  ],
  { $id: 'SceltaIncarico' },
);

export const Incarico = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    profilo: Type.Union([
      Type.Literal('amministratore'),
      Type.Literal('responsabile'),
      Type.Literal('operatore'),
      Type.Literal('consultazione'),
    ]),
    responsabileUnita: Type.Boolean({ description: 'Dirige l’unità' }),
    unita: Type.Object({
      codice: Type.String(),
      denominazione: Type.String(),
      uop: Type.Boolean({ description: 'Può registrare (RN-2.1h)' }),
      ufficioProtocollo: Type.Boolean({ description: 'Registra anche in partenza (RN-28.1)' }),
    }),
  },
  { description: 'Con quale profilo e per quale unità l’utente agisce' },
);
export type Incarico = Static<typeof Incarico>;

export const SostituzioneDaScegliere = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    titolare: Type.Object({ nome: Type.String(), cognome: Type.String() }),
    unita: Incarico.properties.unita,
    ambiti: Type.Array(Type.String(), { description: 'Per che cosa' }),
    al: Type.String({ format: 'date', description: 'Ultimo giorno in cui vale' }),
  },
  { description: 'Qualcuno che oggi si può sostituire' },
);
export type SostituzioneDaScegliere = Static<typeof SostituzioneDaScegliere>;

export const Sessione = Type.Object(
  {
    ente: Type.Object({
      codiceIpa: Type.String(),
      denominazione: Type.String(),
      dimostrativo: Type.Boolean({
        description: 'Vero per l’ente di prova: ciò che vi si registra non vale',
      }),
    }),
    utente: Type.Object({
      id: Type.String({ format: 'uuid' }),
      nomeUtente: Type.String(),
      nome: Type.String(),
      cognome: Type.String(),
    }),
    incarico: Type.Optional(Incarico),
    incarichi: Type.Array(Incarico),
    perConto: Type.Optional(
      Type.Object(
        {
          id: Type.String({ format: 'uuid', description: 'La sostituzione in uso' }),
          finita: Type.Boolean({ description: 'Non vale più: occorre scegliere per chi agire' }),
          nome: Type.Optional(Type.String({ description: 'Cognome e nome di chi si sostituisce' })),
        },
        { description: 'Assente: si agisce per sé' },
      ),
    ),
    sostituzioni: Type.Array(SostituzioneDaScegliere),
    permessi: Type.Array(Type.String(), { description: 'Che cosa consente l’incarico in uso' }),
    delegatoRsp: Type.Boolean({ description: 'Oggi agisce anche su delega del responsabile del servizio' }),
    bloccata: Type.Boolean({ description: 'Si può solo sbloccare o chiudere' }),
    obblighi: Type.Array(Type.Union([Type.Literal('password'), Type.Literal('politiche')]), {
      description:
        'Che cosa va fatto prima di ogni altra: cambiare la password, confermare le politiche di uso',
    }),
    passwordScadeIl: Type.String({ format: 'date-time', description: 'Quando la password va cambiata' }),
    fornitore: Type.Optional(
      Type.Object(
        { id: Type.String({ format: 'uuid' }), nome: Type.String() },
        {
          description:
            'Il sistema con cui si è entrati: la password non c’entra, e si sblocca accedendovi di nuovo. Assente: password o passkey',
        },
      ),
    ),
    parziale: Type.Optional(
      Type.Union([Type.Literal('verifica'), Type.Literal('attivazione')], {
        description:
          'Che cosa manca a un accesso col solo primo fattore: dare il secondo, o attivarne uno perché il profilo lo esige. Assente se l’accesso è completo',
      }),
    ),
    fattori: Type.Object(
      {
        totp: Type.Boolean({ description: 'App che genera codici' }),
        passkey: Type.Boolean({ description: 'Una o più passkey' }),
        codici: Type.Boolean({ description: 'Codici di recupero non ancora usati' }),
      },
      { description: 'Secondi fattori che l’utente ha' },
    ),
    inattivitaMinuti: Type.Integer({
      format: 'int32',
      description: 'Minuti senza richieste dopo i quali si blocca',
    }),
  },
  { $id: 'Sessione' },
);
export type Sessione = Static<typeof Sessione>;
