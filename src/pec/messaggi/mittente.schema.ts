import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const Testo = Type.String({
  minLength: 1,
  maxLength: 20_000,
  pattern: String.raw`\S`,
  description: 'Come lo si invia; se manca, quello proposto',
});

/** Why the sender is asked something. */
export const MOTIVI_RICHIESTA = ['nuovo-invio', 'documento-identita', 'completamento'] as const;
export type MotivoRichiesta = (typeof MOTIVI_RICHIESTA)[number];

export const Motivo = Type.Unsafe<MotivoRichiesta>(
  Type.Union(
    MOTIVI_RICHIESTA.map((m) => Type.Literal(m)),
    { description: 'Che cosa si chiede' },
  ),
);

export const RichiestaAlMittente = Type.Object(
  {
    motivo: Motivo,
    testo: Type.Optional(Testo),
    ancora: Type.Optional(
      Type.Boolean({ description: 'Anche se gli si è già chiesto qualcosa e non ha ancora risposto' }),
    ),
  },
  { ...stretto, $id: 'RichiestaAlMittente' },
);
export type RichiestaAlMittente = Static<typeof RichiestaAlMittente>;

export const ComunicazioneRifiuto = Type.Object(
  {
    testo: Type.Optional(Testo),
    classificazione: Type.Optional(Type.String({ maxLength: 20, description: 'Voce del titolario' })),
  },
  { ...stretto, $id: 'ComunicazioneRifiuto' },
);
export type ComunicazioneRifiuto = Static<typeof ComunicazioneRifiuto>;

/** What is proposed to be written to the sender, to be changed before it leaves. */
export const TestoProposto = Type.Object(
  { destinatario: Type.String(), casella: Type.String(), oggetto: Type.String(), testo: Type.String() },
  { $id: 'TestoProposto' },
);
export type TestoProposto = Static<typeof TestoProposto>;
