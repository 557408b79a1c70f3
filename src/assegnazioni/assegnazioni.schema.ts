import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const Testo = (max: number, descrizione: string) =>
  Type.String({ minLength: 1, maxLength: max, pattern: String.raw`\S`, description: descrizione });

export const Titolo = Type.Union([Type.Literal('competenza'), Type.Literal('conoscenza')], {
  description: 'Per competenza (un ufficio solo) o per conoscenza',
});

export const StatoAssegnazione = Type.Union(
  [
    Type.Literal('assegnata'),
    Type.Literal('smistata'),
    Type.Literal('in-carico'),
    Type.Literal('rinviata'),
    Type.Literal('archiviata'),
    Type.Literal('revocata'),
  ],
  {
    description:
      'assegnata: scelta, non inviata; smistata: inviata, la carta attende il ritiro; in-carico: entrata nell’ufficio; poi rinviata alla UOP, archiviata o revocata',
  },
);
export type StatoAssegnazione = Static<typeof StatoAssegnazione>;

/** To whom a document goes. */
export const NuovaAssegnazione = Type.Object(
  {
    unita: Type.String({ maxLength: 60, description: 'Codice dell’ufficio utente (UU)' }),
    persona: Type.Optional(Type.String({ format: 'uuid', description: 'Una persona di quell’ufficio' })),
    titolo: Titolo,
    nota: Type.Optional(Testo(2000, 'Nota per l’ufficio')),
    scadenza: Type.Optional(Type.String({ format: 'date', description: 'Entro quando' })),
  },
  stretto,
);
export type NuovaAssegnazione = Static<typeof NuovaAssegnazione>;

export const NuoveAssegnazioni = Type.Object(
  {
    assegnazioni: Type.Array(NuovaAssegnazione, { minItems: 1, maxItems: 200 }),
    smista: Type.Optional(
      Type.Boolean({
        default: true,
        description: 'Invia subito; altrimenti lo smistamento è un passo a parte',
      }),
    ),
    rinvio: Type.Optional(
      Type.String({ format: 'uuid', description: 'Assegnazione rinviata a cui queste danno seguito' }),
    ),
  },
  stretto,
);
export type NuoveAssegnazioni = Static<typeof NuoveAssegnazioni>;

const Nominata = Type.Object({ codice: Type.String(), denominazione: Type.String() });
const Persona = Type.Object({ id: Type.String({ format: 'uuid' }), nome: Type.String() });

export const Azione = Type.Union(
  [
    Type.Literal('smista'),
    Type.Literal('conferma'),
    Type.Literal('rinvia'),
    Type.Literal('subassegna'),
    Type.Literal('archivia'),
    Type.Literal('riapri'),
    Type.Literal('revoca'),
    Type.Literal('modifica'),
    Type.Literal('evadi-rinvio'),
    Type.Literal('autorizza-ritiro'),
  ],
  { description: 'Ciò che chi chiede può fare ora' },
);
export type Azione = Static<typeof Azione>;

export const Assegnazione = Type.Object({
  id: Type.String({ format: 'uuid' }),
  documento: Type.Object({
    registro: Type.String(),
    anno: Type.Integer({ format: 'int32' }),
    numero: Type.String(),
    dataRegistrazione: Type.String(),
    flusso: Type.String(),
    supporto: Type.String(),
    oggetto: Type.String(),
    corrispondenti: Type.String(),
    classificazione: Type.Optional(Type.String()),
    annullata: Type.Boolean(),
  }),
  unita: Nominata,
  persona: Type.Optional(Persona),
  titolo: Titolo,
  stato: StatoAssegnazione,
  subassegnata: Type.Boolean({ description: 'Data dal responsabile a una persona dell’ufficio' }),
  origine: Type.Optional(
    Type.String({
      format: 'uuid',
      description: 'L’assegnazione da cui questa è nata: subassegnazione, o dopo un rinvio',
    }),
  ),
  nota: Type.Optional(Type.String()),
  scadenza: Type.Optional(Type.String()),
  assegnataIl: Type.String(),
  assegnataDa: Type.String(),
  smistataIl: Type.Optional(Type.String()),
  inCaricoIl: Type.Optional(Type.String()),
  confermataIl: Type.Optional(Type.String()),
  conclusaIl: Type.Optional(Type.String()),
  rinvio: Type.Optional(
    Type.Object({
      motivo: Type.String(),
      bustaChiusa: Type.Boolean(),
      evasoIl: Type.Optional(Type.String({ description: 'Quando la UOP vi ha dato seguito' })),
    }),
  ),
  ritiroAutorizzato: Type.Optional(
    Type.Object({ il: Type.String(), da: Type.String(), motivo: Type.String() }),
  ),
  versione: Type.Integer({ format: 'int32' }),
  azioni: Type.Array(Azione),
});
export type Assegnazione = Static<typeof Assegnazione>;

export const Passo = Type.Object({
  istante: Type.String(),
  passo: Type.String(),
  titolo: Type.String({ description: 'Che cosa è successo, in italiano' }),
  operatore: Type.String({ description: '«sistema» dove nessuno l’ha fatto a mano' }),
  perContoDi: Type.Optional(Type.String()),
  unita: Type.Optional(Type.String({ description: 'Ufficio per cui ha agito' })),
  assegnazione: Type.String({ format: 'uuid' }),
  verso: Type.String({ description: 'Ufficio, e persona, dell’assegnazione' }),
  motivo: Type.Optional(Type.String()),
  dettaglio: Type.Record(Type.String(), Type.Unknown()),
});
export type Passo = Static<typeof Passo>;

export const AssegnazioniDelDocumento = Type.Object({
  items: Type.Array(Assegnazione),
  passi: Type.Array(Passo, { description: 'Ogni passo, in ordine (RN-33.6)' }),
  termini: Type.Object({
    decorrenza: Type.String({ description: 'Data di protocollazione, qualunque cosa accada dopo (RN-33.5)' }),
    giorni: Type.Integer({ format: 'int32', description: 'Giorni trascorsi da allora a oggi' }),
  }),
  puoAssegnare: Type.Boolean(),
});
export type AssegnazioniDelDocumento = Static<typeof AssegnazioniDelDocumento>;

const Versione = Type.Optional(
  Type.Integer({
    format: 'int32',
    minimum: 1,
    description: 'Quella letta: chi è arrivato prima non è sovrascritto',
  }),
);
export const Comando = Type.Object(
  { versione: Versione, nota: Type.Optional(Testo(2000, 'Annotazione')) },
  stretto,
);
export type Comando = Static<typeof Comando>;
export const Archiviazione = Type.Object(
  {
    ...Comando.properties,
    duplicato: Type.Optional(
      Type.Boolean({ description: 'Perché è lo stesso documento di un’altra registrazione (RN-83.3)' }),
    ),
  },
  stretto,
);
export type Archiviazione = Static<typeof Archiviazione>;
export const ConMotivo = Type.Object({ versione: Versione, motivo: Testo(2000, 'Perché') }, stretto);
export type ConMotivo = Static<typeof ConMotivo>;
export const Rinvio = Type.Object(
  {
    versione: Versione,
    motivo: Testo(2000, 'Perché il documento torna alla UOP'),
    bustaChiusa: Type.Optional(
      Type.Boolean({ description: 'Riservata o personale, recapitata per errore e non aperta (RN-20.2)' }),
    ),
  },
  stretto,
);
export type Rinvio = Static<typeof Rinvio>;
export const Subassegnazione = Type.Object(
  {
    versione: Versione,
    persone: Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 50, uniqueItems: true }),
    nota: Type.Optional(Testo(2000, 'Nota per la persona')),
    scadenza: Type.Optional(Type.String({ format: 'date' })),
  },
  stretto,
);
export type Subassegnazione = Static<typeof Subassegnazione>;
export const ModificaAssegnazione = Type.Object(
  {
    versione: Type.Integer({ format: 'int32', minimum: 1 }),
    nota: Type.Optional(Type.Union([Testo(2000, 'Nota'), Type.Null()])),
    scadenza: Type.Optional(Type.Union([Type.String({ format: 'date' }), Type.Null()])),
  },
  stretto,
);
export type ModificaAssegnazione = Static<typeof ModificaAssegnazione>;

export const OperazioneInBlocco = Type.Object(
  {
    operazione: Type.Union([
      Type.Literal('smista'),
      Type.Literal('conferma'),
      Type.Literal('rinvia'),
      Type.Literal('archivia'),
      Type.Literal('riapri'),
      Type.Literal('revoca'),
      Type.Literal('subassegna'),
    ]),
    assegnazioni: Type.Array(
      Type.Object({ id: Type.String({ format: 'uuid' }), versione: Versione }, stretto),
      { minItems: 1, maxItems: 200 },
    ),
    motivo: Type.Optional(Testo(2000, 'Per rinvia e revoca')),
    persone: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: 50 })),
    scadenza: Type.Optional(Type.String({ format: 'date' })),
    nota: Type.Optional(Testo(2000, 'Annotazione')),
  },
  stretto,
);
export type OperazioneInBlocco = Static<typeof OperazioneInBlocco>;

export const EsitoInBlocco = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String({ format: 'uuid' }),
      fatto: Type.Boolean(),
      codice: Type.Optional(Type.String({ description: 'Del rifiuto' })),
      dettaglio: Type.Optional(Type.String()),
      assegnazione: Type.Optional(Assegnazione),
    }),
  ),
});
export type EsitoInBlocco = Static<typeof EsitoInBlocco>;

export const FiltroAssegnazioni = Type.Object(
  {
    vista: Type.Optional(
      Type.Union(
        [
          Type.Literal('da-prendere'),
          Type.Literal('in-carico'),
          Type.Literal('archiviate'),
          Type.Literal('da-smistare'),
          Type.Literal('rinviate'),
          Type.Literal('non-ritirate'),
          Type.Literal('in-scadenza'),
          Type.Literal('scadute'),
        ],
        {
          default: 'da-prendere',
          description:
            'Dell’ufficio: da-prendere (non ancora confermate), in-carico (confermate), archiviate, in-scadenza (entro cinque giorni), scadute. Della UOP: da-smistare, rinviate (senza seguito), non-ritirate (carta di un giorno passato)',
        },
      ),
    ),
    mie: Type.Optional(Type.Boolean({ description: 'Solo quelle date a chi chiede' })),
    titolo: Type.Optional(Titolo),
    scadonoEntro: Type.Optional(Type.String({ format: 'date' })),
    cursor: Type.Optional(Type.String({ maxLength: 300 })),
    limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 500, default: 100 })),
  },
  stretto,
);
export type FiltroAssegnazioni = Static<typeof FiltroAssegnazioni>;

export const ElencoAssegnazioni = Type.Object({
  items: Type.Array(Assegnazione),
  cursor: Type.Optional(Type.String()),
});
export type ElencoAssegnazioni = Static<typeof ElencoAssegnazioni>;

export const DestinatariAssegnabili = Type.Object({
  items: Type.Array(
    Type.Object({
      codice: Type.String(),
      denominazione: Type.String(),
      area: Type.Optional(Type.String({ description: 'Denominazione dell’Area a cui appartiene' })),
      persone: Type.Array(Persona),
    }),
  ),
});
export type DestinatariAssegnabili = Static<typeof DestinatariAssegnabili>;
