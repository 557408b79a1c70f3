import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const Intero = Type.Integer({ format: 'int32' });

export const Carta = Type.Object({
  assegnazione: Type.String(),
  ufficio: Type.String(),
  esito: Type.Optional(
    Type.Union([Type.Literal('accettata'), Type.Literal('rifiutata')], {
      description: 'Assente finché nessuno ha deciso: lo decide chi vidima',
    }),
  ),
  motivo: Type.Optional(Type.String()),
});

export const VoceEstratto = Type.Object({
  anno: Intero,
  numero: Type.String(),
  dataRegistrazione: Type.String(),
  oggetto: Type.String(),
  corrispondenti: Type.String(),
  uffici: Type.Array(Type.String()),
  annullata: Type.Boolean(),
  stato: Type.Union([Type.Literal('vidimata'), Type.Literal('da-vidimare'), Type.Literal('da-domani')], {
    description: 'Da domani: con carta inviata oggi, che si ritira dal mattino seguente (RN-35.2)',
  }),
  carta: Type.Array(Carta, { description: 'Documento cartaceo: da ritirare o da rifiutare (RN-35.1e)' }),
});
export type VoceEstratto = Static<typeof VoceEstratto>;

export const Vidimazione = Type.Object({
  nominativo: Type.String(),
  delegato: Type.Boolean(),
  perContoDi: Type.Optional(Type.String()),
  istante: Type.String(),
  quante: Intero,
  impronta: Type.String({ description: 'SHA-256 dell’estratto come fu vidimato' }),
  progressivo: Type.Integer({
    format: 'int32',
    description: '1 la vidimazione del mattino; oltre, di ciò che fu assegnato dopo',
  }),
});
export type Vidimazione = Static<typeof Vidimazione>;

export const EstrattoArea = Type.Object({
  registro: Type.String(),
  giorno: Type.String(),
  identificativo: Type.String(),
  area: Type.Object({ codice: Type.String(), denominazione: Type.String() }),
  voci: Type.Array(VoceEstratto),
  vidimabile: Type.Boolean({ description: 'Se chi chiede può vidimarlo ora' }),
  attese: Type.String({
    description:
      'SHA-256 di ciò che attende la firma, come è qui: chi vidima lo ripete, e dice così che cosa ha visto',
  }),
  vidimazioni: Type.Array(Vidimazione, { description: 'In ordine: quella del giorno, poi le aggiunte' }),
});
export type EstrattoArea = Static<typeof EstrattoArea>;

export const DaVidimare = Type.Object(
  {
    attese: Type.String({
      pattern: '^[0-9a-f]{64}$',
      description:
        'Come fu detto con l’estratto: se intanto è cambiato, non si vidima ciò che non si è visto',
    }),
    carta: Type.Optional(
      Type.Array(
        Type.Object(
          {
            assegnazione: Type.String({ format: 'uuid' }),
            esito: Type.Union([Type.Literal('accettata'), Type.Literal('rifiutata')]),
            motivo: Type.Optional(
              Type.String({
                minLength: 3,
                maxLength: 1000,
                pattern: String.raw`\S`,
                description: 'Perché si rifiuta',
              }),
            ),
          },
          stretto,
        ),
        { maxItems: 2000, description: 'Un esito per ogni documento cartaceo che attende' },
      ),
    ),
  },
  stretto,
);
export type DaVidimare = Static<typeof DaVidimare>;

export const VidimazioneMancante = Type.Object({
  registro: Type.String(),
  giorno: Type.String(),
  area: Type.Object({ codice: Type.String(), denominazione: Type.String() }),
  quante: Type.Integer({ format: 'int32', description: 'Registrazioni che attendono la firma' }),
  aggiunta: Type.Boolean({
    description: 'Se il giorno è già vidimato, e questi sono i documenti assegnati dopo',
  }),
  responsabili: Type.Array(Type.String(), { description: 'Chi la deve' }),
  mia: Type.Boolean({ description: 'Se la deve chi chiede' }),
});
export type VidimazioneMancante = Static<typeof VidimazioneMancante>;

export const ArretrateArea = Type.Object({
  area: Type.Object({ codice: Type.String(), denominazione: Type.String() }),
  estratti: Type.Integer({ format: 'int32', description: 'Giorni di cui qualcosa attende la firma' }),
  dal: Type.String({ description: 'Il giorno più vecchio' }),
  responsabili: Type.Array(Type.String(), { description: 'Chi le deve' }),
  mia: Type.Boolean({ description: 'Se le deve chi chiede' }),
});
export type ArretrateArea = Static<typeof ArretrateArea>;

export const ElencoMancanti = Type.Object({
  items: Type.Array(VidimazioneMancante, { description: 'Dell’ultimo mese, dal più recente' }),
  arretrate: Type.Array(ArretrateArea, {
    description:
      'Ciò che attende da più di un mese, per Area: il suo elenco è in /vidimazioni-arretrate/{area}',
  }),
  cercateFino: Type.Optional(
    Type.String({
      description: 'Assente quando sono tutte: altrimenti il primo giorno che si deve ancora guardare',
    }),
  ),
});
export type ElencoMancanti = Static<typeof ElencoMancanti>;

export const PaginaArretrate = Type.Object({
  items: Type.Array(Type.Pick(VidimazioneMancante, ['registro', 'giorno', 'quante', 'aggiunta']), {
    description: 'Dal giorno più vecchio',
  }),
  cursor: Type.Optional(Type.String({ description: 'Assente all’ultima pagina' })),
});
export type PaginaArretrate = Static<typeof PaginaArretrate>;
