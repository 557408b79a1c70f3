import { Type, type Static } from 'typebox';
import { ambiti } from '../permessi.ts';

const Istante = (description: string) => Type.String({ format: 'date-time', description });
const dati = {
  nome: Type.String({
    minLength: 1,
    maxLength: 100,
    pattern: String.raw`\S`,
    description: 'A che cosa serve: si legge in ogni registrazione che fa',
  }),
  ambiti: Type.Array(Type.String({ enum: ambiti }), {
    minItems: 1,
    uniqueItems: true,
    maxItems: ambiti.length,
    description: 'Che cosa consente',
  }),
  scadeIl: Istante('Quando smette di valere: al più tra due anni'),
  unita: Type.Optional(
    Type.String({
      maxLength: 60,
      description: 'Codice dell’unità per cui agisce; occorre, ed è UOP, per registrare',
    }),
  ),
};

export const NuovaChiave = Type.Object(dati, { additionalProperties: false, $id: 'NuovaChiave' });
export type NuovaChiave = Static<typeof NuovaChiave>;

export const ChiaveApi = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    ...dati,
    creataIl: Istante('Quando è stata creata'),
    ultimoUso: Type.Optional(Istante('Ultimo uso, al minuto')),
    revocataIl: Type.Optional(Istante('Da quando non vale più per scelta')),
  },
  { $id: 'ChiaveApi' },
);
export type ChiaveApi = Static<typeof ChiaveApi>;

export const ChiaveCreata = Type.Object(
  {
    ...ChiaveApi.properties,
    chiave: Type.String({ description: 'Si mostra solo ora: poi nessuno può rileggerla' }),
  },
  { $id: 'ChiaveCreata' },
);
export type ChiaveCreata = Static<typeof ChiaveCreata>;

export const ElencoChiavi = Type.Object({ items: Type.Array(ChiaveApi) }, { $id: 'ElencoChiavi' });
