import { Type } from 'typebox';

export const ElencoAvvisi = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        id: Type.String({ format: 'uuid' }),
        codice: Type.String({ description: 'Codice stabile del motivo' }),
        testo: Type.String(),
        primoIl: Type.String({ format: 'date-time' }),
        ultimoIl: Type.String({ format: 'date-time' }),
        volte: Type.Integer({ format: 'int32', description: 'Quante volte è stato sollevato' }),
      }),
    ),
  },
  { $id: 'ElencoAvvisi', description: 'Ciò che qualcuno deve guardare, finché non è risolto' },
);
