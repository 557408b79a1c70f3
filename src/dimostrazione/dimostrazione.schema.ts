import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };

export const Indirizzo = { pattern: String.raw`^[^@\s]+@[^@\s]+\.[^@\s]+$`, maxLength: 200 };

export const LetteraDimostrativa = Type.Object(
  {
    da: Type.String({ ...Indirizzo, description: 'Chi scrive' }),
    a: Type.Optional(
      Type.String({ maxLength: 320, description: 'Casella dell’ente; senza, quella istituzionale' }),
    ),
    oggetto: Type.String({ maxLength: 500 }),
    testo: Type.String({ maxLength: 20_000 }),
    allegati: Type.Optional(
      Type.Array(
        Type.Object(
          {
            nome: Type.String({ minLength: 1, maxLength: 200 }),
            contenuto: Type.String({ maxLength: 6_000_000, description: 'I byte, in base64' }),
          },
          stretto,
        ),
        { maxItems: 5 },
      ),
    ),
  },
  { ...stretto, $id: 'LetteraDimostrativa' },
);
export type LetteraDimostrativa = Static<typeof LetteraDimostrativa>;

export const CaselleDimostrative = Type.Object(
  { items: Type.Array(Type.Object({ indirizzo: Type.String() })) },
  { $id: 'CaselleDimostrative' },
);

export const PostaCittadino = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        tipo: Type.String({
          description: 'accettazione, avvenuta-consegna, posta-certificata…, come le dice il gestore',
        }),
        oggetto: Type.String(),
        istante: Type.String({ format: 'date-time', description: 'Quando gli è arrivato' }),
      }),
      { description: 'Dal più recente' },
    ),
  },
  {
    $id: 'PostaCittadino',
    description: 'Ciò che torna a chi ha scritto: le ricevute, e ciò che l’ente gli manda',
  },
);
export type PostaCittadino = Static<typeof PostaCittadino>;
