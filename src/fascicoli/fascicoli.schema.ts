import { Corrispondente } from '#corrispondenti';
import { Type, type Static } from 'typebox';

/**
 * Shapes of the requests and answers about fascicoli: validation, OpenAPI and types come from here. A fascicolo, a
 * sottofascicolo (`1207.1`) and an inserto (`1207.1.2`) are the same thing at three levels.
 *
 * Addresses, below `/api/v1`:
 * `GET /fascicoli` {@link FiltroFascicoli} → {@link ElencoFascicoli}; `POST /fascicoli` {@link NuovoFascicolo} → 201 {@link Fascicolo};
 * `GET /fascicoli/proposta?classificazione=I.6` → {@link PropostaApertura};
 * `GET /fascicoli/{numero}` → {@link Fascicolo}; `PATCH` {@link ModificaFascicolo} → {@link Fascicolo};
 * `GET …/sottofascicoli` → {@link ElencoFascicoli}; `POST …/sottofascicoli` {@link NuovoSottofascicolo} → 201 {@link Fascicolo};
 * `GET …/documenti` → {@link ElencoDocumentiFascicolo}; `POST …/documenti` {@link NuovaFascicolazione} → 201 {@link Fascicolazione};
 * `DELETE …/documenti/{id}?motivo=` → 204; `POST …/documenti/{id}/spostamento` {@link Spostamento} → {@link Fascicolazione};
 * `POST …/chiusura` {@link Chiusura} and `POST …/riapertura` {@link Riapertura} → {@link Fascicolo}; `GET …/storia` → {@link StoriaFascicolo};
 * `GET …/copertina.pdf`, `…/indice.pdf`, `…/esportazione.zip`; `POST /fascicoli/importazione` → `importa-fascicolo/pacchetto.schema.ts`;
 * `GET /repertorio-fascicoli?anno=` → {@link RepertorioFascicoli}, `/repertorio-fascicoli.csv?anno=`, `/repertorio-fascicoli.pdf?anno=`;
 * `GET /documenti-da-sistemare?mancano=classificazione|fascicolo` → {@link DocumentiDaSistemare};
 * `GET /registri/{registro}/registrazioni/{anno}/{numero}/fascicoli` → {@link FascicoliDelDocumento}, `…/fascicoli-candidati` → {@link Candidati};
 * `GET /segnalazioni-fascicolazione?stato=` → {@link ElencoSegnalazioni}, `POST` {@link NuovaSegnalazione} → 201 {@link Segnalazione},
 * `POST /segnalazioni-fascicolazione/{id}/decisione` {@link DecisioneSegnalazione} → {@link Segnalazione};
 * `GET /richieste-fascicolo?stato=` → {@link ElencoRichiesteFascicolo}, `POST` {@link NuovaRichiestaFascicolo} → 201 {@link RichiestaFascicolo},
 * `POST /richieste-fascicolo/{id}/risposta` {@link RispostaRichiestaFascicolo} → {@link RichiestaFascicolo}.
 */

const stretto = { additionalProperties: false };
const Testo = (max: number, description: string) =>
  Type.String({ minLength: 1, maxLength: max, pattern: String.raw`\S`, description });
const Giorno = (description: string) => Type.String({ format: 'date', description });
const Istante = (description: string) => Type.String({ format: 'date-time', description });
const Annullabile = <T extends Parameters<typeof Type.Union>[0][number]>(tipo: T) =>
  Type.Optional(Type.Union([tipo, Type.Null()]));
const Intero = (description: string) => Type.Integer({ format: 'int32', minimum: 0, description });

/** `1207`, `1207.1`, `1207.1.2`: the number of the fascicolo, then the place of sottofascicolo and inserto in their parent. */
export const NUMERO_FASCICOLO = String.raw`^[1-9][0-9]{0,14}(\.[1-9][0-9]{0,3}){0,2}$`;
export const NumeroFascicolo = Type.String({
  pattern: NUMERO_FASCICOLO,
  description: 'Numero del fascicolo (1207), del sottofascicolo (1207.1) o dell’inserto (1207.1.2)',
});

export const TipoFascicolo = Type.Union(
  [
    Type.Literal('affare'),
    Type.Literal('attivita'),
    Type.Literal('persona-fisica'),
    Type.Literal('persona-giuridica'),
    Type.Literal('procedimento'),
  ],
  { description: 'Tipologia del fascicolo (Allegato 5 alle Linee guida AgID)' },
);
export type TipoFascicolo = Static<typeof TipoFascicolo>;

export const CriterioFascicolo = Type.Union(
  [Type.Literal('affare'), Type.Literal('materia'), Type.Literal('tipologia-documentaria')],
  {
    description:
      'Che cosa riunisce i documenti: un affare o procedimento, una materia, una tipologia di documenti (RN-A.15); se assente si ricava dal tipo',
  },
);
export type CriterioFascicolo = Static<typeof CriterioFascicolo>;

export const Riservatezza = Type.Union(
  [Type.Literal('nessuno'), Type.Literal('riservato'), Type.Literal('altamente-riservato')],
  { description: 'Livello di riservatezza; «nessuno» va detto espressamente (AMB-08)' },
);
export type Riservatezza = Static<typeof Riservatezza>;

const UfficiAmmessi = Type.Union(
  [
    Type.Literal('tutti'),
    Type.Array(Type.String({ maxLength: 60 }), { minItems: 1, maxItems: 200, uniqueItems: true }),
  ],
  { description: 'Uffici che vi possono accedere: «tutti», o i codici delle unità (RN-44.1d, AMB-08)' },
);

const UnitaBreve = Type.Object({ codice: Type.String(), denominazione: Type.String() });
const VoceBreve = Type.Object(
  {
    codice: Type.String({ description: 'Es. VI.3' }),
    denominazione: Type.String(),
    percorso: Type.Array(Type.Object({ codice: Type.String(), denominazione: Type.String() }), {
      description: 'Dal titolo fino alla voce compresa',
    }),
  },
  { description: 'Voce di titolario con il testo del giorno in cui il fascicolo è stato aperto' },
);
const Persona = Type.Object({
  id: Type.String({ format: 'uuid' }),
  nome: Type.String(),
  cognome: Type.String(),
});

export const FaseProcedimento = Type.Object(
  {
    tipo: Type.Union(
      [
        Type.Literal('preparatoria'),
        Type.Literal('istruttoria'),
        Type.Literal('consultiva'),
        Type.Literal('decisoria'),
        Type.Literal('integrazione-efficacia'),
      ],
      { description: '«decisoria» sta per decisoria o deliberativa' },
    ),
    inizio: Giorno('Inizio della fase'),
    fine: Type.Optional(Giorno('Fine della fase')),
  },
  stretto,
);

export const Procedimento = Type.Object(
  {
    denominazione: Testo(500, 'Nome del procedimento'),
    materia: Testo(500, 'Materia, argomento o struttura che lo individua'),
    catalogo: Testo(2000, 'URI del catalogo dei procedimenti che lo pubblica'),
    fasi: Type.Optional(Type.Array(FaseProcedimento, { maxItems: 50 })),
  },
  { ...stretto, description: 'Solo per i fascicoli di procedimento' },
);
export type Procedimento = Static<typeof Procedimento>;

export const AmministrazionePartecipante = Type.Object(
  {
    denominazione: Testo(500, 'Amministrazione partecipante (CAD art. 41 c. 2-ter)'),
    codiceIpa: Type.Optional(Testo(40, 'Codice IPA')),
  },
  stretto,
);
export type AmministrazionePartecipante = Static<typeof AmministrazionePartecipante>;

export const DatiStrutturati = Type.Record(
  Type.String({ minLength: 1, maxLength: 60 }),
  Type.Union([Type.String({ maxLength: 4000 }), Type.Number({ format: 'double' }), Type.Boolean()]),
  { maxProperties: 100, description: 'Dati del procedimento o dell’affare, per nome (RN-43.1)' },
);
export type DatiStrutturati = Static<typeof DatiStrutturati>;

/** What may accompany the compulsory data, at opening and later. */
const facoltativi = {
  rpa: Type.Optional(
    Type.String({
      format: 'uuid',
      description: 'Responsabile del procedimento: una persona dell’ente (RN-2.1f)',
    }),
  ),
  luogo: Type.Optional(Testo(500, 'Dove si trova la parte di carta')),
  note: Type.Optional(Testo(8000, 'Annotazioni')),
  intestatario: Type.Optional(Corrispondente),
  amministrazioniPartecipanti: Type.Optional(Type.Array(AmministrazionePartecipante, { maxItems: 100 })),
  procedimento: Type.Optional(Procedimento),
  dati: Type.Optional(DatiStrutturati),
};

export const RiferimentoRegistrazione = Type.Object(
  {
    registro: Type.String({ maxLength: 16 }),
    anno: Type.Integer({ format: 'int32', minimum: 2000, maximum: 9999 }),
    numero: Type.Integer({ format: 'int64', minimum: 1 }),
  },
  stretto,
);
export type RiferimentoRegistrazione = Static<typeof RiferimentoRegistrazione>;

/** Opening. Number, date and office are given by the system (RN-44.1b, RN-44.1c). */
export const NuovoFascicolo = Type.Object(
  {
    tipo: Type.Optional(TipoFascicolo),
    criterio: Type.Optional(CriterioFascicolo),
    denominazione: Type.Optional(Type.String({ maxLength: 500, description: 'Nome del fascicolo' })),
    oggetto: Type.Optional(
      Type.String({ maxLength: 4000, description: 'Con daDocumento, se assente è quello del documento' }),
    ),
    classificazione: Type.Optional(
      Type.String({
        maxLength: 20,
        description: 'Codice della voce di titolario; con daDocumento, se assente è quella del documento',
      }),
    ),
    voce: Type.Optional(
      Type.String({ format: 'uuid', description: 'Voce sotto la classe di cui segue la forma (RN-42.8-2)' }),
    ),
    riservatezza: Type.Optional(Riservatezza),
    uffici: Type.Optional(UfficiAmmessi),
    ...facoltativi,
    daDocumento: Type.Optional(RiferimentoRegistrazione),
    confermaLivello: Type.Optional(
      Type.Boolean({
        description: 'Il responsabile apre su una voce che ne ha altre sotto di sé (RN-44.2)',
      }),
    ),
  },
  {
    ...stretto,
    description:
      'Tipo, denominazione, oggetto, classificazione, riservatezza e uffici sono obbligatori (RN-44.2-3); numero, data e ufficio li dà il sistema',
  },
);
export type NuovoFascicolo = Static<typeof NuovoFascicolo>;

export const NuovoSottofascicolo = Type.Object(
  {
    denominazione: Testo(500, 'Nome'),
    oggetto: Testo(4000, 'Oggetto'),
    luogo: facoltativi.luogo,
    note: facoltativi.note,
    dati: facoltativi.dati,
  },
  {
    ...stretto,
    description: 'Il resto (classificazione, riservatezza, uffici) è quello di ciò che lo contiene',
  },
);
export type NuovoSottofascicolo = Static<typeof NuovoSottofascicolo>;

export const Briciola = Type.Object({ numero: Type.String(), denominazione: Type.String() });

export const FascicoloBreve = Type.Object({
  numero: Type.String({ description: '1207, 1207.1, 1207.1.2' }),
  anno: Type.Integer({ format: 'int32', description: 'Anno di apertura' }),
  livello: Type.Integer({
    format: 'int32',
    minimum: 1,
    maximum: 3,
    description: '1 fascicolo, 2 sottofascicolo, 3 inserto',
  }),
  tipo: TipoFascicolo,
  denominazione: Type.String(),
  oggetto: Type.String(),
  classificazione: Type.Object({ codice: Type.String(), denominazione: Type.String() }),
  ufficio: UnitaBreve,
  rpa: Type.Optional(Persona),
  riservatezza: Riservatezza,
  stato: Type.Union([Type.Literal('aperto'), Type.Literal('chiuso')]),
  dataApertura: Giorno('Data di apertura'),
  dataChiusura: Type.Optional(Giorno('Data dell’ultimo documento')),
  documenti: Intero('Documenti che contiene direttamente'),
  sottofascicoli: Intero('Sottofascicoli, o inserti di un sottofascicolo'),
});
export type FascicoloBreve = Static<typeof FascicoloBreve>;

export const Fascicolo = Type.Object({
  ...FascicoloBreve.properties,
  criterio: CriterioFascicolo,
  classificazione: VoceBreve,
  voce: Type.Optional(
    Type.Object(
      { id: Type.String({ format: 'uuid' }), denominazione: Type.String(), tipi: Type.Array(Type.String()) },
      { description: 'Voce sotto la classe di cui segue la forma' },
    ),
  ),
  percorso: Type.Array(Briciola, {
    description: 'Dal fascicolo fino a questo compreso: uno, due o tre elementi',
  }),
  contenuti: Type.Array(FascicoloBreve, {
    description: 'I sottofascicoli di un fascicolo, gli inserti di un sottofascicolo (al più 500)',
  }),
  documentiInTutto: Intero('Documenti compresi quelli di sottofascicoli e inserti'),
  uffici: Type.Union([Type.Literal('tutti'), Type.Array(UnitaBreve)], {
    description: 'Uffici che vi possono accedere',
  }),
  luogo: Type.Optional(Type.String()),
  note: Type.Optional(Type.String()),
  intestatario: Type.Optional(Corrispondente),
  amministrazioniPartecipanti: Type.Array(AmministrazionePartecipante),
  procedimento: Type.Optional(Procedimento),
  dati: DatiStrutturati,
  apertoIl: Istante('Istante dell’apertura'),
  apertoDa: Type.String(),
  chiusoIl: Type.Optional(Istante('Istante in cui è stato chiuso, diverso dalla data di chiusura (AMB-08)')),
  chiusoDa: Type.Optional(Type.String()),
  puoModificare: Type.Boolean({
    description:
      'Chi chiede può modificarlo, chiuderlo, riaprirlo: è del suo ufficio, ne è RPA, o è l’Ufficio Protocollo',
  }),
  versione: Type.Integer({ format: 'int32', description: 'Da rimandare quando si modifica' }),
  _links: Type.Record(Type.String(), Type.Object({ href: Type.String() })),
});
export type Fascicolo = Static<typeof Fascicolo>;

/** `PATCH /fascicoli/{numero}` (merge patch): null clears an optional datum. Access changes on the fascicolo and reaches its parts. */
export const ModificaFascicolo = Type.Object(
  {
    versione: Type.Integer({ format: 'int32', minimum: 1 }),
    denominazione: Type.Optional(Testo(500, 'Nome del fascicolo')),
    oggetto: Type.Optional(Testo(4000, 'Oggetto')),
    riservatezza: Type.Optional(Riservatezza),
    uffici: Type.Optional(UfficiAmmessi),
    rpa: Annullabile(Type.String({ format: 'uuid' })),
    luogo: Annullabile(Testo(500, 'Dove si trova la parte di carta')),
    note: Annullabile(Testo(8000, 'Annotazioni')),
    intestatario: Annullabile(Corrispondente),
    amministrazioniPartecipanti: facoltativi.amministrazioniPartecipanti,
    procedimento: Annullabile(Procedimento),
    dati: facoltativi.dati,
  },
  stretto,
);
export type ModificaFascicolo = Static<typeof ModificaFascicolo>;

export const FiltroFascicoli = Type.Object(
  {
    q: Type.Optional(
      Type.String({
        maxLength: 500,
        description:
          'Parole di denominazione, oggetto, intestatario, note; oppure un numero. Trova anche sottofascicoli e inserti',
      }),
    ),
    stato: Type.Optional(
      Type.Union([Type.Literal('aperto'), Type.Literal('chiuso')], {
        description: 'I chiusi escono in ordine di classificazione e data di chiusura (RN-44.3-2)',
      }),
    ),
    tipo: Type.Optional(TipoFascicolo),
    classificazione: Type.Optional(
      Type.String({ maxLength: 20, description: 'Codice; comprende le voci sottostanti' }),
    ),
    anno: Type.Optional(
      Type.Integer({ format: 'int32', minimum: 2000, maximum: 9999, description: 'Anno di apertura' }),
    ),
    ufficio: Type.Optional(Type.String({ maxLength: 60, description: 'Codice dell’unità che lo ha aperto' })),
    rpa: Type.Optional(Type.String({ format: 'uuid' })),
    cursor: Type.Optional(Type.String({ maxLength: 300 })),
    limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 200, default: 50 })),
  },
  stretto,
);
export type FiltroFascicoli = Static<typeof FiltroFascicoli>;

const cursore = Type.Optional(
  Type.String({ description: 'Da rimandare per avere la pagina seguente; assente all’ultima' }),
);

export const ElencoFascicoli = Type.Object({
  items: Type.Array(FascicoloBreve),
  cursor: cursore,
  totale: Intero('Quanti in tutto, contati al massimo fino a 10.000'),
  totaleLimitato: Type.Boolean({ description: 'Vero se sono più di 10.000' }),
});
export type ElencoFascicoli = Static<typeof ElencoFascicoli>;

/** What a class suggests to one who opens a fascicolo in it (RN-42.8-2). */
export const PropostaApertura = Type.Object({
  classificazione: VoceBreve,
  ultimoLivello: Type.Boolean({ description: 'Falso se la voce ne ha altre sotto di sé (RN-44.2)' }),
  proposte: Type.Array(
    Type.Object({
      voce: Type.Optional(Type.Object({ id: Type.String({ format: 'uuid' }), denominazione: Type.String() })),
      forma: Type.String({ description: 'Come la dice il titolario: «fascicolo annuale per attività»' }),
      fascicolo: Type.Boolean({
        description: 'Falso se la voce vuole un repertorio, un registro o altro che non è un fascicolo',
      }),
      tipo: Type.Optional(TipoFascicolo),
      annuale: Type.Boolean(),
      anno: Type.Optional(
        Type.Integer({ format: 'int32', description: 'Anno corrente, per le forme annuali' }),
      ),
      denominazione: Type.String({ description: 'Denominazione proposta' }),
    }),
  ),
});
export type PropostaApertura = Static<typeof PropostaApertura>;

const FileBreve = Type.Object({
  id: Type.String({ format: 'uuid' }),
  nomeFile: Type.String(),
  formato: Type.String(),
  dimensione: Type.Integer({ format: 'int64' }),
  impronta: Type.String(),
});

/** A document in a fascicolo, registered or not. */
export const Fascicolazione = Type.Object({
  id: Type.String({ format: 'uuid' }),
  fascicolo: Type.String({ description: 'Numero del fascicolo in cui si trova' }),
  tipo: Type.Union([Type.Literal('registrato'), Type.Literal('non-registrato')]),
  registrazione: Type.Optional(
    Type.Object({
      registro: Type.String(),
      anno: Type.Integer({ format: 'int32' }),
      numero: Type.String({ description: 'A sette cifre' }),
      dataRegistrazione: Istante('Ora di Roma con scostamento'),
      flusso: Type.String({ description: 'E, U o I' }),
      oggetto: Type.String(),
      corrispondenti: Type.String(),
      stato: Type.Union([Type.Literal('valida'), Type.Literal('annullata')]),
      classificazione: Type.Optional(Type.String()),
      numeroAllegati: Intero('Allegati'),
    }),
  ),
  documento: Type.Optional(FileBreve),
  denominazione: Type.String({ description: 'Oggetto, o denominazione del documento non registrato' }),
  data: Giorno('Di registrazione, o del documento non registrato'),
  inseritoIl: Istante('Quando è stato inserito nel fascicolo'),
  inseritoDa: Type.String(),
  ufficio: Type.Optional(UnitaBreve),
  dalProtocollo: Type.Boolean({
    description: 'Inserito dal protocollo: per spostarlo o toglierlo si fa una segnalazione (AMB-09)',
  }),
  puoSpostare: Type.Boolean({ description: 'Chi chiede può spostarlo o toglierlo' }),
});
export type Fascicolazione = Static<typeof Fascicolazione>;

export const ElencoDocumentiFascicolo = Type.Object({
  items: Type.Array(Fascicolazione, { description: 'In ordine di registrazione (RN-43.3)' }),
  cursor: cursore,
});
export type ElencoDocumentiFascicolo = Static<typeof ElencoDocumentiFascicolo>;

const confermaAltraClasse = Type.Optional(
  Type.Boolean({
    description:
      'La classificazione del documento è diversa da quella del fascicolo, e va bene così: senza, si riceve 409 fascicolo.altra-classe (RN-43.2)',
  }),
);

export const NuovaFascicolazione = Type.Object(
  {
    registrazione: Type.Optional(RiferimentoRegistrazione),
    documento: Type.Optional(
      Type.String({ format: 'uuid', description: 'Documento caricato e non registrato' }),
    ),
    denominazione: Type.Optional(Testo(500, 'Del documento non registrato; se assente è il nome del file')),
    dataDocumento: Type.Optional(Giorno('Data del documento non registrato')),
    confermaAltraClasse,
  },
  { ...stretto, description: 'O una registrazione, o un documento caricato' },
);
export type NuovaFascicolazione = Static<typeof NuovaFascicolazione>;

export const Spostamento = Type.Object(
  { a: NumeroFascicolo, motivo: Testo(2000, 'Perché'), confermaAltraClasse },
  stretto,
);
export type Spostamento = Static<typeof Spostamento>;

export const Chiusura = Type.Object(
  { note: Type.Optional(Testo(2000, 'Annotazioni alla chiusura')) },
  stretto,
);
export const Riapertura = Type.Object({ motivo: Testo(2000, 'Perché si riapre') }, stretto);

export const EventoFascicolo = Type.Object({
  istante: Istante('Ora di Roma con scostamento'),
  tipo: Type.String({
    description:
      'apertura, modifica, chiusura, riapertura, sottofascicolo, inserimento, spostamento-da, spostamento-a, toglimento',
  }),
  titolo: Type.String(),
  attore: Type.String(),
  unita: Type.Optional(Type.String()),
  campo: Type.Optional(Type.String()),
  prima: Type.Optional(Type.Unknown()),
  dopo: Type.Optional(Type.Unknown()),
  motivo: Type.Optional(Type.String()),
  documento: Type.Optional(Type.String({ description: 'Il documento inserito, spostato o tolto' })),
});
export type EventoFascicolo = Static<typeof EventoFascicolo>;

export const StoriaFascicolo = Type.Object({
  items: Type.Array(EventoFascicolo, { description: 'Dal più recente' }),
  cursor: cursore,
});
export type StoriaFascicolo = Static<typeof StoriaFascicolo>;

/** A line of the repertorio dei fascicoli (RN-46.1a–e). */
export const VoceRepertorioFascicoli = Type.Object({
  annoCreazione: Type.Integer({ format: 'int32' }),
  classificazione: VoceBreve,
  numero: Type.String({ description: 'Numero del fascicolo' }),
  sottofascicolo: Type.Optional(
    Type.String({ description: 'Numero del sottofascicolo o inserto, es. 1 o 1.2' }),
  ),
  annoChiusura: Type.Optional(Type.Integer({ format: 'int32' })),
  denominazione: Type.String(),
  oggetto: Type.String(),
  oggettoSottofascicolo: Type.Optional(Type.String()),
  tipo: TipoFascicolo,
  ufficio: UnitaBreve,
  rpa: Type.Optional(Persona),
  dataApertura: Giorno('Data di apertura'),
  dataChiusura: Type.Optional(Giorno('Data di chiusura')),
  riservatezza: Riservatezza,
  luogo: Type.Optional(Type.String()),
});
export type VoceRepertorioFascicoli = Static<typeof VoceRepertorioFascicoli>;

export const RepertorioFascicoli = Type.Object({
  items: Type.Array(VoceRepertorioFascicoli, { description: 'In ordine di classificazione e numero' }),
  cursor: cursore,
});
export type RepertorioFascicoli = Static<typeof RepertorioFascicoli>;

export const DocumentiDaSistemare = Type.Object({
  items: Type.Array(
    Type.Object({
      registro: Type.String(),
      anno: Type.Integer({ format: 'int32' }),
      numero: Type.String({ description: 'A sette cifre' }),
      dataRegistrazione: Istante('Ora di Roma con scostamento'),
      flusso: Type.String(),
      oggetto: Type.String(),
      corrispondenti: Type.String(),
      classificazione: Type.Optional(Type.String()),
      unitaCompetente: Type.Optional(Type.String()),
      richiestaAperta: Type.Boolean({
        description: 'Si è chiesto all’ufficio in quale fascicolo va (RN-26.2)',
      }),
    }),
  ),
  cursor: cursore,
  totale: Intero('Quanti in tutto, contati al massimo fino a 100'),
  totaleLimitato: Type.Boolean({ description: 'Vero se sono più di 100' }),
});
export type DocumentiDaSistemare = Static<typeof DocumentiDaSistemare>;

export const FascicoliDelDocumento = Type.Object({
  items: Type.Array(
    Type.Object({
      fascicolazione: Type.String({ format: 'uuid' }),
      numero: Type.String(),
      denominazione: Type.String(),
      oggetto: Type.String(),
      classificazione: Type.String(),
      stato: Type.Union([Type.Literal('aperto'), Type.Literal('chiuso')]),
      inseritoIl: Istante('Ora di Roma'),
      inseritoDa: Type.String(),
      dalProtocollo: Type.Boolean(),
      puoSpostare: Type.Boolean(),
    }),
  ),
  nascosti: Intero('In quanti altri fascicoli è, che chi chiede non può aprire'),
});
export type FascicoliDelDocumento = Static<typeof FascicoliDelDocumento>;

export const Candidati = Type.Object({
  items: Type.Array(
    Type.Object({
      fascicolo: FascicoloBreve,
      perche: Type.Array(
        Type.Union([Type.Literal('mittente'), Type.Literal('oggetto'), Type.Literal('classificazione')]),
        { description: 'Che cosa lo lega al documento' },
      ),
    }),
    { description: 'Fascicoli aperti, il più probabile per primo (RN-43.4)' },
  ),
  nuovo: Type.Object(
    {
      classificazione: Type.Optional(Type.String()),
      oggetto: Type.String(),
      denominazione: Type.String(),
    },
    { description: 'Dati con cui aprirne uno nuovo dal documento (RN-44.1)' },
  ),
});
export type Candidati = Static<typeof Candidati>;

const DocumentoBreve = Type.Object({
  registro: Type.String(),
  anno: Type.Integer({ format: 'int32' }),
  numero: Type.String(),
  oggetto: Type.String(),
});

/** An office says that a document is in the wrong fascicolo (RN-45.1). */
export const NuovaSegnalazione = Type.Object(
  {
    fascicolazione: Type.String({ format: 'uuid' }),
    motivo: Testo(2000, 'Che cosa non va'),
    proposto: Type.Optional(NumeroFascicolo),
  },
  stretto,
);
export type NuovaSegnalazione = Static<typeof NuovaSegnalazione>;

export const Segnalazione = Type.Object({
  id: Type.String({ format: 'uuid' }),
  stato: Type.Union([Type.Literal('aperta'), Type.Literal('corretta'), Type.Literal('respinta')]),
  fascicolazione: Type.String({ format: 'uuid' }),
  fascicolo: Briciola,
  documento: Type.Optional(DocumentoBreve),
  denominazione: Type.String({ description: 'Del documento' }),
  motivo: Type.String(),
  proposto: Type.Optional(Briciola),
  segnalataDa: Type.String(),
  ufficio: Type.Optional(Type.String()),
  segnalataIl: Istante('Ora di Roma'),
  decisaDa: Type.Optional(Type.String()),
  decisaIl: Type.Optional(Istante('Ora di Roma')),
  risposta: Type.Optional(Type.String()),
  spostatoIn: Type.Optional(Briciola),
});
export type Segnalazione = Static<typeof Segnalazione>;
export const ElencoSegnalazioni = Type.Object({ items: Type.Array(Segnalazione), cursor: cursore });
export type ElencoSegnalazioni = Static<typeof ElencoSegnalazioni>;

export const DecisioneSegnalazione = Type.Object(
  {
    esito: Type.Union([Type.Literal('corretta'), Type.Literal('respinta')]),
    a: Type.Optional(NumeroFascicolo),
    ufficio: Type.Optional(
      Type.String({
        maxLength: 60,
        description: 'Codice dell’ufficio a cui il documento, corretto, va per competenza (art. 45)',
      }),
    ),
    risposta: Type.Optional(Testo(2000, 'Obbligatoria se si respinge')),
    confermaAltraClasse,
  },
  { ...stretto, description: 'Con «corretta» serve il fascicolo di destinazione (a)' },
);
export type DecisioneSegnalazione = Static<typeof DecisioneSegnalazione>;

/** The protocollo asks an office in which fascicolo a document goes (RN-26.2, RN-42b.3). */
export const NuovaRichiestaFascicolo = Type.Object(
  {
    registrazione: RiferimentoRegistrazione,
    ufficio: Type.Optional(
      Type.String({
        maxLength: 60,
        description: 'Codice della UU; se assente è la competente del documento',
      }),
    ),
    nota: Type.Optional(Testo(2000, 'Per chi risponde')),
  },
  stretto,
);
export type NuovaRichiestaFascicolo = Static<typeof NuovaRichiestaFascicolo>;

export const RichiestaFascicolo = Type.Object({
  id: Type.String({ format: 'uuid' }),
  stato: Type.Union([Type.Literal('aperta'), Type.Literal('evasa'), Type.Literal('ritirata')]),
  documento: DocumentoBreve,
  ufficio: UnitaBreve,
  nota: Type.Optional(Type.String()),
  chiestaDa: Type.String(),
  chiestaIl: Istante('Ora di Roma'),
  rispostaDa: Type.Optional(Type.String()),
  rispostaIl: Type.Optional(Istante('Ora di Roma')),
  fascicolo: Type.Optional(Briciola),
});
export type RichiestaFascicolo = Static<typeof RichiestaFascicolo>;
export const ElencoRichiesteFascicolo = Type.Object({
  items: Type.Array(RichiestaFascicolo),
  cursor: cursore,
});
export type ElencoRichiesteFascicolo = Static<typeof ElencoRichiesteFascicolo>;

export const RispostaRichiestaFascicolo = Type.Object(
  { fascicolo: NumeroFascicolo, confermaAltraClasse },
  { ...stretto, description: 'La risposta mette il documento nel fascicolo' },
);
export type RispostaRichiestaFascicolo = Static<typeof RispostaRichiestaFascicolo>;
