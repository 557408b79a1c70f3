import { Type, type Static } from 'typebox';
import { Corrispondente } from './corrispondenti.schema.ts';

const Nota = Type.Object({
  riga: Type.Integer({ format: 'int32', description: 'Riga del foglio: l’intestazione è la 1' }),
  messaggio: Type.String(),
});

export const DestinatariLetti = Type.Object(
  {
    items: Type.Array(Corrispondente, {
      description: 'I destinatari delle righe buone, nell’ordine del file',
    }),
    totale: Type.Integer({
      format: 'int32',
      description: 'Righe del file, intestazione e righe vuote escluse',
    }),
    colonne: Type.Array(Type.String(), { description: 'Colonne divenute campi variabili (RN-58.3)' }),
    errori: Type.Array(Nota, { description: 'Righe che non danno un destinatario, e perché' }),
    avvisi: Type.Array(Nota, { description: 'Righe buone, ma da rileggere' }),
  },
  { $id: 'DestinatariLetti' },
);
export type DestinatariLetti = Static<typeof DestinatariLetti>;
