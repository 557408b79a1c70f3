import { Type, type Static } from 'typebox';

export const DichiarazioneSicurezza = Type.Object(
  {
    misure: Type.Array(
      Type.Object({
        ambito: Type.Union([
          Type.Literal('formazione'),
          Type.Literal('gestione'),
          Type.Literal('trasmissione'),
          Type.Literal('interscambio'),
          Type.Literal('accesso'),
          Type.Literal('conservazione'),
        ]),
        misura: Type.String(),
        valore: Type.String({ description: 'Com’è adesso, dalle impostazioni e dal programma in funzione' }),
      }),
    ),
    operazioni: Type.Array(
      Type.Object({
        metodo: Type.String(),
        percorso: Type.String(),
        permesso: Type.String({ description: '`pubblico`, `autenticato` o il permesso richiesto' }),
      }),
    ),
  },
  { $id: 'DichiarazioneSicurezza' },
);
export type DichiarazioneSicurezza = Static<typeof DichiarazioneSicurezza>;
