import { Type, type Static } from 'typebox';

export const LavoroAbbandonato = Type.Object(
  {
    id: Type.String(),
    lavoro: Type.String({ description: 'Codice stabile del lavoro: pec.spedisci' }),
    cosa: Type.String({ description: 'Che cosa doveva fare, in parole: spedire un messaggio' }),
    chiestoIl: Type.String({ format: 'date-time' }),
    ultimoIl: Type.String({ format: 'date-time', description: 'Ultimo tentativo' }),
    tentativi: Type.Integer({ format: 'int32' }),
    errore: Type.Optional(
      Type.String({
        description:
          'Inizio dell’ultimo errore, come lo ha scritto la macchina; assente se si è interrotto senza dirlo',
      }),
    ),
  },
  { $id: 'LavoroAbbandonato' },
);
export type LavoroAbbandonato = Static<typeof LavoroAbbandonato>;

export const ElencoLavoriAbbandonati = Type.Object(
  {
    totale: Type.Integer({ format: 'int32', description: 'Quanti sono; se ne danno i primi duecento' }),
    items: Type.Array(LavoroAbbandonato),
  },
  {
    $id: 'ElencoLavoriAbbandonati',
    description: 'Lavori in differita che non si riprovano più da sé, dal più vecchio',
  },
);
export type ElencoLavoriAbbandonati = Static<typeof ElencoLavoriAbbandonati>;

export const LavoriRipresi = Type.Object(
  { ripresi: Type.Integer({ format: 'int32', description: 'Quanti sono stati rimessi in coda' }) },
  { $id: 'LavoriRipresi' },
);
export type LavoriRipresi = Static<typeof LavoriRipresi>;
