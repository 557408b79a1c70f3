import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const facoltativo = (maxLength: number, description: string) =>
  Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength, description }), Type.Null()]));
const giorno = (description: string) => Type.String({ format: 'date', description });
const parole = (description: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 30, description });

const Ufficio = Type.Object({ codice: Type.String(), denominazione: Type.String() });

export const UfficioDiRegola = Type.Object({
  codice: Type.String(),
  denominazione: Type.String(),
  chiuso: Type.Boolean({ description: 'Non riceve più documenti' }),
  successore: Type.Optional(
    Type.Object(
      { codice: Type.String(), denominazione: Type.String() },
      { description: 'Chi ne fa il lavoro: la regola porta lì' },
    ),
  ),
});
export type UfficioDiRegola = Static<typeof UfficioDiRegola>;

export const Parole = Type.Object(
  {
    tutte: parole('Ci sono tutte'),
    almenoUna: parole('Ce n’è almeno una'),
    nessuna: parole('Non ce n’è nessuna'),
  },
  { ...stretto, description: 'Parole dell’oggetto; accenti, maiuscole e desinenze non contano' },
);

export const RegolaSmistamento = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    nome: Type.String(),
    attiva: Type.Boolean(),
    dal: giorno('Primo giorno in cui vale'),
    al: Type.Optional(giorno('Ultimo giorno in cui vale')),
    inVigore: Type.Boolean({ description: 'Attiva, e oggi è fra i giorni in cui vale' }),
    classificazione: Type.Optional(Ufficio),
    rubrica: Type.Optional(Type.Object({ id: Type.String({ format: 'uuid' }), nominativo: Type.String() })),
    mittente: Type.Optional(Type.String()),
    mezzo: Type.Optional(Type.String()),
    casella: Type.Optional(Type.String()),
    parole: Parole,
    competenza: Type.Optional(UfficioDiRegola),
    conoscenza: Type.Array(UfficioDiRegola),
    nota: Type.Optional(Type.String()),
    segnali: Type.Array(
      Type.Object({
        tipo: Type.Union([
          Type.Literal('ufficio-chiuso'),
          Type.Literal('mai-raggiunta'),
          Type.Literal('voce-assente'),
        ]),
        testo: Type.String({ description: 'Che cosa non va, da mostrare' }),
      }),
      { description: 'Perché la regola è da rivedere' },
    ),
    versione: Type.Integer({ format: 'int32', minimum: 1, description: 'Cresce a ogni modifica' }),
    creataDa: Type.String(),
    creataIl: Type.String({ format: 'date-time' }),
    modificataDa: Type.Optional(Type.String()),
    modificataIl: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { $id: 'RegolaSmistamento' },
);
export type RegolaSmistamento = Static<typeof RegolaSmistamento>;

export const ElencoRegole = Type.Object(
  { items: Type.Array(RegolaSmistamento, { description: 'Nell’ordine in cui si provano' }) },
  { $id: 'ElencoRegoleSmistamento' },
);
export type ElencoRegole = Static<typeof ElencoRegole>;

const dati = {
  nome: Type.String({ minLength: 1, maxLength: 120, description: 'Come la regola si chiama nelle proposte' }),
  attiva: Type.Optional(Type.Boolean({ default: true })),
  dal: Type.Optional(giorno('Primo giorno in cui vale; se manca, oggi')),
  al: Type.Optional(Type.Union([giorno('Ultimo giorno in cui vale'), Type.Null()])),
  classificazione: facoltativo(40, 'Codice di titolario: vale per quella voce e per quelle sottostanti'),
  rubrica: Type.Optional(
    Type.Union([Type.String({ format: 'uuid', description: 'Voce di rubrica del mittente' }), Type.Null()]),
  ),
  mittente: facoltativo(200, 'Codice fiscale, partita IVA o parole del nome di chi scrive'),
  mezzo: facoltativo(40, 'Codice del mezzo di ricezione'),
  casella: facoltativo(320, 'Casella di posta su cui è arrivato'),
  parole: Type.Optional(Type.Partial(Parole, stretto)),
  competenza: facoltativo(40, 'Codice dell’ufficio competente'),
  conoscenza: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 40 }), {
      maxItems: 50,
      description: 'Codici degli uffici a cui va per conoscenza',
    }),
  ),
  nota: facoltativo(1000, 'Nota per chi cura le regole'),
};

export const NuovaRegola = Type.Object(dati, { ...stretto, $id: 'NuovaRegolaSmistamento' });
export type NuovaRegola = Static<typeof NuovaRegola>;

export const RegolaRiscritta = Type.Object(
  {
    ...dati,
    versione: Type.Integer({ format: 'int32', minimum: 1, description: 'Quella che si è letta' }),
  },
  { ...stretto, $id: 'RegolaSmistamentoRiscritta' },
);
export type RegolaRiscritta = Static<typeof RegolaRiscritta>;

export const OrdineRegole = Type.Object(
  {
    regole: Type.Array(Type.String({ format: 'uuid' }), {
      maxItems: 1000,
      description: 'Tutte le regole, nell’ordine in cui si provano',
    }),
  },
  { ...stretto, $id: 'OrdineRegoleSmistamento' },
);

export const DomandaSmistamento = Type.Object(
  {
    oggetto: Type.String({ maxLength: 8000 }),
    classificazione: Type.Optional(Type.String({ maxLength: 40, description: 'Codice di titolario' })),
    corrispondente: Type.Optional(Type.String({ maxLength: 500, description: 'Nominativo del mittente' })),
    codiceFiscale: Type.Optional(Type.String({ maxLength: 28 })),
    partitaIva: Type.Optional(Type.String({ maxLength: 28 })),
    mezzo: Type.Optional(Type.String({ maxLength: 40 })),
    casella: Type.Optional(Type.String({ maxLength: 320, description: 'Casella su cui è arrivato' })),
  },
  stretto,
);
export type DomandaSmistamento = Static<typeof DomandaSmistamento>;

const DaRegola = Type.Object({ id: Type.String({ format: 'uuid' }), nome: Type.String() });

export const SmistamentoProposto = Type.Object(
  {
    competenza: Type.Optional(
      Type.Object({
        ufficio: Ufficio,
        regola: DaRegola,
        perche: Type.Array(Type.String(), { description: 'Condizioni che hanno deciso' }),
      }),
    ),
    conoscenza: Type.Array(Type.Object({ ufficio: Ufficio, regola: DaRegola })),
  },
  { $id: 'SmistamentoProposto' },
);
export type SmistamentoProposto = Static<typeof SmistamentoProposto>;

export const RichiestaProva = Type.Object(
  {
    dal: giorno('Primo giorno delle registrazioni su cui provare'),
    al: giorno('Ultimo giorno'),
    regola: Type.Optional(
      Type.Object(dati, { ...stretto, description: 'Una regola sola; se manca, tutte quelle in vigore' }),
    ),
  },
  { ...stretto, $id: 'RichiestaProvaSmistamento' },
);
export type RichiestaProva = Static<typeof RichiestaProva>;

const quanti = (description: string) => Type.Integer({ format: 'int32', minimum: 0, description });

export const EsitoProva = Type.Object(
  {
    dal: giorno('Primo giorno provato davvero'),
    al: giorno('Ultimo giorno'),
    limitata: Type.Optional(
      Type.Union([Type.Literal('documenti'), Type.Literal('tempo')], {
        description: 'Perché si è fermata ai documenti più recenti: erano troppi, o troppo lunghi a leggersi',
      }),
    ),
    esaminati: quanti(
      'Documenti in arrivo letti: non gli annullati, i riservati, né quelli che chi prova non vede',
    ),
    senzaUfficio: quanti('Di questi, senza un ufficio competente con cui confrontare'),
    stesso: quanti('Avrebbero avuto lo stesso ufficio competente'),
    diverso: quanti('Ne avrebbero avuto un altro'),
    nessuna: quanti('Nessuna regola ne avrebbe indicato uno'),
    uffici: Type.Array(
      Type.Object({
        codice: Type.String(),
        denominazione: Type.String(),
        stesso: quanti('Come è andata'),
        diverso: quanti('Ad altri'),
        nessuna: quanti('A nessuno'),
      }),
      { description: 'Per l’ufficio che oggi ha i documenti, o ne fa il lavoro' },
    ),
    regole: Type.Array(
      Type.Object({
        id: Type.String({ format: 'uuid' }),
        nome: Type.String(),
        applicata: quanti('Documenti a cui si applica'),
        coperta: quanti('Di questi, decisi prima da un’altra regola'),
      }),
    ),
    differenze: Type.Array(
      Type.Object({
        registro: Type.String(),
        anno: Type.Integer({ format: 'int32' }),
        numero: Type.String(),
        dataRegistrazione: Type.String({ format: 'date-time' }),
        oggetto: Type.String(),
        attuale: Ufficio,
        proposto: Ufficio,
        regola: Type.String(),
      }),
      { maxItems: 50, description: 'Le più recenti' },
    ),
  },
  { $id: 'EsitoProvaSmistamento' },
);
export type EsitoProva = Static<typeof EsitoProva>;
