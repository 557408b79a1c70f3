import { Type, type Static } from 'typebox';

const Tipo = Type.Union([Type.Literal('area'), Type.Literal('servizio'), Type.Literal('ufficio')]);

export const UfficiPubblici = Type.Object(
  {
    ente: Type.String({ description: 'Denominazione' }),
    codiceIpa: Type.String(),
    items: Type.Array(
      Type.Object({
        codice: Type.String(),
        denominazione: Type.String(),
        tipo: Tipo,
        padre: Type.Optional(Type.String({ description: 'Codice dell’unità che lo comprende' })),
        email: Type.Optional(Type.String({ description: 'Posta elettronica istituzionale (art. 7)' })),
        pec: Type.Optional(Type.String({ description: 'Posta elettronica certificata' })),
        telefono: Type.Optional(Type.String()),
        indirizzo: Type.Optional(Type.String({ description: 'Sede' })),
      }),
    ),
  },
  { $id: 'UfficiPubblici' },
);
export type UfficiPubblici = Static<typeof UfficiPubblici>;

export const UfficiSenzaPosta = Type.Object(
  { items: Type.Array(Type.Object({ codice: Type.String(), denominazione: Type.String(), tipo: Tipo })) },
  { $id: 'UfficiSenzaPosta', description: 'Servizi e uffici di cui manca l’indirizzo di posta elettronica' },
);
export type UfficiSenzaPosta = Static<typeof UfficiSenzaPosta>;
