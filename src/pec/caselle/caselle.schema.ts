import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const Testo = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, description });
const Porta = Type.Integer({ format: 'int32', minimum: 1, maximum: 65535 });
const Sicurezza = Type.Union([Type.Literal('tls'), Type.Literal('starttls'), Type.Literal('nessuna')], {
  description: 'Come si protegge il colloquio; `nessuna` solo per un server della stessa macchina',
});

/** Where incoming mail is read, without the secret. */
export const ParametriImap = Type.Object(
  {
    host: Testo(253, 'Server IMAP'),
    porta: Porta,
    sicurezza: Sicurezza,
    utente: Testo(320, 'Utente della casella'),
    cartella: Type.Optional(Testo(200, 'Cartella da leggere; se manca, INBOX')),
    oauth: Type.Optional(
      Type.Object(
        {
          tokenUrl: Type.String({ format: 'uri', pattern: '^https://', maxLength: 500 }),
          clientId: Testo(300, 'Identificativo del programma presso il gestore'),
          ambito: Type.Optional(Testo(500, 'Ambito (scope) da chiedere')),
        },
        { ...stretto, description: 'OAuth2: il segreto è il token di aggiornamento; senza, è la password' },
      ),
    ),
  },
  stretto,
);
export type ParametriImap = Static<typeof ParametriImap>;

/** A folder of .eml files, under `caselle/` of the data folder: an archive, or the demonstration. */
export const ParametriCartella = Type.Object(
  {
    cartella: Type.String({
      pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$',
      description: 'Nome della cartella, sotto `caselle/` della cartella dei dati',
    }),
  },
  stretto,
);
export type ParametriCartella = Static<typeof ParametriCartella>;

/** From where mail leaves. */
export const ParametriUscita = Type.Object(
  {
    host: Testo(253, 'Server SMTP'),
    porta: Porta,
    sicurezza: Sicurezza,
    utente: Type.Optional(Testo(320, 'Utente, se occorre')),
  },
  stretto,
);
export type ParametriUscita = Static<typeof ParametriUscita>;

const quanti = (minimum: number, maximum: number, description: string) =>
  Type.Integer({ format: 'int64', minimum, maximum, description });

/** What is done by itself. Whatever is missing has the value of {@link POLITICA}. */
export const Politica = Type.Object(
  {
    copiaSulServer: Type.Union([Type.Literal('lascia'), Type.Literal('sposta'), Type.Literal('cancella')], {
      description: 'Che cosa si fa della copia sul server, dopo averla conservata',
    }),
    cartellaArchivio: Testo(200, 'Cartella del server in cui si sposta'),
    giorniSulServer: quanti(0, 3650, 'Quanti giorni la copia resta comunque sul server'),
    postaOrdinaria: Type.Union([Type.Literal('esamina'), Type.Literal('accantona')], {
      description: 'Di ciò che in una casella PEC arriva da posta ordinaria (PISA-6, BES-9)',
    }),
    avvisoPostaOrdinaria: Type.Boolean({
      description: 'A chi scrive da posta ordinaria si risponde con l’indirizzo a cui scrivere',
    }),
    indirizzoOrdinario: Type.String({ maxLength: 320, description: 'Indirizzo ordinario del protocollo' }),
    testoAvviso: Type.String({
      minLength: 1,
      maxLength: 4000,
      description:
        'Che cosa si risponde a chi scrive da posta ordinaria; {indirizzo} ed {ente} si sostituiscono',
    }),
    ricevutaProtocollazione: Type.Boolean({
      description: 'Dopo la registrazione si risponde con la ricevuta (AMB-28)',
    }),
    massimoMessaggio: quanti(1_000_000, 200_000_000, 'Byte di un messaggio in uscita (BES-17)'),
    limiteByte: quanti(1_000_000, 2_000_000_000, 'Byte di un messaggio per numero dei destinatari'),
    massimoDestinatari: quanti(1, 1000, 'Destinatari di un messaggio in uscita'),
    limiteOrario: quanti(1, 100_000, 'Invii in un’ora'),
    limiteAutomatici: quanti(0, 100, 'Risposte automatiche in un giorno allo stesso indirizzo'),
  },
  { ...stretto, $id: 'PoliticaCasella' },
);
export type Politica = Static<typeof Politica>;

const Genere = Type.Union([Type.Literal('pec'), Type.Literal('ordinaria')]);
const Trasporto = Type.Union([Type.Literal('imap'), Type.Literal('cartella')]);

const dati = {
  codice: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$', description: 'AOO, SUAP…' }),
  denominazione: Testo(120, 'Come la casella si chiama nelle pagine'),
  indirizzo: Type.String({ pattern: String.raw`^[^@\s]+@[^@\s]+$`, maxLength: 320 }),
  unita: Testo(60, 'Codice dell’ufficio che la cura; di una PEC, l’Ufficio Protocollo'),
  principale: Type.Optional(Type.Boolean({ description: 'Quella istituzionale della AOO (RN-7.1)' })),
  trasporto: Trasporto,
  imap: Type.Optional(ParametriImap),
  cartella: Type.Optional(ParametriCartella),
  uscita: Type.Optional(ParametriUscita),
  politica: Type.Optional(Type.Partial(Politica, stretto)),
  attiva: Type.Optional(Type.Boolean({ default: true })),
};
const segreti = {
  segreto: Type.Optional(Testo(4000, 'Password o token; si scrive e non si rilegge')),
  segretoUscita: Type.Optional(Testo(4000, 'Password del server SMTP; se manca vale la stessa')),
};

export const NuovaCasella = Type.Object(
  { genere: Genere, ...dati, ...segreti },
  { ...stretto, $id: 'NuovaCasella' },
);
export type NuovaCasella = Static<typeof NuovaCasella>;

export const ModificaCasella = Type.Object(
  {
    ...dati,
    ...segreti,
    versione: Type.Integer({ format: 'int32', minimum: 1, description: 'Quella che si è letta' }),
  },
  { ...stretto, $id: 'ModificaCasella' },
);
export type ModificaCasella = Static<typeof ModificaCasella>;

const conteggio = (description: string) => Type.Integer({ format: 'int64', minimum: 0, description });

export const StatoCasella = Type.Object({
  sulServer: Type.Optional(conteggio('Messaggi che il server ha')),
  daScaricare: Type.Optional(conteggio('Di questi, non ancora conservati')),
  nelSistema: conteggio('Messaggi conservati'),
  daEsaminare: conteggio('In attesa di una decisione'),
  inQuarantena: conteggio('Che non si sono potuti leggere'),
  ultimoContatto: Type.Optional(Type.String({ format: 'date-time' })),
  errore: Type.Optional(Type.String({ description: 'Perché il server non risponde' })),
  erroreDal: Type.Optional(Type.String({ format: 'date-time' })),
});
export type StatoCasella = Static<typeof StatoCasella>;

export const Casella = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    codice: Type.String(),
    denominazione: Type.String(),
    indirizzo: Type.String(),
    genere: Genere,
    unita: Type.Object({ codice: Type.String(), denominazione: Type.String() }),
    principale: Type.Boolean(),
    attiva: Type.Boolean(),
    stato: StatoCasella,
  },
  { $id: 'Casella' },
);
export type Casella = Static<typeof Casella>;

export const ElencoCaselle = Type.Object(
  {
    items: Type.Array(Casella),
    trasmessi: Type.Optional(
      conteggio('Per l’Ufficio Protocollo: trasmessi dagli uffici, in attesa di una decisione (RN-17.4)'),
    ),
  },
  { $id: 'ElencoCaselle' },
);
export type ElencoCaselle = Static<typeof ElencoCaselle>;

export const ConfigurazioneCasella = Type.Object(
  {
    ...Casella.properties,
    trasporto: Trasporto,
    imap: Type.Optional(ParametriImap),
    cartella: Type.Optional(ParametriCartella),
    uscita: Type.Optional(ParametriUscita),
    politica: Politica,
    segretoPresente: Type.Boolean(),
    segretoUscitaPresente: Type.Boolean(),
    versione: Type.Integer({ format: 'int32' }),
  },
  { $id: 'ConfigurazioneCasella' },
);
export type ConfigurazioneCasella = Static<typeof ConfigurazioneCasella>;

const Passo = Type.Object({
  passo: Type.String({ description: 'Che cosa si è provato' }),
  riuscito: Type.Boolean(),
  dettaglio: Type.String(),
});
export const EsitoProvaCasella = Type.Object(
  { riuscita: Type.Boolean(), passi: Type.Array(Passo) },
  { $id: 'EsitoProvaCasella' },
);
export type EsitoProvaCasella = Static<typeof EsitoProvaCasella>;
