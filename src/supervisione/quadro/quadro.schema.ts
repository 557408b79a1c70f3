import { Type, type Static } from 'typebox';

const Intero = (descrizione: string) => Type.Integer({ format: 'int32', description: descrizione });
const Ore = (descrizione: string) =>
  Type.Optional(Type.Number({ format: 'double', description: descrizione }));

const Ufficio = Type.Object({ codice: Type.String(), denominazione: Type.String() });

export const FiltroQuadro = Type.Object(
  {
    dal: Type.String({ format: 'date', description: 'Primo giorno, di Roma' }),
    al: Type.String({ format: 'date', description: 'Ultimo giorno; al più 366 dopo il primo' }),
    giorni: Type.Optional(
      Type.Integer({
        format: 'int32',
        minimum: 1,
        maximum: 365,
        default: 30,
        description: 'Oltre quanti giorni un documento è trattenuto',
      }),
    ),
  },
  { additionalProperties: false },
);
export type FiltroQuadro = Static<typeof FiltroQuadro>;

export const Quadro = Type.Object(
  {
    registro: Type.Object({
      codice: Type.String(),
      anno: Intero('Anno in corso'),
      ultimoNumero: Type.Integer({
        format: 'int64',
        description: 'Ultimo numero dell’anno; 0 se non ce n’è ancora',
      }),
      ultimoIstante: Type.Optional(Type.String({ format: 'date-time' })),
      oggi: Intero('Registrazioni di oggi'),
    }),
    volumi: Type.Array(
      Type.Object({
        giorno: Type.String({ format: 'date' }),
        arrivo: Intero('Registrazioni in arrivo'),
        partenza: Intero('Registrazioni in partenza'),
        interno: Intero('Registrazioni interne'),
      }),
      { description: 'Tutti i giorni del periodo, anche quelli vuoti' },
    ),
    attese: Type.Array(
      Type.Object({
        ufficio: Ufficio,
        assegnati: Intero('Documenti arrivati all’ufficio per competenza nel periodo'),
        confermati: Intero('Di questi, quanti l’ufficio ha confermato'),
        rinviati: Intero('Di questi, quanti ha rinviato'),
        oreMediane: Ore('Ore dallo smistamento alla conferma, a metà'),
        ore90: Ore('Nove su dieci entro queste ore'),
      }),
    ),
    minutiSmistamento: Ore('Minuti dalla registrazione allo smistamento, a metà'),
    trattenuti: Type.Object({
      giorni: Intero('Oltre quanti giorni'),
      totale: Intero('Documenti aperti per competenza da più giorni, o oltre la scadenza'),
      scaduti: Intero('Di questi, quelli oltre la scadenza data'),
      perUfficio: Type.Array(
        Type.Object({
          ufficio: Ufficio,
          quanti: Intero('Documenti'),
          dal: Type.String({ format: 'date-time', description: 'Il più vecchio' }),
        }),
      ),
    }),
    rifiuti: Type.Object({
      totale: Intero('Accessi rifiutati nel periodo'),
      perGiorno: Type.Array(
        Type.Object({ giorno: Type.String({ format: 'date' }), quanti: Intero('Rifiuti') }),
      ),
      perOrigine: Type.Array(
        Type.Object({ attore: Type.String(), ip: Type.Optional(Type.String()), quanti: Intero('Rifiuti') }),
        {
          description: 'Le dieci più frequenti',
        },
      ),
    }),
    correzioni: Type.Object({
      annullamenti: Intero('Registrazioni annullate'),
      rettifiche: Intero('Dati rettificati'),
      modifiche: Intero('Dati facoltativi cambiati'),
      perUfficio: Type.Array(
        Type.Object({
          ufficio: Ufficio,
          registrazioni: Intero('Fatte nel periodo'),
          corrette: Intero('Annullate o rettificate'),
        }),
      ),
    }),
    inSospeso: Type.Object({
      provvedimenti: Intero('Annullamenti e rettifiche da autorizzare'),
      daSmistare: Intero('Documenti assegnati e non ancora smistati'),
      rinviati: Intero('Documenti rinviati e non più riassegnati'),
      senzaClassificazione: Intero('Fino a 10.001'),
      senzaFascicolo: Intero('Fino a 10.001'),
      richiesteFascicolo: Intero('Richieste di fascicolo senza risposta'),
      segnalazioni: Intero('Fascicolazioni segnalate come errate'),
      avvisi: Intero('Avvisi da risolvere'),
    }),
  },
  { $id: 'Quadro', description: 'Stato del protocollo in un periodo' },
);
export type Quadro = Static<typeof Quadro>;

export const FiltroTrattenuti = Type.Object(
  {
    giorni: FiltroQuadro.properties.giorni,
    unita: Type.Optional(Type.String({ maxLength: 60, description: 'Codice dell’ufficio' })),
    cursor: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 100, default: 50 })),
  },
  { additionalProperties: false },
);
export type FiltroTrattenuti = Static<typeof FiltroTrattenuti>;

export const ElencoTrattenuti = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        registro: Type.String(),
        anno: Intero('Anno'),
        numero: Type.Integer({ format: 'int64' }),
        oggetto: Type.String(),
        ufficio: Ufficio,
        persona: Type.Optional(Type.String({ description: 'A chi l’ufficio l’ha affidato' })),
        dal: Type.String({ format: 'date-time', description: 'Da quando è dell’ufficio' }),
        giorni: Intero('Giorni interi da allora'),
        scadenza: Type.Optional(Type.String({ format: 'date' })),
        scaduto: Type.Boolean(),
        confermato: Type.Boolean(),
      }),
    ),
    cursor: Type.Optional(Type.String()),
  },
  { $id: 'ElencoTrattenuti', description: 'Documenti trattenuti, dal più vecchio' },
);
export type ElencoTrattenuti = Static<typeof ElencoTrattenuti>;
