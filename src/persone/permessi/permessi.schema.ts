import { Type, type Static } from 'typebox';

const Colonna = Type.Object({
  id: Type.String(),
  nome: Type.String({ description: 'Come si chiama' }),
  tipo: Type.Union(
    [Type.Literal('profilo'), Type.Literal('ruolo'), Type.Literal('sostituto'), Type.Literal('chiave')],
    {
      description:
        'Profilo di accesso; ruolo, che si aggiunge al profilo; sostituto, nei limiti di chi sostituisce; ambito di una chiave API',
    },
  ),
  descrizione: Type.String(),
});

export const Matrice = Type.Object(
  {
    colonne: Type.Array(Colonna),
    gruppi: Type.Array(
      Type.Object({
        nome: Type.String(),
        permessi: Type.Array(
          Type.Object({
            permesso: Type.String({ description: 'Nome stabile' }),
            descrizione: Type.String(),
            personali: Type.Boolean({ description: 'Solo per gli incaricati del trattamento (RN-20.1)' }),
            presso: Type.Optional(
              Type.Union([Type.Literal('uop'), Type.Literal('ufficio-protocollo')], {
                description: 'Solo per chi opera presso una UOP, o l’Ufficio Protocollo',
              }),
            ),
            a: Type.Array(Type.String(), { description: 'Colonne che l’hanno' }),
          }),
        ),
      }),
    ),
  },
  { $id: 'Matrice', description: 'Chi può fare che cosa (RN-71.2)' },
);
export type Matrice = Static<typeof Matrice>;
