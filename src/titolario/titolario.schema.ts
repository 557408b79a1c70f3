import { Type, type Static, type TSchema } from 'typebox';

export const giorno = (description: string) => Type.String({ format: 'date', description });

/** Names of the kinds of aggregation a voce leads to, as the titolario says them: `fascicolo per affare`. */
const tipi = Type.Array(Type.String(), { description: 'Tipi di aggregazione: fascicolo per affare, …' });

/** How long what is under an entry is kept, by the plan in force; from the entry above when it has no rule of its own. */
export const Conservazione = Type.Object(
  {
    anni: Type.Optional(Type.Integer({ format: 'int32', description: 'Assente se permanente' })),
    permanente: Type.Boolean(),
    ereditata: Type.Boolean({ description: 'Viene dalla voce che sta sopra' }),
  },
  { description: 'Secondo il piano di conservazione in vigore (RN-41.1)' },
);
export type Conservazione = Static<typeof Conservazione>;

const datiNodo = {
  id: Type.String({ format: 'uuid', description: 'Di questa versione' }),
  identita: Type.String({ format: 'uuid', description: 'Della stessa voce in ogni versione' }),
  codice: Type.Optional(
    Type.String({ description: 'VI, VI.3, VI.3.1; assente per le voci sotto l’ultimo livello' }),
  ),
  numero: Type.Integer({ format: 'int32' }),
  denominazione: Type.String(),
  tipi,
  nota: Type.Optional(Type.String()),
  testoOriginale: Type.Optional(
    Type.String({ description: 'Parole dell’atto da cui la voce viene (RN-42.8)' }),
  ),
  chiusa: Type.Optional(Type.Boolean({ description: 'Non si usa più per classificare' })),
  usabile: Type.Boolean({ description: 'Si può usare per classificare: aperta e di ultimo livello' }),
  introdottaIl: Type.Optional(giorno('Da quando esiste (RN-42.7)')),
  variataIl: Type.Optional(giorno('Da quando ha questo testo (RN-42.7)')),
  conservazione: Type.Optional(Conservazione),
  registrazioni: Type.Optional(
    Type.Integer({ format: 'int32', description: 'Quante, proprie; solo con conteggi' }),
  ),
  fascicoli: Type.Optional(
    Type.Integer({ format: 'int32', description: 'Quanti, propri; solo con conteggi' }),
  ),
};

// Four levels at most (table voce_titolario); written out because not every reader of OpenAPI follows a recursion.
const nodo = <F extends TSchema>(figli: F) => Type.Object({ ...datiNodo, figli: Type.Array(figli) });
const foglia = Type.Object({ ...datiNodo, figli: Type.Array(Type.Object({}), { maxItems: 0 }) });

/** A node of the tree; what is under the last level with a code has none of its own. */
export type NodoTitolario = {
  id: string;
  identita: string;
  codice?: string;
  numero: number;
  denominazione: string;
  tipi: string[];
  nota?: string;
  testoOriginale?: string;
  chiusa?: boolean;
  usabile: boolean;
  introdottaIl?: string;
  variataIl?: string;
  conservazione?: Conservazione;
  registrazioni?: number;
  fascicoli?: number;
  figli: NodoTitolario[];
};

export const alberoDiNodi = Type.Array(nodo(nodo(nodo(foglia))));

export const TitolarioInUso = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    versione: Type.String(),
    stato: Type.Union([Type.Literal('bozza'), Type.Literal('pubblicata')]),
    inUsoDal: Type.Optional(giorno('Primo giorno; assente per una bozza')),
    inUsoAl: Type.Optional(giorno('Ultimo giorno; assente finché non ne segue un’altra')),
    livelli: Type.Array(Type.String(), {
      description: 'Nomi dei livelli che hanno un codice: titolo, classe, sottoclasse (CORI-3)',
    }),
    items: alberoDiNodi,
  },
  { $id: 'TitolarioInUso' },
);
export type TitolarioInUso = {
  id: string;
  versione: string;
  stato: 'bozza' | 'pubblicata';
  inUsoDal?: string;
  inUsoAl?: string;
  livelli: string[];
  items: NodoTitolario[];
};

export const FiltroTitolario = Type.Object(
  {
    data: Type.Optional(giorno('Giorno di cui si vuole il titolario; oggi se manca')),
    conteggi: Type.Optional(
      Type.Boolean({ description: 'Con quante registrazioni e fascicoli ha ogni voce' }),
    ),
  },
  { additionalProperties: false },
);

export const Livelli = Type.Object(
  {
    livelli: Type.Array(Type.String({ minLength: 2, maxLength: 40 }), {
      minItems: 3,
      maxItems: 3,
      description: 'Nomi dei tre livelli: titolo o categoria, classe, sottoclasse (AMB-23, CORI-3)',
    }),
  },
  { $id: 'LivelliTitolario', additionalProperties: false },
);
export type Livelli = Static<typeof Livelli>;

export const VociTrovate = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        codice: Type.String(),
        denominazione: Type.String(),
        percorso: Type.String({ description: 'Che cosa sta sopra: il titolo, o titolo e classe' }),
        voce: Type.Optional(Type.String({ description: 'La voce sottostante che ha fatto trovare questa' })),
        prontuario: Type.Optional(
          Type.String({
            description: 'La voce d’indice del prontuario che ha fatto trovare questa (RN-26.1)',
          }),
        ),
        ufficio: Type.Optional(Type.String({ description: 'Codice dell’unità che il prontuario indica' })),
        tipo: Type.Optional(Type.String({ description: 'Tipo di aggregazione che il prontuario indica' })),
      }),
    ),
  },
  { $id: 'VociTrovate' },
);
export type VociTrovate = Static<typeof VociTrovate>;

export const StoriaVoce = Type.Object(
  {
    codice: Type.String(),
    items: Type.Array(
      Type.Object({
        identita: Type.String({ format: 'uuid' }),
        codice: Type.Optional(Type.String()),
        denominazione: Type.String(),
        percorso: Type.String(),
        tipi,
        chiusa: Type.Boolean(),
        dal: giorno('Da quando vale così'),
        al: Type.Optional(giorno('Fino a quando; assente se vale ancora')),
        versioni: Type.Array(Type.String(), { description: 'Versioni in cui è così' }),
        atto: Type.Optional(
          Type.String({ description: 'Atto della versione che l’ha portata a essere così' }),
        ),
      }),
    ),
  },
  { $id: 'StoriaVoceTitolario', description: 'Testi che una voce ha avuto, dal più vecchio (RN-42.7)' },
);
export type StoriaVoce = Static<typeof StoriaVoce>;
