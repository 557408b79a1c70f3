import { Type, type Static } from 'typebox';

export const Comunicazione = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    tipo: Type.String({ description: 'Codice stabile: titolario.pubblicato' }),
    oggetto: Type.String(),
    testo: Type.String(),
    collegamento: Type.Optional(
      Type.String({ description: 'Schermata che mostra ciò di cui si parla, es. /titolario/versioni/…' }),
    ),
    documento: Type.Optional(
      Type.String({
        description: 'Oggetto del documento di cui si parla, com’è ora; assente se chi legge non può vederlo',
      }),
    ),
    dettaglio: Type.Object({}, { additionalProperties: true, description: 'Dati propri del tipo' }),
    mittente: Type.String(),
    inviataIl: Type.String({ format: 'date-time' }),
    lettaIl: Type.Optional(Type.String({ format: 'date-time', description: 'Assente finché non è letta' })),
  },
  { $id: 'Comunicazione' },
);
export type Comunicazione = Static<typeof Comunicazione>;

export const ElencoComunicazioni = Type.Object(
  {
    items: Type.Array(Comunicazione),
    nonLette: Type.Integer({ format: 'int32', description: 'Quante sono ancora da leggere, in tutto' }),
    cursor: Type.Optional(
      Type.String({ description: 'Da rimandare per avere la pagina seguente; assente all’ultima' }),
    ),
  },
  { $id: 'ElencoComunicazioni', description: 'Comunicazioni ricevute, dalla più recente' },
);
export type ElencoComunicazioni = Static<typeof ElencoComunicazioni>;

export const FiltroComunicazioni = Type.Object(
  {
    nonLette: Type.Optional(Type.Boolean({ description: 'Solo quelle ancora da leggere' })),
    cursor: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 100, default: 20 })),
  },
  { additionalProperties: false },
);
export type FiltroComunicazioni = Static<typeof FiltroComunicazioni>;

const Persona = Type.Object({ id: Type.String({ format: 'uuid' }), nome: Type.String() });

export const ReteUnita = Type.Object(
  {
    codice: Type.String(),
    denominazione: Type.String(),
    area: Type.String({ description: 'Area a cui appartiene' }),
    responsabiliArea: Type.Array(Persona, {
      description: 'Ricevono comunque le comunicazioni dei documenti dell’unità (art. 73)',
    }),
    indicate: Type.Array(
      Type.Object({
        persona: Persona,
        indicataDa: Type.String({ description: 'Responsabile di Area che l’ha indicata' }),
        indicazione: Type.String({ description: 'Come: nota, lettera, di persona' }),
        dal: Type.String({ format: 'date-time' }),
        inseritaDa: Type.String(),
      }),
    ),
    avvisati: Type.Array(Persona, {
      description:
        'Chi è avvisato oggi: le persone indicate; se non ce ne sono i responsabili dell’unità, altrimenti chi vi lavora',
    }),
    persone: Type.Array(Persona, { description: 'Chi vi lavora' }),
  },
  { $id: 'ReteUnita' },
);
export type ReteUnita = Static<typeof ReteUnita>;

export const ReteComunicazioni = Type.Object(
  { items: Type.Array(ReteUnita) },
  {
    $id: 'ReteComunicazioni',
    description: 'Chi riceve le comunicazioni di avvenuta protocollazione (art. 73)',
  },
);
export type ReteComunicazioni = Static<typeof ReteComunicazioni>;

export const Indicazione = Type.Object(
  {
    persone: Type.Array(Type.String({ format: 'uuid' }), {
      maxItems: 100,
      uniqueItems: true,
      description: 'Tutte: chi non c’è smette di riceverle. Vuoto: i responsabili dell’unità',
    }),
    indicataDa: Type.Optional(
      Type.String({ format: 'uuid', description: 'Responsabile di Area; assente quando è chi scrive' }),
    ),
    indicazione: Type.String({
      minLength: 1,
      maxLength: 500,
      pattern: String.raw`\S`,
      description: 'Nota, lettera o altro con cui l’ha indicato',
    }),
  },
  { additionalProperties: false, $id: 'IndicazioneRete' },
);
export type Indicazione = Static<typeof Indicazione>;

const Modo = Type.Union([Type.Literal('subito'), Type.Literal('riepilogo'), Type.Literal('mai')], {
  description: 'Per posta elettronica: subito una per una; riepilogo una volta al giorno; mai',
});
const Ora = Type.Integer({ format: 'int32', minimum: 5, maximum: 12, description: 'Ora del riepilogo' });

export const PreferenzeScelte = Type.Object(
  { modo: Modo, ora: Ora },
  { additionalProperties: false, $id: 'PreferenzePostaScelte' },
);
export type PreferenzeScelte = Static<typeof PreferenzeScelte>;

export const Preferenze = Type.Object(
  {
    modo: Modo,
    ora: Ora,
    email: Type.Optional(
      Type.String({ description: 'Indirizzo a cui arrivano; assente se l’ente non l’ha indicato' }),
    ),
    maiAmmesso: Type.Boolean({ description: 'Se l’ente consente di non riceverne' }),
    postaAttiva: Type.Boolean({ description: 'Se il sistema ha un server di posta' }),
  },
  { $id: 'PreferenzePosta' },
);
export type Preferenze = Static<typeof Preferenze>;

export const RegolaPosta = Type.Object(
  {
    maiAmmesso: Type.Boolean({ description: 'Se si può scegliere di non ricevere posta' }),
    decisaDa: Type.Optional(Type.String()),
    decisaIl: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { $id: 'RegolaPosta' },
);
export type RegolaPosta = Static<typeof RegolaPosta>;

export const RegolaDecisa = Type.Object(
  { maiAmmesso: Type.Boolean() },
  { additionalProperties: false, $id: 'RegolaPostaDecisa' },
);
