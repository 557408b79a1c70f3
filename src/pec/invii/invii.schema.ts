import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const Id = (description: string) => Type.String({ format: 'uuid', description });
const Testo = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, pattern: String.raw`\S`, description });
const Istante = (description: string) => Type.Optional(Type.String({ format: 'date-time', description }));
const Indirizzo = Type.String({
  minLength: 3,
  maxLength: 320,
  description: 'Indirizzo di posta elettronica',
});

export const StatoInvio = Type.Union(
  [
    Type.Literal('in-coda'),
    Type.Literal('in-partenza'),
    Type.Literal('inviato'),
    Type.Literal('esito-incerto'),
    Type.Literal('fallito'),
    Type.Literal('annullato'),
  ],
  { description: 'Dove è il messaggio, finché non è del server' },
);
export type StatoInvio = Static<typeof StatoInvio>;

export const StatoDestinatarioInvio = Type.Union([
  Type.Literal('in-coda'),
  Type.Literal('inviato'),
  Type.Literal('accettato'),
  Type.Literal('consegnato'),
  Type.Literal('mancata-consegna'),
  Type.Literal('preavviso'),
  Type.Literal('non-accettato'),
  Type.Literal('esterno'),
]);

export const EsitoInvio = Type.Union(
  [
    StatoInvio,
    Type.Literal('accettato'),
    Type.Literal('consegnato'),
    Type.Literal('preavviso'),
    Type.Literal('mancata-consegna'),
  ],
  { description: 'Come è andato nel complesso: il peggiore degli esiti, finché tutti non sono buoni' },
);
export type EsitoInvio = Static<typeof EsitoInvio>;

const TipoRicevuta = Type.Union(
  [Type.Literal('completa'), Type.Literal('breve'), Type.Literal('sintetica')],
  {
    description: 'Che cosa riporta la ricevuta di consegna',
  },
);

export const DestinatarioScelto = Type.Object(
  {
    ruolo: Type.Union([Type.Literal('destinatario'), Type.Literal('conoscenza')]),
    ordine: Type.Integer({
      format: 'int32',
      minimum: 0,
      description: 'Posto nell’elenco della registrazione',
    }),
    indirizzo: Type.Optional(Indirizzo),
  },
  stretto,
);
export type DestinatarioScelto = Static<typeof DestinatarioScelto>;

export const NuovoInvioDocumento = Type.Object(
  {
    casella: Type.Optional(
      Type.String({
        maxLength: 20,
        description: 'Se manca: quella a cui è arrivato ciò a cui si risponde, altrimenti la istituzionale',
      }),
    ),
    destinatari: Type.Optional(
      Type.Array(DestinatarioScelto, { minItems: 1, maxItems: 1000, description: 'Se manca, tutti' }),
    ),
    tipoRicevuta: Type.Optional(TipoRicevuta),
    ancora: Type.Optional(Type.Boolean({ description: 'Anche a chi lo ha già ricevuto' })),
  },
  { ...stretto, $id: 'NuovoInvioDocumento' },
);
export type NuovoInvioDocumento = Static<typeof NuovoInvioDocumento>;

export const DestinatarioInviato = Type.Object({
  id: Id('Destinatario'),
  indirizzo: Type.String(),
  nominativo: Type.String(),
  perConoscenza: Type.Boolean(),
  stato: StatoDestinatarioInvio,
  certificato: Type.Optional(
    Type.Boolean({ description: 'La casella è certificata: lo dice l’accettazione' }),
  ),
  raccomandata: Type.Boolean({
    description: 'Vale come raccomandata A/R: le due caselle sono certificate (BES-5)',
  }),
  accettatoIl: Istante('Ora del gestore, al secondo'),
  preavvisoIl: Istante('Avviso di ritardo'),
  mancatoIl: Istante('Mancata consegna o non accettazione'),
  consegnatoIl: Istante('Avvenuta consegna'),
  errore: Type.Optional(Type.String({ description: 'Con le parole del gestore' })),
  contrasto: Type.Boolean({ description: 'Una ricevuta dice consegnato e un’altra no' }),
  rispeditoCon: Type.Optional(Id('Invio con cui si è rispedito')),
});
export type DestinatarioInviato = Static<typeof DestinatarioInviato>;

export const Invio = Type.Object(
  {
    id: Id('Invio'),
    genere: Type.String({
      description:
        'documento, ricevuta-protocollazione, restituzione, avviso, richiesta, avviso-posta-ordinaria, conferma-ricezione',
    }),
    stato: StatoInvio,
    esito: EsitoInvio,
    casella: Type.Object({ codice: Type.String(), indirizzo: Type.String() }),
    registrazione: Type.Optional(
      Type.Object({
        registro: Type.String(),
        anno: Type.Integer({ format: 'int32' }),
        numero: Type.String(),
      }),
    ),
    messaggio: Type.Optional(Id('Messaggio a cui risponde')),
    oggetto: Type.String(),
    parte: Type.Optional(
      Type.Object(
        { x: Type.Integer({ format: 'int32' }), di: Type.Integer({ format: 'int32' }) },
        { description: 'INVIO x di n' },
      ),
    ),
    gruppo: Id('Comune ai messaggi di una stessa richiesta'),
    messageId: Type.String(),
    tentativi: Type.Integer({ format: 'int32' }),
    prossimoIl: Istante('Quando si prova, se è in coda'),
    inviatoIl: Istante('Consegnato al server'),
    motivo: Type.Optional(Type.String()),
    chiestoDa: Type.String(),
    chiestoIl: Type.String({ format: 'date-time' }),
    destinatari: Type.Array(DestinatarioInviato),
    azioni: Type.Array(
      Type.Union([Type.Literal('rispedisci'), Type.Literal('decidi'), Type.Literal('annulla')]),
      { description: 'Che cosa può fare chi legge' },
    ),
  },
  { $id: 'Invio' },
);
export type Invio = Static<typeof Invio>;

export const ElencoInvii = Type.Object(
  {
    items: Type.Array(Invio),
    cursor: Type.Optional(Type.String({ description: 'Da rimandare per avere la pagina seguente' })),
  },
  { $id: 'ElencoInvii' },
);
export type ElencoInvii = Static<typeof ElencoInvii>;

const pagina = {
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 200, default: 50 })),
};

export const FiltroInvii = Type.Object(
  {
    stato: Type.Optional(EsitoInvio),
    casella: Type.Optional(Type.String({ maxLength: 20 })),
    registrazione: Type.Optional(
      Type.String({ pattern: '^[A-Za-z0-9_.-]{1,16}/[0-9]{4}/[0-9]{1,15}$', description: 'PG/2026/12' }),
    ),
    q: Type.Optional(
      Type.String({ maxLength: 200, description: 'Nell’oggetto, nei nomi o negli indirizzi' }),
    ),
    ...pagina,
  },
  stretto,
);
export type FiltroInvii = Static<typeof FiltroInvii>;

export const Ricevuta = Type.Object(
  {
    id: Id('Ricevuta'),
    messaggio: Id('Messaggio che la contiene, intero'),
    casella: Type.String(),
    tipo: Type.String({ description: 'Come in daticert' }),
    istante: Type.String({ format: 'date-time', description: 'Ora del gestore, al secondo' }),
    arrivataIl: Type.String({ format: 'date-time' }),
    invio: Type.Optional(Id('Invio di cui è')),
    destinatario: Type.Optional(Id('Destinatario di cui parla')),
    consegna: Type.Optional(Type.String({ description: 'Indirizzo di cui parla' })),
    identificativo: Type.Optional(Type.String()),
    msgid: Type.Optional(Type.String()),
    errore: Type.Optional(Type.String()),
    erroreEsteso: Type.Optional(Type.String()),
    data: Type.Optional(
      Type.Object(
        { giorno: Type.String(), ora: Type.String(), zona: Type.String() },
        { description: 'Come scritta dal gestore' },
      ),
    ),
    firma: Type.String({ description: 'valida, non-valida, assente, non-riconosciuta' }),
    percheSola: Type.Optional(
      Type.Union([Type.Literal('firma'), Type.Literal('tipo-discorde'), Type.Literal('invio-sconosciuto')], {
        description:
          'Perché non si è abbinata da sé: la firma, un tipo che i dati di certificazione non confermano, nessun invio',
      }),
    ),
    abbinataDa: Type.Optional(Type.String({ description: 'Chi l’ha abbinata a mano' })),
  },
  { $id: 'RicevutaPec' },
);
export type Ricevuta = Static<typeof Ricevuta>;

export const ElencoRicevute = Type.Object(
  { items: Type.Array(Ricevuta), cursor: Type.Optional(Type.String()) },
  { $id: 'ElencoRicevutePec' },
);
export type ElencoRicevute = Static<typeof ElencoRicevute>;

export const FiltroRicevute = Type.Object(
  {
    senzaInvio: Type.Optional(Type.Boolean({ description: 'Solo quelle che nessuno ha saputo abbinare' })),
    ...pagina,
  },
  stretto,
);
export type FiltroRicevute = Static<typeof FiltroRicevute>;

export const DettaglioInvio = Type.Object(
  {
    ...Invio.properties,
    testo: Type.String(),
    tipoRicevuta: Type.String(),
    allegati: Type.Array(
      Type.Object({
        documento: Id('File'),
        nome: Type.String(),
        dimensione: Type.Integer({ format: 'int64' }),
      }),
    ),
    eml: Type.Boolean({ description: 'Il messaggio è composto, e si scarica com’è partito' }),
    rispedisce: Type.Optional(Id('Invio di cui ripete i destinatari mancati')),
    richiedibileFino: Type.Optional(
      Type.String({
        format: 'date',
        description:
          'Manca una ricevuta: fino a questo giorno la si può chiedere al gestore (30 mesi, BES-6)',
      }),
    ),
    ricevute: Type.Array(Ricevuta),
    storia: Type.Array(
      Type.Object({
        istante: Type.String({ format: 'date-time' }),
        evento: Type.String(),
        attore: Type.String(),
        dettaglio: Type.Record(Type.String(), Type.Unknown()),
      }),
    ),
  },
  { $id: 'DettaglioInvio' },
);
export type DettaglioInvio = Static<typeof DettaglioInvio>;

export const Rispedizione = Type.Object(
  {
    indirizzi: Type.Optional(
      Type.Record(Type.String({ format: 'uuid' }), Indirizzo, {
        description: 'Indirizzi corretti, per destinatario',
        maxProperties: 1000,
      }),
    ),
  },
  { ...stretto, $id: 'RispedizioneInvio' },
);

export const DecisioneInvio = Type.Object(
  {
    decisione: Type.Union(
      [Type.Literal('era-partito'), Type.Literal('rispedisci'), Type.Literal('annulla')],
      {
        description:
          'Di un esito incerto: era partito, o si spedisce di nuovo. Di un invio in coda: non parte più',
      },
    ),
    motivo: Testo(1000, 'Perché'),
  },
  { ...stretto, $id: 'DecisioneInvio' },
);

export const Abbinamento = Type.Object(
  { invio: Id('Invio di cui è'), destinatario: Type.Optional(Id('Destinatario di cui parla')) },
  { ...stretto, $id: 'AbbinamentoRicevuta' },
);
