import { NuovaAssegnazione } from '#assegnazioni';
import { Corrispondente } from '#corrispondenti';
import { Type, type Static } from 'typebox';

/**
 * Shapes of the requests and answers about registrations: validation, OpenAPI and types come from here. Names are
 * those of the AgID schema in lowerCamel (`protocolloMittente`, `oggetto`).
 */

const stretto = { additionalProperties: false };
const Testo = (max: number, descrizione: string) =>
  Type.String({ minLength: 1, maxLength: max, description: descrizione });
const Giorno = (descrizione: string) => Type.String({ format: 'date', description: descrizione });
const Istante = (descrizione: string) => Type.String({ format: 'date-time', description: descrizione });

export const Flusso = Type.Union([Type.Literal('E'), Type.Literal('U'), Type.Literal('I')], {
  description: 'E entrata (Arrivo), U uscita (Partenza), I interno',
});

export const TipoCollegamento = Type.Union([
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
export type TipoCollegamento = Static<typeof TipoCollegamento>;

const Riferimento = Type.Object(
  {
    anno: Type.Integer({ format: 'int32', minimum: 2000, maximum: 9999 }),
    numero: Type.Integer({ format: 'int64', minimum: 1 }),
  },
  { ...stretto, description: 'Anno e numero di una registrazione dello stesso registro' },
);

/** How widely a document may be known (RN-A.10). */
export const Riservatezza = Type.Union(
  [Type.Literal('pubblico'), Type.Literal('ordinario'), Type.Literal('limitato'), Type.Literal('riservato')],
  {
    description:
      'pubblico: tutto il personale; ordinario: gli uffici interessati e chi vede l’intero registro; limitato: solo gli uffici interessati; riservato: solo i responsabili di quegli uffici e le persone a cui è assegnato, dicendo perché lo leggono',
  },
);
export type Riservatezza = Static<typeof Riservatezza>;

const protezione = {
  riservatezza: Type.Optional(Riservatezza),
  datiParticolari: Type.Optional(
    Type.Boolean({
      description: 'Contiene dati particolari: lo vede solo chi è incaricato di trattarli (RN-A.9)',
    }),
  ),
  datiGiudiziari: Type.Optional(
    Type.Boolean({
      description: 'Contiene dati giudiziari: lo vede solo chi è incaricato di trattarli (RN-A.9)',
    }),
  ),
};

const CodiceRegistro = (descrizione: string) =>
  Type.String({ pattern: '^[A-Za-z0-9_.-]{1,16}$', description: descrizione });

/** One of the originals of a paper document (RN-47.4-2). */
export const Originale = Type.Object(
  {
    dove: Type.Union([Type.Literal('repertorio'), Type.Literal('fascicolo'), Type.Literal('altro')]),
    luogo: Testo(300, 'Dove si trova: stanza, armadio, faldone'),
  },
  stretto,
);
export type Originale = Static<typeof Originale>;
const Originali = Type.Array(Originale, {
  maxItems: 20,
  description: 'Originali cartacei di un documento di repertorio, almeno due, con il loro luogo (RN-47.4-2)',
});

const Allegato = Type.Object(
  {
    documento: Type.Optional(
      Type.String({ format: 'uuid', description: 'Documento caricato; assente se l’allegato è di carta' }),
    ),
    descrizione: Type.Optional(Testo(500, 'Descrizione dell’allegato')),
    tipo: Type.Optional(Testo(60, 'Tipo di allegato')),
  },
  stretto,
);

export const RichiestaRegistrazione = Type.Object(
  {
    flusso: Flusso,
    oggetto: Type.String({ maxLength: 8000, description: 'Uno solo, conciso ma esauriente (RN-12.3a)' }),
    supporto: Type.Optional(
      Type.Union([Type.Literal('digitale'), Type.Literal('analogico')], { default: 'digitale' }),
    ),
    analogico: Type.Optional(
      Type.Object(
        {
          esemplare: Type.Union([Type.Literal('originale'), Type.Literal('copia')]),
          unico: Type.Boolean({ description: 'Esemplare unico' }),
          disponibile: Type.Boolean({ description: 'Il documento cartaceo è presso l’ufficio (RN-28.2)' }),
        },
        stretto,
      ),
    ),
    mittente: Type.Optional(Corrispondente),
    mittenti: Type.Optional(Type.Array(Corrispondente, { maxItems: 100 })),
    destinatari: Type.Optional(Type.Array(Corrispondente, { maxItems: 10000 })),
    perConoscenza: Type.Optional(Type.Array(Corrispondente, { maxItems: 10000 })),
    mezzo: Type.Optional(
      Type.String({ maxLength: 40, description: 'Codice del mezzo di ricezione o spedizione (GET /mezzi)' }),
    ),
    numeroRaccomandata: Type.Optional(Testo(60, 'Numero della raccomandata')),
    protocolloMittente: Type.Optional(
      Type.Object(
        {
          numero: Testo(100, 'Numero di protocollo del mittente'),
          data: Type.Optional(Giorno('Data del protocollo del mittente')),
        },
        stretto,
      ),
    ),
    dataArrivo: Type.Optional(
      Istante('Quando il documento è stato presentato, distinto da quando è registrato (AMB-21)'),
    ),
    dataDocumento: Type.Optional(Giorno('Data scritta sul documento')),
    luogo: Type.Optional(Testo(300, 'Luogo di provenienza o di destinazione')),
    classificazione: Type.Optional(
      Type.String({ maxLength: 20, description: 'Codice della voce di titolario, es. VI.3' }),
    ),
    unitaCompetente: Type.Optional(
      Type.String({
        maxLength: 60,
        description: 'Codice della UU competente: è l’assegnazione per competenza',
      }),
    ),
    assegnazioni: Type.Optional(
      Type.Array(NuovaAssegnazione, {
        maxItems: 200,
        description:
          'Uffici e persone a cui il documento va, con la registrazione stessa: uno per competenza, gli altri per conoscenza (RN-33.2, RN-58.1)',
      }),
    ),
    coda: Type.Optional(
      Type.String({
        format: 'uuid',
        description:
          'Voce della coda che questa registrazione fa uscire; va nel fascicolo indicato dall’ufficio',
      }),
    ),
    rpa: Type.Optional(Testo(200, 'Responsabile del procedimento amministrativo')),
    note: Type.Optional(Testo(8000, 'Annotazioni')),
    documentoPrincipale: Type.Optional(Type.String({ format: 'uuid' })),
    allegati: Type.Optional(
      Type.Array(Type.Union([Type.String({ format: 'uuid' }), Allegato]), {
        maxItems: 500,
        description: 'Documenti caricati, o allegati di carta descritti',
      }),
    ),
    allegatiDichiarati: Type.Optional(
      Type.Integer({
        format: 'int32',
        minimum: 0,
        maximum: 9999,
        description: 'Quanti allegati il mittente dichiara (RN-69.1)',
      }),
    ),
    anonimo: Type.Optional(Type.Boolean({ description: 'Documento anonimo (RN-66.1)' })),
    nonSottoscritto: Type.Optional(
      Type.Boolean({ description: 'Documento con mittente ma senza firma (RN-66.2)' }),
    ),
    copiaDi: Type.Optional(Riferimento),
    collegamenti: Type.Optional(
      Type.Array(
        Type.Object(
          {
            tipo: TipoCollegamento,
            registro: Type.Optional(CodiceRegistro('Registro dell’altra, se diverso da questo')),
            anno: Riferimento.properties.anno,
            numero: Riferimento.properties.numero,
          },
          stretto,
        ),
        { maxItems: 100 },
      ),
    ),
    giaRegistrato: Type.Optional(
      Type.Object(
        { registro: CodiceRegistro('Codice del registro'), ...Riferimento.properties },
        {
          ...stretto,
          description:
            'Lo stesso documento è già lì: a protocollo e in un repertorio insieme solo se pervenuto per raccomandata (RN-39.1-3, RN-64.1)',
        },
      ),
    ),
    originali: Type.Optional(Originali),
    ...protezione,
    garaFinoA: Type.Optional(
      Istante('Apertura delle offerte: fino ad allora il contenuto è chiuso per tutti'),
    ),
    fascicoli: Type.Optional(
      Type.Array(Type.String({ pattern: String.raw`^[1-9][0-9]{0,14}(\.[1-9][0-9]{0,3}){0,2}$` }), {
        maxItems: 50,
        uniqueItems: true,
        description:
          'Numeri dei fascicoli in cui il documento va con la registrazione stessa, es. 1207 (RN-42b.3)',
      }),
    ),
    confermaAltraClasse: Type.Optional(
      Type.Boolean({ description: 'Anche se la classe del fascicolo è un’altra (RN-43.2)' }),
    ),
    categoriaEsclusa: Type.Optional(
      Type.String({
        maxLength: 60,
        description: 'Categoria esclusa dalla registrazione, se il documento vi appartiene (art. 38)',
      }),
    ),
  },
  stretto,
);
export type RichiestaRegistrazione = Static<typeof RichiestaRegistrazione>;

/** As it is sent: in a repertorio the flusso may be left out (`completaRichiesta`). */
export const RichiestaInviata = Type.Object(
  {
    ...RichiestaRegistrazione.properties,
    flusso: Type.Optional(
      Type.Union([Type.Literal('E'), Type.Literal('U'), Type.Literal('I')], {
        description:
          'E entrata, U uscita, I interno: obbligatorio a protocollo; in un repertorio, se assente, I',
      }),
    ),
  },
  stretto,
);
export type RichiestaInviata = Static<typeof RichiestaInviata>;

export const DocumentoRegistrato = Type.Object({
  id: Type.Optional(Type.String({ format: 'uuid', description: 'Assente per un allegato di carta' })),
  descrizione: Type.Optional(Type.String()),
  tipo: Type.Optional(Type.String()),
  nomeFile: Type.Optional(Type.String()),
  formato: Type.Optional(Type.String()),
  dimensione: Type.Optional(Type.Integer({ format: 'int64' })),
  impronta: Type.Optional(Type.String({ description: 'SHA-256 esadecimale' })),
  algoritmo: Type.Optional(Type.String()),
});
export type DocumentoRegistrato = Static<typeof DocumentoRegistrato>;

const CorrispondenteRegistrato = Type.Object({
  ...Corrispondente.properties,
  tipo: Type.String({ description: 'PF, PG, PAI, PAE o anonimo' }),
  nominativo: Type.String({ description: 'Come si legge nel registro' }),
});
export type CorrispondenteRegistrato = Static<typeof CorrispondenteRegistrato>;

const Classificazione = Type.Object({ codice: Type.String(), denominazione: Type.String() });
const Unita = Type.Object({
  codice: Type.String(),
  denominazione: Type.String({ description: 'Come si chiamava il giorno della registrazione' }),
  percorso: Type.Optional(
    Type.Array(Type.String(), {
      description: 'Dall’Area all’unità, nell’organigramma del giorno della registrazione (RN-36.1)',
    }),
  ),
});

/** One registration, whole. Lists of recipients are cut at 100: `totaleDestinatari` says how many, `…/corrispondenti` pages them. */
export const Registrazione = Type.Object({
  registro: Type.String(),
  anno: Type.Integer({ format: 'int32' }),
  numero: Type.String({ pattern: '^[0-9]{7,}$' }),
  dataRegistrazione: Istante('Istante di registrazione, ora di Roma con scostamento'),
  stato: Type.Union([Type.Literal('valida'), Type.Literal('annullata')]),
  flusso: Flusso,
  oggetto: Type.String({ description: 'Valore in vigore (dopo le rettifiche)' }),
  segnatura: Type.String(),
  codiceBarre: Type.String(),
  diciture: Type.Array(Type.String()),
  supporto: Type.String(),
  analogico: Type.Optional(Type.Object({ esemplare: Type.String(), unico: Type.Boolean() })),
  mittenti: Type.Array(CorrispondenteRegistrato),
  destinatari: Type.Array(CorrispondenteRegistrato),
  perConoscenza: Type.Array(CorrispondenteRegistrato),
  totaleMittenti: Type.Integer({ format: 'int32' }),
  totaleDestinatari: Type.Integer({ format: 'int32' }),
  totalePerConoscenza: Type.Integer({ format: 'int32' }),
  protocolloMittente: Type.Optional(
    Type.Object({ numero: Type.String(), data: Type.Optional(Type.String()) }),
  ),
  dataArrivo: Type.Optional(Type.String()),
  documentoPrincipale: Type.Optional(DocumentoRegistrato),
  allegati: Type.Array(DocumentoRegistrato),
  allegatiDichiarati: Type.Optional(Type.Integer({ format: 'int32' })),
  mezzo: Type.Optional(Type.String()),
  numeroRaccomandata: Type.Optional(Type.String()),
  dataDocumento: Type.Optional(Type.String()),
  luogo: Type.Optional(Type.String()),
  classificazione: Type.Optional(Classificazione),
  unitaCompetente: Type.Optional(Unita),
  rpa: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
  originali: Type.Array(Originale, { description: 'Originali cartacei e loro luogo (RN-47.4-2)' }),
  riservatezza: Riservatezza,
  datiParticolari: Type.Boolean(),
  datiGiudiziari: Type.Boolean(),
  garaFinoA: Type.Optional(Type.String({ description: 'Apertura delle offerte' })),
  contenutoNonConsultabile: Type.Optional(
    Type.String({
      description: 'Perché i file non si possono leggere: documento.solo-estremi, documento.gara-in-corso',
    }),
  ),
  collegamenti: Type.Array(
    Type.Object({
      tipo: Type.String(),
      verso: Type.Union([Type.Literal('da'), Type.Literal('a')], {
        description: 'a: questa registrazione rimanda all’altra; da: è l’altra a rimandare a questa',
      }),
      registro: Type.String({ description: 'Codice del registro dell’altra' }),
      anno: Type.Integer({ format: 'int32' }),
      numero: Type.String(),
      oggetto: Type.String(),
    }),
  ),
  annullamento: Type.Optional(
    Type.Object({
      istante: Type.String(),
      motivazione: Type.String(),
      atto: Type.Object({ numero: Type.String(), data: Type.String() }),
      operatore: Type.String(),
    }),
  ),
  rettifiche: Type.Array(
    Type.Object({
      campo: Type.String(),
      prima: Type.Unknown(),
      dopo: Type.Unknown(),
      istante: Type.String(),
      motivazione: Type.String(),
      operatore: Type.String(),
    }),
    { description: 'Valori sostituiti, sempre visibili accanto ai nuovi (art. 57)' },
  ),
  richiesteAperte: Type.Integer({
    format: 'int32',
    description: 'Richieste di annullamento o rettifica in attesa',
  }),
  avvisi: Type.Array(Type.String(), {
    description: 'Osservazioni che non hanno impedito la registrazione',
  }),
  operatore: Type.String(),
  unita: Unita,
  versione: Type.Integer({
    format: 'int32',
    description: 'Versione dei dati facoltativi, da rimandare quando si modificano',
  }),
  urlVerifica: Type.String({ description: 'Pagina pubblica di verifica' }),
  foglia: Type.Object(
    { posizione: Type.Integer({ format: 'int64' }), impronta: Type.String() },
    {
      description:
        'Foglia del registro verificabile: con la sua impronta se ne prova la presenza dopo la chiusura',
    },
  ),
  _links: Type.Record(Type.String(), Type.Object({ href: Type.String() })),
});
export type Registrazione = Static<typeof Registrazione>;

export const VoceElenco = Type.Object({
  anno: Type.Integer({ format: 'int32' }),
  numero: Type.String(),
  dataRegistrazione: Type.String(),
  flusso: Flusso,
  oggetto: Type.String(),
  corrispondenti: Type.String({
    description: 'Mittenti (E) o destinatari (U, I), i primi in chiaro e il conto degli altri',
  }),
  stato: Type.Union([Type.Literal('valida'), Type.Literal('annullata')]),
  rettificata: Type.Boolean(),
  mezzo: Type.Optional(Type.String()),
  classificazione: Type.Optional(Type.String()),
  unitaCompetente: Type.Optional(Type.String()),
  numeroAllegati: Type.Integer({ format: 'int32' }),
  riservatezza: Type.Optional(Riservatezza),
  datiParticolari: Type.Optional(Type.Boolean()),
  datiGiudiziari: Type.Optional(Type.Boolean()),
  garaFinoA: Type.Optional(Type.String({ description: 'Se l’apertura delle offerte deve ancora venire' })),
});
export type VoceElenco = Static<typeof VoceElenco>;

export const Elenco = Type.Object({
  items: Type.Array(VoceElenco),
  cursor: Type.Optional(
    Type.String({ description: 'Da rimandare per avere la pagina seguente; assente all’ultima' }),
  ),
  totale: Type.Integer({
    format: 'int32',
    description: 'Quante in tutto, contate al massimo fino a 10.000',
  }),
  totaleLimitato: Type.Boolean({ description: 'Vero se sono più di 10.000' }),
});
export type Elenco = Static<typeof Elenco>;

export const FiltroElenco = Type.Object(
  {
    q: Type.Optional(
      Type.String({
        maxLength: 500,
        description: 'Testo libero: oggetto, corrispondenti, note, protocollo del mittente',
      }),
    ),
    dal: Type.Optional(Giorno('Data di registrazione, dal giorno')),
    al: Type.Optional(Giorno('al giorno compreso')),
    flusso: Type.Optional(Flusso),
    corrispondente: Type.Optional(
      Type.String({
        maxLength: 300,
        description: 'Codice fiscale intero, o parole del nome o della denominazione, anche solo iniziate',
      }),
    ),
    mezzo: Type.Optional(Type.String({ maxLength: 40 })),
    classificazione: Type.Optional(
      Type.String({ maxLength: 20, description: 'Codice; comprende le voci sottostanti' }),
    ),
    stato: Type.Optional(
      Type.Union([Type.Literal('valida'), Type.Literal('annullata'), Type.Literal('rettificata')]),
    ),
    luogo: Type.Optional(Type.String({ maxLength: 300, description: 'Parole, anche solo iniziate' })),
    rpa: Type.Optional(Type.String({ maxLength: 200, description: 'Parole, anche solo iniziate' })),
    protocolloMittente: Type.Optional(Type.String({ maxLength: 100, description: 'Numero intero' })),
    numero: Type.Optional(
      Type.Integer({
        format: 'int64',
        minimum: 1,
        description: 'Numero di registrazione; senza anno, di ogni anno',
      }),
    ),
    anno: Type.Optional(Type.Integer({ format: 'int32', minimum: 2000, maximum: 2100 })),
    oggetto: Type.Optional(
      Type.String({ maxLength: 300, description: 'Parole dell’oggetto, anche solo iniziate' }),
    ),
    fascicolo: Type.Optional(
      Type.String({
        pattern: String.raw`^[1-9][0-9]{0,14}(\.[1-9][0-9]{0,3}){0,2}$`,
        description: 'Numero del fascicolo, con le sue parti',
      }),
    ),
    ufficio: Type.Optional(
      Type.String({ maxLength: 60, description: 'Codice dell’ufficio competente, o a cui è assegnato' }),
    ),
    cursor: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 200, default: 50 })),
  },
  stretto,
);
export type FiltroElenco = Static<typeof FiltroElenco>;

/** `PATCH …/{anno}/{numero}` (merge patch): only optional data; null clears a field. */
export const ModificaFacoltativi = Type.Object(
  {
    versione: Type.Integer({ format: 'int32', minimum: 1 }),
    mezzo: Type.Optional(Type.Union([Type.String({ maxLength: 40 }), Type.Null()])),
    numeroRaccomandata: Type.Optional(Type.Union([Testo(60, 'Numero della raccomandata'), Type.Null()])),
    luogo: Type.Optional(Type.Union([Testo(300, 'Luogo'), Type.Null()])),
    classificazione: Type.Optional(Type.Union([Type.String({ maxLength: 20 }), Type.Null()])),
    unitaCompetente: Type.Optional(Type.Union([Type.String({ maxLength: 60 }), Type.Null()])),
    rpa: Type.Optional(Type.Union([Testo(200, 'RPA'), Type.Null()])),
    note: Type.Optional(Type.Union([Testo(8000, 'Note'), Type.Null()])),
    dataDocumento: Type.Optional(Type.Union([Giorno('Data del documento'), Type.Null()])),
    originali: Type.Optional(Originali),
    ...protezione,
    garaFinoA: Type.Optional(Type.Union([Istante('Apertura delle offerte'), Type.Null()])),
    motivoRiservatezza: Type.Optional(
      Type.String({ maxLength: 2000, description: 'Perché si toglie una protezione: senza, non si può' }),
    ),
  },
  stretto,
);
export type ModificaFacoltativi = Static<typeof ModificaFacoltativi>;

const Atto = Type.Object({ numero: Testo(100, 'Numero dell’atto'), data: Giorno('Data dell’atto') }, stretto);

export const RichiestaAnnullamento = Type.Object(
  { motivazione: Type.String({ maxLength: 4000 }), atto: Type.Optional(Atto) },
  stretto,
);
export type RichiestaAnnullamento = Static<typeof RichiestaAnnullamento>;

export const CampoRettificabile = Type.Union([
  Type.Literal('oggetto'),
  Type.Literal('mittenti'),
  Type.Literal('destinatari'),
  Type.Literal('perConoscenza'),
  Type.Literal('protocolloMittente'),
  Type.Literal('dataArrivo'),
]);
export type CampoRettificabile = Static<typeof CampoRettificabile>;

export const RichiestaRettifica = Type.Object(
  {
    campo: CampoRettificabile,
    valore: Type.Unknown({ description: 'Nuovo valore, nella forma che il campo ha nella registrazione' }),
    motivazione: Type.String({ maxLength: 4000 }),
  },
  stretto,
);
export type RichiestaRettifica = Static<typeof RichiestaRettifica>;

/** A request of annullamento or rettifica. From the RSP or a delegate it comes back already `autorizzata`. */
export const Provvedimento = Type.Object({
  id: Type.String({ format: 'uuid' }),
  registro: Type.String(),
  anno: Type.Integer({ format: 'int32' }),
  numero: Type.String(),
  oggetto: Type.String(),
  tipo: Type.Union([Type.Literal('annullamento'), Type.Literal('rettifica')]),
  campo: Type.Optional(Type.String()),
  prima: Type.Optional(Type.Unknown()),
  valore: Type.Optional(Type.Unknown()),
  motivazione: Type.String(),
  atto: Type.Optional(Type.Object({ numero: Type.String(), data: Type.String() })),
  richiestaDa: Type.String(),
  richiestaIl: Type.String(),
  stato: Type.Union([
    Type.Literal('in-attesa'),
    Type.Literal('autorizzata'),
    Type.Literal('respinta'),
    Type.Literal('ritirata'),
  ]),
  decisaDa: Type.Optional(Type.String()),
  decisaIl: Type.Optional(Type.String()),
  motivoDecisione: Type.Optional(Type.String()),
});
export type Provvedimento = Static<typeof Provvedimento>;

export const Decisione = Type.Object(
  {
    esito: Type.Union([Type.Literal('autorizzata'), Type.Literal('respinta')]),
    motivazione: Type.Optional(Type.String({ maxLength: 4000 })),
    atto: Type.Optional(Atto),
  },
  stretto,
);
export type Decisione = Static<typeof Decisione>;

export const EventoStoria = Type.Object({
  istante: Type.String(),
  tipo: Type.String({
    description:
      'registrazione, variazione, rettifica, annullamento, richiesta, decisione, collegamento, fascicolazione, spostamento, toglimento',
  }),
  titolo: Type.String({ description: 'Che cosa è successo, in italiano' }),
  attore: Type.String(),
  unita: Type.Optional(Type.String()),
  campo: Type.Optional(Type.String()),
  prima: Type.Optional(Type.Unknown()),
  dopo: Type.Optional(Type.Unknown()),
  motivazione: Type.Optional(Type.String()),
  atto: Type.Optional(Type.Object({ numero: Type.String(), data: Type.String() })),
  foglia: Type.Optional(
    Type.Object({ posizione: Type.Integer({ format: 'int64' }), impronta: Type.String() }),
  ),
});
export type EventoStoria = Static<typeof EventoStoria>;

/** Possible duplicates, shown before registering (RN-52.5). */
export const RichiestaSimili = Type.Object(
  {
    protocolloMittente: Type.Optional(
      Type.Object(
        { numero: Type.String({ maxLength: 100 }), data: Type.Optional(Type.String({ format: 'date' })) },
        stretto,
      ),
    ),
    documenti: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 501 })),
  },
  stretto,
);
export type RichiestaSimili = Static<typeof RichiestaSimili>;

export const Simile = Type.Object({
  anno: Type.Integer({ format: 'int32' }),
  numero: Type.String(),
  dataRegistrazione: Type.String(),
  oggetto: Type.String(),
  corrispondenti: Type.String(),
  motivo: Type.Union([Type.Literal('stessa-impronta'), Type.Literal('stesso-protocollo-mittente')]),
  documento: Type.Optional(Type.String({ description: 'Nome del file che ha la stessa impronta' })),
});
export type Simile = Static<typeof Simile>;

/** Why a reserved document is read (RN-A.10). */
export const MotivoLettura = Type.Object(
  { motivo: Type.String({ maxLength: 2000, description: 'Perché si legge: resta scritto' }) },
  stretto,
);
export const LetturaAmmessa = Type.Object({
  finoA: Type.String({ description: 'Fino a quando il documento si può leggere senza dirlo di nuovo' }),
});
