import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const Testo = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, pattern: String.raw`\S`, description });
const Porta = Type.Integer({ format: 'int32', minimum: 1, maximum: 65535 });
const Percorso = (description: string) =>
  Type.String({ minLength: 1, maxLength: 500, pattern: '^[^\\u0000-\\u001f]+$', description });

export const ParametriSftp = Type.Object(
  {
    host: Testo(253, 'Server SFTP'),
    porta: Porta,
    utente: Testo(100, 'Utente'),
    accesso: Type.Union([Type.Literal('password'), Type.Literal('chiave')], {
      description: 'Che cos’è il segreto: una password, o una chiave privata in formato PEM o OpenSSH',
    }),
    improntaServer: Type.String({
      pattern: '^SHA256:[A-Za-z0-9+/]{43}$',
      description:
        'Impronta della chiave del server, come la scrive ssh-keygen -l: con un’altra non si parla',
    }),
    cartella: Percorso('Cartella del server in cui si lasciano i pacchetti'),
    cartellaEsiti: Percorso('Cartella del server in cui si cercano i rapporti di versamento'),
  },
  stretto,
);
export type ParametriSftp = Static<typeof ParametriSftp>;

const Indirizzo = (description: string) =>
  Type.String({
    maxLength: 500,
    pattern: '^(https://|http://(127\\.0\\.0\\.1|localhost)[:/])',
    description: `${description}; senza TLS solo sulla stessa macchina`,
  });
export const ParametriParer = Type.Object(
  {
    url: Indirizzo('Indirizzo del servizio di versamento'),
    versione: Testo(20, 'Versione del servizio, es. 1.4'),
    ambiente: Testo(100, 'Ambiente'),
    ente: Testo(100, 'Ente, come lo conosce il conservatore'),
    struttura: Testo(100, 'Struttura'),
    utente: Testo(100, 'Utente che versa'),
    tipologia: Type.Optional(
      Testo(100, 'Tipologia dell’unità documentaria; se manca, il nome del tipo di pacchetto'),
    ),
    stato: Type.Optional(
      Type.Object(
        {
          url: Indirizzo('Indirizzo del servizio che dice lo stato di conservazione'),
          versione: Testo(20, 'Sua versione, es. 1.3'),
        },
        { ...stretto, description: 'Se manca, lo stato di conservazione lo conferma il responsabile' },
      ),
    ),
    fascicoli: Type.Optional(
      Type.Object(
        {
          url: Indirizzo('Indirizzo del servizio di versamento dei fascicoli'),
          versione: Testo(20, 'Versione dell’indice del fascicolo, es. 1.0'),
          tipologia: Type.Optional(Testo(100, 'Tipo del fascicolo; se manca, FASCICOLO')),
        },
        { ...stretto, description: 'Se manca, un fascicolo si versa come unità documentaria' },
      ),
    ),
  },
  stretto,
);
export type ParametriParer = Static<typeof ParametriParer>;

export const ParametriCartella = Type.Object(
  {
    cartella: Type.String({
      pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$',
      description: 'Nome della cartella, sotto `conservazione/` della cartella dei dati',
    }),
  },
  stretto,
);
export type ParametriCartella = Static<typeof ParametriCartella>;

export const Dialetto = Type.Object(
  {
    spazi: Type.Optional(
      Type.Union([Type.Literal('singoli'), Type.Literal('doppi')], {
        description:
          'Grafia dei testi fissi dell’Allegato 5: con spazi singoli, o doppi come nello schema che circola',
      }),
    ),
    codiceGiaPresente: Type.Optional(
      Testo(40, 'Codice con cui il servizio dice che ha già il documento; se manca, UD-002-001'),
    ),
  },
  { ...stretto, description: 'Ciò che questo conservatore vuole a modo suo' },
);
export type DialettoConservatore = Static<typeof Dialetto>;

export const Trasporto = Type.Union(
  [Type.Literal('sftp'), Type.Literal('http-parer'), Type.Literal('cartella')],
  { description: 'Come si consegna' },
);
export type TipoTrasporto = Static<typeof Trasporto>;

const comuni = {
  denominazione: Testo(300, 'Nome del conservatore'),
  trasporto: Trasporto,
  sftp: Type.Optional(ParametriSftp),
  parer: Type.Optional(ParametriParer),
  cartella: Type.Optional(ParametriCartella),
  dialetto: Type.Optional(Dialetto),
};

export const SalvaConservatore = Type.Object(
  {
    ...comuni,
    segreto: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 20_000,
        description: 'Password o chiave privata: si scrive e non si rilegge; se manca resta quella di prima',
      }),
    ),
    versione: Type.Optional(
      Type.Integer({ format: 'int32', minimum: 1, description: 'Quella che si è letta, per modificarlo' }),
    ),
  },
  stretto,
);
export type SalvaConservatore = Static<typeof SalvaConservatore>;

export const Conservatore = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    ...comuni,
    haSegreto: Type.Boolean(),
    versione: Type.Integer({ format: 'int32' }),
    modificatoDa: Type.String(),
    modificatoIl: Type.String({ format: 'date-time' }),
  },
  { ...stretto, description: 'Chi conserva, e come lo si raggiunge; senza il segreto' },
);
export type Conservatore = Static<typeof Conservatore>;

export const ConservatoreInUso = Type.Object(
  { conservatore: Type.Union([Conservatore, Type.Null()]) },
  stretto,
);

export const EsitoProva = Type.Object(
  { riuscita: Type.Boolean(), dettaglio: Type.String() },
  { ...stretto, description: 'Che cosa ha risposto il conservatore' },
);
export type EsitoProva = Static<typeof EsitoProva>;
