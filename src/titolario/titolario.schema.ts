import { Type, type Static, type TSchema } from 'typebox';

const livello = <F extends TSchema>(figli: F) =>
  Type.Object({
    codice: Type.Optional(
      Type.String({ description: 'VI, VI.3; assente per le voci sotto l’ultimo livello' }),
    ),
    denominazione: Type.String(),
    figli: Type.Array(figli),
  });

// Four levels at most (table voce_titolario); written out because not every reader of OpenAPI follows a recursion.
const foglia = Type.Object({
  codice: Type.Optional(Type.String()),
  denominazione: Type.String(),
  figli: Type.Array(Type.Object({}), { maxItems: 0 }),
});

export const TitolarioInUso = Type.Object(
  {
    versione: Type.String(),
    livelli: Type.Array(Type.String(), {
      description: 'Nomi dei livelli che hanno un codice: titolo, classe',
    }),
    items: Type.Array(livello(livello(livello(foglia)))),
  },
  { $id: 'TitolarioInUso' },
);

/** A node of the tree; what is under the last level with a code has none of its own. */
export type NodoTitolario = { codice?: string; denominazione: string; figli: NodoTitolario[] };

export const VociTrovate = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        codice: Type.String(),
        denominazione: Type.String(),
        percorso: Type.String({ description: 'Che cosa sta sopra: il titolo, o titolo e classe' }),
        voce: Type.Optional(Type.String({ description: 'La voce sottostante che ha fatto trovare questa' })),
      }),
    ),
  },
  { $id: 'VociTrovate' },
);
export type VociTrovate = Static<typeof VociTrovate>;
