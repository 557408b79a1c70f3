import { Type, type Static } from 'typebox';
import { profili } from '../permessi.ts';

const stretto = { additionalProperties: false };
const Istante = (description: string) => Type.String({ format: 'date-time', description });
const Base64 = (massimo: number, description: string) =>
  Type.String({ minLength: 1, maxLength: massimo, pattern: '^[A-Za-z0-9_-]+$', description });

export const Codice = Type.Object(
  {
    codice: Type.String({
      minLength: 6,
      maxLength: 40,
      description: 'Sei cifre dell’app, o un codice di recupero',
    }),
  },
  { ...stretto, $id: 'CodiceSecondoFattore' },
);
export type Codice = Static<typeof Codice>;

const NomePasskey = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: String.raw`\S`,
  description: 'Come la riconosce chi la usa: «Telefono», «Chiave dell’ufficio»',
});

export const SecondoFattore = Type.Object(
  {
    obbligatorio: Type.Boolean({ description: 'Il profilo lo esige' }),
    totp: Type.Optional(
      Type.Object(
        { attivatoIl: Istante('Da quando si chiede il codice dell’app') },
        { description: 'Assente se non c’è un’app' },
      ),
    ),
    passkey: Type.Array(
      Type.Object({
        id: Type.String({ format: 'uuid' }),
        nome: Type.String(),
        sincronizzata: Type.Boolean({ description: 'È copiata tra i dispositivi del proprietario' }),
        creataIl: Istante('Quando è stata registrata'),
        ultimoUso: Type.Optional(Istante('Assente finché non è stata usata')),
      }),
    ),
    codiciRestanti: Type.Integer({ format: 'int32', description: 'Codici di recupero non ancora usati' }),
  },
  { $id: 'SecondoFattore' },
);
export type SecondoFattore = Static<typeof SecondoFattore>;

export const TotpDaConfermare = Type.Object(
  {
    segreto: Type.String({ description: 'Da scrivere nell’app a mano, in base 32; non si può rileggere' }),
    indirizzo: Type.String({ description: 'otpauth://…, per aprire l’app sullo stesso dispositivo' }),
    qr: Type.Object(
      {
        lato: Type.Integer({ format: 'int32', description: 'Lato in moduli, margine compreso' }),
        tracciato: Type.String({ description: 'Quadrati scuri, come attributo d di un path SVG' }),
      },
      { description: 'Lo stesso indirizzo, da inquadrare' },
    ),
  },
  { $id: 'TotpDaConfermare' },
);
export type TotpDaConfermare = Static<typeof TotpDaConfermare>;

export const FattoreAttivato = Type.Object(
  {
    codici: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Codici di recupero, se prima non ce n’erano: si mostrano solo ora',
      }),
    ),
  },
  { $id: 'FattoreAttivato' },
);
export type FattoreAttivato = Static<typeof FattoreAttivato>;

export const CodiciRecupero = Type.Object(
  { codici: Type.Array(Type.String(), { description: 'Si mostrano solo ora' }) },
  { $id: 'CodiciRecupero' },
);
export type CodiciRecupero = Static<typeof CodiciRecupero>;

/** What WebAuthn itself defines: handed to the browser as it is. */
export const OpzioniWebAuthn = Type.Object(
  {},
  { additionalProperties: true, description: 'Opzioni di WebAuthn, in JSON', $id: 'OpzioniWebAuthn' },
);
export type OpzioniWebAuthn = object;

export const RispostaPasskey = Type.Object(
  {
    id: Base64(1400, 'Credenziale'),
    rawId: Base64(1400, 'Credenziale'),
    type: Type.Optional(Type.String({ maxLength: 20, description: 'public-key' })),
    authenticatorAttachment: Type.Optional(
      Type.Union([Type.Literal('platform'), Type.Literal('cross-platform')]),
    ),
    clientExtensionResults: Type.Object({}, { additionalProperties: true, maxProperties: 20 }),
    response: Type.Object({
      clientDataJSON: Base64(8000, 'Ciò che il browser ha chiesto di firmare'),
      authenticatorData: Base64(8000, 'Ciò che la chiave dice di sé'),
      signature: Base64(8000, 'Firma'),
      userHandle: Type.Optional(
        Type.String({ maxLength: 100, description: 'Utente a cui la chiave appartiene' }),
      ),
    }),
  },
  { $id: 'RispostaPasskey' },
);
export type RispostaPasskey = Static<typeof RispostaPasskey>;

export const NuovaPasskey = Type.Object(
  {
    nome: NomePasskey,
    risposta: Type.Object({
      id: Base64(1400, 'Credenziale'),
      rawId: Base64(1400, 'Credenziale'),
      type: Type.Optional(Type.String({ maxLength: 20, description: 'public-key' })),
      authenticatorAttachment: Type.Optional(
        Type.Union([Type.Literal('platform'), Type.Literal('cross-platform')]),
      ),
      clientExtensionResults: Type.Object({}, { additionalProperties: true, maxProperties: 20 }),
      response: Type.Object({
        clientDataJSON: Base64(8000, 'Ciò che il browser ha chiesto'),
        attestationObject: Base64(64_000, 'La chiave nuova'),
        authenticatorData: Type.Optional(Base64(8000, 'Ciò che la chiave dice di sé')),
        publicKey: Type.Optional(Base64(8000, 'Chiave pubblica')),
        publicKeyAlgorithm: Type.Optional(Type.Integer({ format: 'int32' })),
        transports: Type.Optional(
          Type.Array(Type.String({ maxLength: 20, pattern: '^[a-z-]+$' }), { maxItems: 10 }),
        ),
      }),
    }),
  },
  { ...stretto, $id: 'NuovaPasskey' },
);
export type NuovaPasskey = Static<typeof NuovaPasskey>;

export const NomeDiPasskey = Type.Object({ nome: NomePasskey }, { ...stretto, $id: 'NomeDiPasskey' });

const Profilo = Type.String({ enum: [...profili] });

export const ObbligoSecondoFattore = Type.Object(
  {
    profili: Type.Array(
      Type.Object({
        profilo: Profilo,
        obbligatorio: Type.Boolean(),
        utenti: Type.Integer({ format: 'int32', description: 'Quanti hanno questo profilo' }),
        attivati: Type.Integer({ format: 'int32', description: 'Quanti di loro hanno un secondo fattore' }),
      }),
    ),
  },
  { $id: 'ObbligoSecondoFattore' },
);
export type ObbligoSecondoFattore = Static<typeof ObbligoSecondoFattore>;

export const SceltaObbligo = Type.Object(
  {
    profili: Type.Array(Profilo, {
      uniqueItems: true,
      maxItems: profili.length,
      description: 'Profili che devono avere un secondo fattore',
    }),
  },
  { ...stretto, $id: 'SceltaObbligo' },
);

export const Azzeramento = Type.Object(
  {
    motivo: Type.String({
      minLength: 10,
      maxLength: 500,
      pattern: String.raw`\S`,
      description: 'Perché, e come ci si è accertati di chi lo chiede',
    }),
  },
  { ...stretto, $id: 'AzzeramentoSecondoFattore' },
);

export const FiltroFattoriUtenti = Type.Object(
  {
    q: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Parte del nome' })),
    cursor: Type.Optional(Type.String({ maxLength: 1000 })),
    limit: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 100, default: 50 })),
  },
  stretto,
);
export type FiltroFattoriUtenti = Static<typeof FiltroFattoriUtenti>;

export const ElencoFattoriUtenti = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        id: Type.String({ format: 'uuid' }),
        nomeUtente: Type.String(),
        nome: Type.String(),
        cognome: Type.String(),
        totp: Type.Boolean(),
        passkey: Type.Integer({ format: 'int32', description: 'Quante passkey ha' }),
        obbligatorio: Type.Boolean({ description: 'Il profilo lo esige' }),
      }),
    ),
    cursor: Type.Optional(
      Type.String({ description: 'Da rimandare per avere la pagina seguente; assente all’ultima' }),
    ),
  },
  { $id: 'ElencoFattoriUtenti' },
);
export type ElencoFattoriUtenti = Static<typeof ElencoFattoriUtenti>;
