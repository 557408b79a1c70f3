import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const Testo = (max: number, descrizione: string) =>
  Type.String({ minLength: 1, maxLength: max, description: descrizione });

/** PF persona fisica, PG persona giuridica, PAI amministrazione italiana, PAE amministrazione estera. */
export const Corrispondente = Type.Object(
  {
    tipo: Type.Union([Type.Literal('PF'), Type.Literal('PG'), Type.Literal('PAI'), Type.Literal('PAE')]),
    nome: Type.Optional(Testo(200, 'Nome (solo PF)')),
    cognome: Type.Optional(Testo(200, 'Cognome (solo PF)')),
    denominazione: Type.Optional(Testo(500, 'Denominazione (PG, PAI, PAE)')),
    codiceFiscale: Type.Optional(Testo(28, 'Codice fiscale, o codice estero equivalente')),
    partitaIva: Type.Optional(Testo(28, 'Partita IVA')),
    codiceIpa: Type.Optional(Testo(40, 'Codice IPA dell’amministrazione (PAI)')),
    codiceAoo: Type.Optional(Testo(16, 'Codice univoco dell’AOO (PAI)')),
    codiceUo: Type.Optional(Testo(16, 'Codice univoco dell’unità organizzativa (PAI)')),
    ufficio: Type.Optional(Testo(300, 'Ufficio')),
    indirizzo: Type.Optional(Testo(500, 'Indirizzo postale')),
    nazione: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' })),
    indirizziDigitali: Type.Optional(Type.Array(Testo(320, 'PEC o posta elettronica'), { maxItems: 5 })),
    telefono: Type.Optional(Testo(40, 'Telefono')),
    variabili: Type.Optional(
      Type.Record(Type.String({ minLength: 1, maxLength: 60 }), Type.String({ maxLength: 2000 }), {
        description: 'Campi variabili del destinatario (RN-58.3)',
        maxProperties: 30,
      }),
    ),
  },
  { ...stretto, description: 'Mittente o destinatario, copiato nella registrazione' },
);
export type Corrispondente = Static<typeof Corrispondente>;
