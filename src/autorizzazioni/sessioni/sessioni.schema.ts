import { Type, type Static } from 'typebox';

export const VoceSessione = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    corrente: Type.Boolean({ description: 'È quella con cui si sta chiedendo' }),
    dispositivo: Type.String({ description: 'Programma e sistema, come si dichiarano' }),
    comeEntrato: Type.String({ description: 'Con che cosa si è dimostrato chi si è' }),
    ip: Type.Optional(Type.String({ description: 'Indirizzo da cui è stata aperta' })),
    apertaIl: Type.String({ format: 'date-time' }),
    ultimoUso: Type.String({ format: 'date-time', description: 'Ultima richiesta, a meno di venti secondi' }),
    scadeIl: Type.String({ format: 'date-time' }),
    bloccata: Type.Boolean({ description: 'Chiede la password prima di continuare' }),
  },
  { $id: 'VoceSessione' },
);
export type VoceSessione = Static<typeof VoceSessione>;

export const ElencoSessioni = Type.Object(
  {
    items: Type.Array(VoceSessione),
    rifiutati: Type.Integer({
      format: 'int32',
      description: 'Accessi rifiutati per questo utente negli ultimi sette giorni',
    }),
  },
  { $id: 'ElencoSessioni' },
);
export type ElencoSessioni = Static<typeof ElencoSessioni>;

export const SessioniChiuse = Type.Object(
  { chiuse: Type.Integer({ format: 'int32', description: 'Quante sessioni sono state chiuse' }) },
  { $id: 'SessioniChiuse' },
);
