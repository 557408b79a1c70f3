import { Type, type Static } from 'typebox';
import { RichiestaInviata } from '#registrazione';
import { TIPI_MESSAGGIO, type TipoMessaggio } from '../messaggio/messaggio.ts';
import { Motivo } from './mittente.schema.ts';

const stretto = { additionalProperties: false };
const Istante = (description: string) => Type.String({ format: 'date-time', description });
const Testo = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, description });

export const STATI_MESSAGGIO = [
  'conservato',
  'quarantena',
  'da-esaminare',
  'accantonato',
  'trasmesso',
  'ricevuta',
  'servizio',
  'registrato',
  'allegato',
  'non-registrato',
  'restituito',
  'non-presentato',
] as const;
export type StatoMessaggio = (typeof STATI_MESSAGGIO)[number];
export const StatoMessaggio = Type.Unsafe<StatoMessaggio>(
  Type.Union(
    STATI_MESSAGGIO.map((s) => Type.Literal(s)),
    {
      description: 'Dove si trova: `conservato` se non ancora letto, `quarantena` se non si è potuto leggere',
    },
  ),
);

const Tipo = Type.Unsafe<TipoMessaggio>(
  Type.Union(
    TIPI_MESSAGGIO.map((t) => Type.Literal(t)),
    { description: 'Come in daticert.xml, o `posta-ordinaria`, `anomalia`, `illeggibile`' },
  ),
);
const Indirizzo = Type.Object({ indirizzo: Type.String(), nome: Type.Optional(Type.String()) });

export const Esito = Type.Object({
  codice: Type.String({ description: 'La regola, es. bes-16' }),
  esito: Type.Union([Type.Literal('conforme'), Type.Literal('non-conforme')]),
  allegato: Type.Optional(Type.String({ description: 'Parte del messaggio di cui si parla' })),
  testo: Type.String(),
});
export type Esito = Static<typeof Esito>;

export const Parte = Type.Object({
  percorso: Type.String({ description: 'Posto nel messaggio' }),
  nome: Type.String({ description: 'Come è stato inviato' }),
  tipoDichiarato: Type.String(),
  genere: Type.String(),
  dimensione: Type.Integer({ format: 'int64' }),
  impronta: Type.String({ description: 'SHA-256 esadecimale' }),
});
export type Parte = Static<typeof Parte>;

const Registrata = Type.Object({
  registro: Type.String(),
  anno: Type.Integer({ format: 'int32' }),
  numero: Type.String(),
});

const AZIONI = [
  'registra',
  'allega',
  'rifiuta',
  'comunica-rifiuto',
  'chiedi',
  'segna',
  'verifica',
  'non-registrare',
  'restituisci',
  'accantona',
  'riprendi',
  'trasmetti',
  'conferma',
  'rileggi',
] as const;
export type AzioneMessaggio = (typeof AZIONI)[number];
const AzioneMessaggio = Type.Unsafe<AzioneMessaggio>(Type.Union(AZIONI.map((a) => Type.Literal(a))));

const comune = {
  id: Type.String({ format: 'uuid' }),
  casella: Type.Object({ codice: Type.String(), indirizzo: Type.String(), genere: Type.String() }),
  tipo: Type.Optional(Tipo),
  stato: StatoMessaggio,
  mittente: Type.Optional(Indirizzo),
  destinatari: Type.Array(Indirizzo),
  oggetto: Type.String(),
  arrivatoIl: Istante('Quando è arrivato nella casella'),
  consegnatoIl: Type.Optional(Istante('Consegna certificata dal gestore (RN-23.1)')),
  conservatoIl: Istante('Quando il sistema lo ha conservato'),
  dimensione: Type.Integer({ format: 'int64', description: 'Byte del messaggio intero' }),
  impronta: Type.String({ description: 'SHA-256 del messaggio intero' }),
  allegati: Type.Array(Parte, { description: 'I file che porta' }),
  esiti: Type.Array(Esito, { description: 'Controlli: avvertono, non bloccano (AMB-18)' }),
  incompleto: Type.Boolean({
    description: 'Da posta ordinaria, senza la copia di un documento di identità (BES-10)',
  }),
  piuIstanze: Type.Boolean({ description: 'Chi lo esamina vi ha visto più istanze (RN-79.4a)' }),
  comunicazioneRifiuto: Type.Optional(
    Type.Object(
      {
        entro: Type.String({ format: 'date', description: 'Ultimo giorno per comunicarlo: 15 dall’arrivo' }),
        scaduta: Type.Boolean({ description: 'Il termine è passato e non lo si è comunicato' }),
        il: Type.Optional(Istante('Quando lo si è comunicato')),
        registrazione: Type.Optional(Registrata),
      },
      { description: 'Del rifiuto si dà comunicazione al mittente (RN-79.6)' },
    ),
  ),
  firma: Type.Optional(
    Type.String({ description: 'Firma del gestore: valida, non-valida, assente, non-riconosciuta' }),
  ),
  mittenteConosciuto: Type.Boolean({
    description: 'Ha già scritto o è in rubrica; altrimenti gli allegati si aprono con cautela (RN-11.5-7)',
  }),
  tipoMittente: Type.Optional(
    Type.Union([Type.Literal('pec'), Type.Literal('cec-pac'), Type.Literal('ordinario')], {
      description: 'Che indirizzo è quello di chi scrive: certificato, se lo garantisce il gestore (BES-8)',
    }),
  ),
  valoreLegale: Type.Optional(
    Type.Union([Type.Literal('raccomandata-ar'), Type.Literal('missiva-non-sottoscritta')], {
      description:
        'raccomandata-ar fra due PEC (CORI-8); missiva-non-sottoscritta se la busta non è valida o la casella è ordinaria (RN-17.2, RN-17.3); di ricevute e avvisi del gestore, nessuno',
    }),
  ),
  invio: Type.Optional(
    Type.Object(
      {
        parte: Type.Integer({ format: 'int32' }),
        parti: Type.Integer({ format: 'int32' }),
        mancanti: Type.Array(Type.Integer({ format: 'int32' })),
      },
      { description: 'INVIO x di n, con le parti che mancano (RN-82.1-2)' },
    ),
  ),
  doppione: Type.Optional(
    Type.String({ format: 'uuid', description: 'Lo stesso messaggio, arrivato prima' }),
  ),
  registrazione: Type.Optional(Registrata),
  trasmessoIl: Type.Optional(Istante('Quando l’ufficio lo ha trasmesso al protocollo (RN-17.4)')),
  motivo: Type.Optional(Type.String()),
  conclusoIl: Type.Optional(Istante('Quando se ne è deciso')),
  conclusoDa: Type.Optional(Type.String()),
};

export const VoceMessaggio = Type.Object(comune, { $id: 'VoceMessaggio' });
export type VoceMessaggio = Static<typeof VoceMessaggio>;

export const ElencoMessaggi = Type.Object(
  {
    items: Type.Array(VoceMessaggio),
    cursor: Type.Optional(Type.String()),
  },
  { $id: 'ElencoMessaggi' },
);
export type ElencoMessaggi = Static<typeof ElencoMessaggi>;

export const FiltroMessaggi = Type.Object(
  {
    casella: Type.Optional(Type.String({ maxLength: 20, description: 'Codice della casella' })),
    stato: Type.Optional(StatoMessaggio),
    tipo: Type.Optional(Tipo),
    daComunicare: Type.Optional(
      Type.Boolean({ description: 'Rifiutati di cui il mittente non sa ancora: dal termine più vicino' }),
    ),
    q: Type.Optional(Type.String({ maxLength: 200, description: 'Parole dell’oggetto o del mittente' })),
    cursor: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 200, default: 50 })),
  },
  stretto,
);
export type FiltroMessaggi = Static<typeof FiltroMessaggi>;

export const Messaggio = Type.Object(
  {
    ...comune,
    perConoscenza: Type.Array(Indirizzo),
    rispondiA: Type.Optional(Indirizzo),
    dataMessaggio: Type.Optional(Istante('Data scritta nel messaggio')),
    messageId: Type.Optional(Type.String()),
    identificativo: Type.Optional(Type.String({ description: 'Identificativo del gestore' })),
    firmaDettaglio: Type.Optional(
      Type.Object({
        esito: Type.String(),
        firmatario: Type.Optional(Type.String()),
        emittente: Type.Optional(Type.String()),
        motivo: Type.Optional(Type.String()),
      }),
    ),
    testo: Type.String(),
    html: Type.Optional(Type.String({ description: 'Ripulito: si mostra comunque in un riquadro isolato' })),
    avvisi: Type.Array(Type.String()),
    automatico: Type.Boolean(),
    verifica: Type.Optional(
      Type.Union([Type.Literal('positiva'), Type.Literal('negativa'), Type.Literal('ammesso')], {
        description: 'Integrità e leggibilità (RN-17.1-2)',
      }),
    ),
    proposta: Type.Optional(
      Type.Pick(
        RichiestaInviata,
        ['mittente', 'oggetto', 'mezzo', 'supporto', 'dataArrivo', 'collegamenti'],
        {
          description:
            'Da che cosa comincia la registrazione, finché del messaggio non si è deciso (RN-79.1b)',
        },
      ),
    ),
    scansioni: Type.Array(Type.String(), {
      description: 'Percorsi dei file che sono scansioni di originali sottoscritti (BES-13)',
    }),
    rifiutoProposto: Type.Optional(
      Type.Array(Type.String(), {
        description:
          'Motivi per cui si propone di rifiutarlo, quando vi si sono viste più istanze (RN-79.4a)',
      }),
    ),
    azioni: Type.Array(AzioneMessaggio, { description: 'Che cosa può farne chi lo legge' }),
    richiesteProposte: Type.Array(Motivo, {
      description: 'Che cosa si propone di chiedere al mittente (BES-10, BES-19)',
    }),
    precedente: Type.Optional(
      Type.Object(
        { ...Registrata.properties, tipo: Type.String(), oggetto: Type.String() },
        { description: 'Registrazione che integra, sostituisce o ripete (RN-82.2, RN-83.3)' },
      ),
    ),
    rispondeA: Type.Optional(
      Type.Object(
        {
          invio: Type.String({ format: 'uuid' }),
          oggetto: Type.String(),
          messaggio: Type.Optional(Type.String({ format: 'uuid' })),
          registrazione: Type.Optional(Registrata),
        },
        { description: 'La nostra richiesta a cui risponde (BES-19)' },
      ),
    ),
    richieste: Type.Array(
      Type.Object({
        invio: Type.String({ format: 'uuid' }),
        oggetto: Type.String(),
        chiestaIl: Istante('Quando'),
        stato: Type.String({ description: 'Come dell’invio' }),
        risposte: Type.Array(
          Type.Object({ id: Type.String({ format: 'uuid' }), oggetto: Type.String(), stato: StatoMessaggio }),
        ),
      }),
      { description: 'Che cosa si è chiesto al mittente, e che cosa ha risposto' },
    ),
    gruppo: Type.Array(
      Type.Object({
        id: Type.String({ format: 'uuid' }),
        parte: Type.Integer({ format: 'int32' }),
        stato: StatoMessaggio,
        registrazione: Type.Optional(Registrata),
      }),
      { description: 'Le altre parti dello stesso invio' },
    ),
    storia: Type.Array(
      Type.Object({
        istante: Istante('Quando'),
        evento: Type.String(),
        dettaglio: Type.Record(Type.String(), Type.Unknown()),
        attore: Type.String(),
      }),
    ),
  },
  { $id: 'Messaggio' },
);
export type Messaggio = Static<typeof Messaggio>;

export const NonRegistrazione = Type.Object(
  {
    motivo: Testo(2000, 'Perché non si registra'),
    categoria: Type.Optional(Testo(60, 'Categoria esclusa dalla registrazione (art. 38)')),
  },
  stretto,
);
export type NonRegistrazione = Static<typeof NonRegistrazione>;

export const Trasmissione = Type.Object(
  { nota: Type.Optional(Testo(2000, 'Che cosa si dice al protocollo')) },
  stretto,
);
export type Trasmissione = Static<typeof Trasmissione>;

export const RifiutoMessaggio = Type.Object(
  {
    motivi: Type.Array(Testo(500, 'Difformità'), {
      minItems: 1,
      maxItems: 20,
      description: 'Perché non è conforme',
    }),
  },
  { ...stretto, $id: 'RifiutoMessaggio' },
);
export type RifiutoMessaggio = Static<typeof RifiutoMessaggio>;

export const Verifica = Type.Object(
  {
    ammesso: Type.Boolean({ description: 'Si registra comunque, nonostante l’esito negativo' }),
    motivo: Testo(2000, 'Che cosa si è verificato'),
  },
  stretto,
);
export type Verifica = Static<typeof Verifica>;

export const Allegazione = Type.Object(
  {
    registro: Type.String({ pattern: '^[A-Za-z0-9_.-]{1,16}$' }),
    anno: Type.Integer({ format: 'int32', minimum: 2000, maximum: 9999 }),
    numero: Type.Integer({ format: 'int64', minimum: 1 }),
    motivo: Type.Optional(Testo(2000, 'Che cosa porta alla registrazione')),
  },
  { ...stretto, description: 'La registrazione a cui il messaggio si unisce' },
);
export type Allegazione = Static<typeof Allegazione>;

export const RegistrazioneDaMessaggio = Type.Object(
  {
    registro: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_.-]{1,16}$', default: 'PG' })),
    documentoPrincipale: Type.Optional(
      Type.String({ maxLength: 200, description: 'Percorso della parte; senza, il messaggio stesso' }),
    ),
    allegati: Type.Optional(
      Type.Array(Type.String({ maxLength: 200 }), { maxItems: 500, description: 'Percorsi; senza, tutti' }),
    ),
    dati: Type.Optional(
      Type.Partial(Type.Omit(RichiestaInviata, ['documentoPrincipale', 'allegati', 'flusso']), {
        ...stretto,
        description: 'Come in una registrazione; ciò che manca viene dal messaggio',
      }),
    ),
  },
  { ...stretto, $id: 'RegistrazioneDaMessaggio' },
);
export type RegistrazioneDaMessaggio = Static<typeof RegistrazioneDaMessaggio>;

export const RiletturaCasella = Type.Object(
  {
    dal: Type.String({
      format: 'date-time',
      description: 'Da quando: conta il momento in cui il messaggio è stato conservato',
    }),
  },
  { additionalProperties: false, $id: 'RiletturaCasella' },
);
export const DaRileggere = Type.Object({
  messaggi: Type.Integer({ format: 'int64', minimum: 0, description: 'Messaggi che si rileggeranno' }),
});
