import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
export const Giorno = (description: string) => Type.String({ format: 'date', description });
const Testo = (max: number, description: string) =>
  Type.String({ minLength: 1, maxLength: max, pattern: String.raw`\S`, description });
const Casella = (description: string) =>
  Type.String({ maxLength: 320, pattern: String.raw`^[^@\s]+@[^@\s]+$`, description });

export const CodiceUnita = Type.String({
  pattern: String.raw`^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$`,
  description: 'Codice dell’unità, che non cambia: lettere, cifre, punto e trattini',
});
export const Atto = Testo(300, 'Atto che la dispone');
export const TipoUnita = Type.Union([
  Type.Literal('area'),
  Type.Literal('servizio'),
  Type.Literal('ufficio'),
]);
export type TipoUnita = Static<typeof TipoUnita>;

const poteri = {
  uop: Type.Boolean({ description: 'Può registrare (RN-2.1h)' }),
  uu: Type.Boolean({ description: 'Può ricevere in assegnazione (RN-2.1i)' }),
  ufficioProtocollo: Type.Boolean({ description: 'Registra anche in partenza (RN-28.1)' }),
};
const denominazione = Testo(200, 'Denominazione');
const ordine = Type.Integer({
  format: 'int32',
  minimum: 0,
  maximum: 9999,
  description: 'Posto tra le unità sorelle',
});
const padre = Type.String({ maxLength: 40, description: 'Codice dell’unità che la comprende' });
const recapiti = {
  indirizzo: Testo(300, 'Sede'),
  email: Casella('Posta elettronica'),
  pec: Casella('Posta elettronica certificata'),
  telefono: Testo(60, 'Telefono'),
  codiceUnivoco: Type.String({
    pattern: '^[A-Z0-9]{6}$',
    description: 'Codice univoco dell’unità in IndicePA (Codice_uni_uo)',
  }),
};

/** What a unit is in a stretch of time. */
export const StatoUnita = Type.Object({
  denominazione: Type.String(),
  tipo: TipoUnita,
  padre: Type.Optional(padre),
  ...poteri,
  ordine: Type.Integer({ format: 'int32' }),
  indirizzo: Type.Optional(Type.String()),
  email: Type.Optional(Type.String()),
  pec: Type.Optional(Type.String()),
  telefono: Type.Optional(Type.String()),
  codiceUnivoco: Type.Optional(Type.String()),
  attiva: Type.Boolean({ description: 'Falso dal giorno della chiusura' }),
});

export const NuovaUnita = Type.Object(
  {
    codice: CodiceUnita,
    dal: Giorno('Primo giorno, da oggi in poi'),
    atto: Atto,
    denominazione,
    tipo: TipoUnita,
    padre: Type.Optional(padre),
    uop: Type.Optional(poteri.uop),
    uu: Type.Optional(poteri.uu),
    ufficioProtocollo: Type.Optional(poteri.ufficioProtocollo),
    ordine: Type.Optional(ordine),
    indirizzo: Type.Optional(recapiti.indirizzo),
    email: Type.Optional(recapiti.email),
    pec: Type.Optional(recapiti.pec),
    telefono: Type.Optional(recapiti.telefono),
    codiceUnivoco: Type.Optional(recapiti.codiceUnivoco),
  },
  { ...stretto, $id: 'NuovaUnita' },
);
export type NuovaUnita = Static<typeof NuovaUnita>;

const Oppure = <T extends ReturnType<typeof Type.String>>(tipo: T) =>
  Type.Optional(Type.Union([tipo, Type.Null()]));

export const Variazione = Type.Object(
  {
    dal: Giorno('Primo giorno in cui vale, da oggi in poi'),
    atto: Atto,
    denominazione: Type.Optional(denominazione),
    tipo: Type.Optional(TipoUnita),
    padre: Oppure(padre),
    uop: Type.Optional(poteri.uop),
    uu: Type.Optional(poteri.uu),
    ufficioProtocollo: Type.Optional(poteri.ufficioProtocollo),
    ordine: Type.Optional(ordine),
    indirizzo: Oppure(recapiti.indirizzo),
    email: Oppure(recapiti.email),
    pec: Oppure(recapiti.pec),
    telefono: Oppure(recapiti.telefono),
    codiceUnivoco: Oppure(recapiti.codiceUnivoco),
  },
  { ...stretto, $id: 'Variazione', description: 'Solo ciò che cambia; null toglie' },
);
export type Variazione = Static<typeof Variazione>;

const successori = Type.Array(Type.String({ maxLength: 40 }), {
  maxItems: 10,
  uniqueItems: true,
  description: 'Codici delle unità a cui passa il lavoro, la principale per prima',
});
export const Chiusura = Type.Object(
  { dal: Giorno('Primo giorno in cui non c’è più'), atto: Atto, successori },
  { ...stretto, $id: 'Chiusura' },
);
export type Chiusura = Static<typeof Chiusura>;
export const Successori = Type.Object({ successori }, { ...stretto, $id: 'Successori' });

export const Designazione = Type.Object(
  {
    unita: Type.String({ maxLength: 40, description: 'Codice dell’unità' }),
    dal: Giorno('Primo giorno, da oggi in poi'),
    atto: Atto,
  },
  {
    ...stretto,
    $id: 'Designazione',
    description: 'L’unità che è il servizio di protocollo e archivi (RN-4.1)',
  },
);
export type Designazione = Static<typeof Designazione>;

const UnitaInBreve = Type.Object({ codice: Type.String(), denominazione: Type.String() });
export type UnitaInBreve = Static<typeof UnitaInBreve>;

/** A row of the history: what the unit was from `dal` to `al`, both included. */
export const PeriodoUnita = Type.Object({
  dal: Type.Optional(Giorno('Primo giorno; senza, da quando l’ente usa il programma')),
  al: Type.Optional(Giorno('Ultimo giorno; senza, finché non cambia')),
  stato: StatoUnita,
  cambia: Type.Array(Type.String(), { description: 'Che cosa è diverso da prima' }),
  futura: Type.Boolean({ description: 'Deve ancora avere effetto: si può ritirare' }),
  atto: Type.String(),
  scrittaDa: Type.String(),
  scrittaIl: Type.String({ format: 'date-time' }),
});
export type PeriodoUnita = Static<typeof PeriodoUnita>;

export const SchedaUnita = Type.Object(
  {
    codice: Type.String(),
    stato: Type.Optional(StatoUnita),
    servizioProtocollo: Type.Boolean({ description: 'È il servizio di protocollo e archivi (RN-4.1)' }),
    percorso: Type.Array(Type.String(), { description: 'Denominazioni, dall’Area all’unità' }),
    storia: Type.Array(PeriodoUnita),
    persone: Type.Array(
      Type.Object({
        id: Type.String({ format: 'uuid' }),
        nome: Type.String(),
        cognome: Type.String(),
        profilo: Type.String(),
        responsabile: Type.Boolean({ description: 'Responsabile dell’unità' }),
      }),
    ),
    responsabili: Type.Array(
      Type.Object({
        nome: Type.String(),
        cognome: Type.String(),
        dal: Type.String({ format: 'date-time' }),
        al: Type.Optional(Type.String({ format: 'date-time' })),
      }),
      { description: 'Chi ne è e ne è stato responsabile, dal più recente' },
    ),
    successori: Type.Array(UnitaInBreve),
    predecessori: Type.Array(UnitaInBreve),
    assegnazioniAperte: Type.Integer({
      format: 'int32',
      description: 'Documenti assegnati e non ancora conclusi',
    }),
  },
  { $id: 'SchedaUnita' },
);
export type SchedaUnita = Static<typeof SchedaUnita>;

export const UnitaChiuse = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        codice: Type.String(),
        denominazione: Type.String(),
        chiusaDal: Giorno('Primo giorno in cui non c’era più'),
        successore: Type.Optional(UnitaInBreve),
        assegnazioniFerme: Type.Integer({
          format: 'int32',
          description: 'Documenti assegnati che nessuno può più prendere in carico',
        }),
      }),
    ),
  },
  { $id: 'UnitaChiuse' },
);
export type UnitaChiuse = Static<typeof UnitaChiuse>;

export const VariazioniFuture = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        codice: Type.String(),
        denominazione: Type.String({ description: 'Come sarà' }),
        dal: Giorno('Giorno in cui ha effetto'),
        cosa: Type.Union([Type.Literal('istituzione'), Type.Literal('variazione'), Type.Literal('chiusura')]),
        cambia: Type.Array(Type.String(), { description: 'Che cosa è diverso da prima' }),
        atto: Type.String(),
      }),
      { description: 'Dalla più vicina' },
    ),
  },
  { $id: 'VariazioniFuture' },
);
export type VariazioniFuture = Static<typeof VariazioniFuture>;

export const StoriaServizio = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        unita: UnitaInBreve,
        percorso: Type.Array(Type.String(), { description: 'Area e Servizio di cui fa parte' }),
        dal: Type.Optional(Giorno('Primo giorno; senza, da quando l’ente usa il programma')),
        al: Type.Optional(Giorno('Ultimo giorno')),
        futura: Type.Boolean(),
        atto: Type.String(),
      }),
    ),
  },
  {
    $id: 'StoriaServizio',
    description: 'Quale unità è il servizio di protocollo e archivi, e di chi fa parte, nel tempo (RN-36.1)',
  },
);
export type StoriaServizio = Static<typeof StoriaServizio>;
