import { Type, type Static } from 'typebox';

const Istante = (description: string) => Type.String({ format: 'date-time', description });
const Quanti = (description: string) => Type.Integer({ format: 'int64', minimum: 0, description });

export const stati = [
  'richiesta',
  'in-corso',
  'pronta',
  'non-riuscita',
  'annullata',
  'scaduta',
  'eliminata',
] as const;
export type StatoEsportazione = (typeof stati)[number];

export const Esportazione = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    anno: Type.Optional(Type.Integer({ format: 'int32', description: 'Solo di quest’anno; senza: tutto' })),
    ancheChiavi: Type.Boolean({
      description: 'Se la può leggere anche un programma, con una chiave API di ambito esportazioni:leggi',
    }),
    stato: Type.Unsafe<StatoEsportazione>(Type.String({ enum: [...stati] })),
    chiestaIl: Istante('Quando è stata chiesta'),
    chiestaDa: Type.String({ description: 'Chi l’ha chiesta' }),
    fatti: Quanti('Quanto è stato scritto, fra registrazioni, voci dei registri e documenti'),
    tutti: Quanti('Quanto c’è da scrivere; zero finché non si sa'),
    prontaIl: Type.Optional(Istante('Quando è stata pronta')),
    scadeIl: Type.Optional(Istante('Fino a quando si tengono i file')),
    byte: Type.Optional(Quanti('Byte di tutti i file')),
    impronta: Type.Optional(
      Type.String({
        pattern: '^[0-9a-f]{64}$',
        description: 'SHA-256 di esportazione.json, che elenca gli altri file con le loro impronte',
      }),
    ),
    registrazioni: Type.Optional(Quanti('Registrazioni esportate')),
    documenti: Type.Optional(Quanti('Documenti esportati')),
    difetti: Type.Optional(
      Quanti('Documenti mancanti o alterati nell’archivio, elencati in esportazione.json'),
    ),
    errore: Type.Optional(Type.String({ description: 'Perché non è riuscita' })),
    chiusaIl: Type.Optional(Istante('Quando è finita senza riuscire, o i suoi file sono stati eliminati')),
    chiusaDa: Type.Optional(Type.String({ description: 'Chi l’ha interrotta o eliminata' })),
  },
  { title: 'Esportazione' },
);
export type Esportazione = Static<typeof Esportazione>;

export const ElencoEsportazioni = Type.Object(
  {
    items: Type.Array(Esportazione),
    anni: Type.Array(Type.Integer({ format: 'int32' }), {
      description: 'Anni in cui c’è qualche registrazione, dal più recente',
    }),
    giorni: Type.Integer({ format: 'int32', description: 'Per quanti giorni si tengono i file' }),
  },
  { title: 'ElencoEsportazioni' },
);
export type ElencoEsportazioni = Static<typeof ElencoEsportazioni>;

export const NuovaEsportazione = Type.Object(
  {
    anno: Type.Optional(
      Type.Integer({ format: 'int32', minimum: 1900, maximum: 2999, description: 'Solo quest’anno' }),
    ),
    ancheChiavi: Type.Optional(
      Type.Boolean({ description: 'Leggibile anche con una chiave API di ambito esportazioni:leggi' }),
    ),
  },
  { additionalProperties: false, title: 'NuovaEsportazione' },
);
export type NuovaEsportazione = Static<typeof NuovaEsportazione>;

export const DellEsportazione = Type.Object({
  id: Type.String({ format: 'uuid', description: 'Esportazione' }),
});
export const DelFile = Type.Object({
  ...DellEsportazione.properties,
  '*': Type.String({ minLength: 1, maxLength: 300, description: 'Nome del file nell’esportazione' }),
});
