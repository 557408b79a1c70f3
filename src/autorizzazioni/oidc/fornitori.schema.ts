import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const Istante = (description: string) => Type.String({ format: 'date-time', description });
const Id = Type.String({ format: 'uuid' });

export const Attributo = Type.Union(
  [
    Type.Literal('sub'),
    Type.Literal('email'),
    Type.Literal('preferred_username'),
    Type.Literal('codice_fiscale'),
  ],
  { description: 'Che cosa, tra ciò che il fornitore dice della persona, la identifica al primo accesso' },
);
export type Attributo = Static<typeof Attributo>;
export const Campo = Type.Union(
  [Type.Literal('nome_utente'), Type.Literal('codice_fiscale'), Type.Literal('email')],
  { description: 'A quale dato dell’utente dev’essere uguale' },
);
export type Campo = Static<typeof Campo>;

const Emittente = Type.String({
  minLength: 1,
  maxLength: 500,
  description: 'Indirizzo dell’emittente (issuer): https, oppure http su questa stessa macchina',
});
const Segreto = Type.String({
  minLength: 1,
  maxLength: 1000,
  format: 'password',
  description: 'Segreto dato dal fornitore; è custodito cifrato e non si rilegge',
});
const dati = {
  nome: Type.String({
    minLength: 1,
    maxLength: 60,
    pattern: String.raw`\S`,
    description: 'Come lo chiama il pulsante nella pagina di accesso',
  }),
  clientId: Type.String({
    minLength: 1,
    maxLength: 255,
    pattern: String.raw`^[\x20-\x7e]+$`,
    description: 'Identificativo (client id) dato dal fornitore',
  }),
  ambiti: Type.Array(Type.String({ pattern: String.raw`^[\x21\x23-\x5b\x5d-\x7e]{1,100}$` }), {
    minItems: 1,
    maxItems: 20,
    uniqueItems: true,
    description: 'Che cosa si chiede al fornitore di dire (scope); `openid` c’è sempre',
  }),
  attributo: Attributo,
  campo: Campo,
  secondoFattore: Type.Array(Type.String({ minLength: 1, maxLength: 200, pattern: String.raw`^\S+$` }), {
    maxItems: 20,
    uniqueItems: true,
    description: 'Valori di `acr` o `amr` che valgono come secondo fattore; vuoto: nessuno',
  }),
  nuovaProva: Type.Boolean({
    description: 'Chiede ogni volta al fornitore di far dimostrare di nuovo chi si è',
  }),
  attivo: Type.Boolean({ description: 'Si può usare per entrare' }),
};

export const NuovoFornitore = Type.Object(
  { ...dati, emittente: Emittente, segreto: Segreto },
  { ...stretto, $id: 'NuovoFornitoreIdentita' },
);
export type NuovoFornitore = Static<typeof NuovoFornitore>;

export const ModificaFornitore = Type.Object(
  { ...dati, segreto: Type.Optional(Segreto) },
  { ...stretto, $id: 'ModificaFornitoreIdentita' },
);
export type ModificaFornitore = Static<typeof ModificaFornitore>;

export const FornitoreIdentita = Type.Object(
  {
    id: Id,
    emittente: Type.String({ description: 'Indirizzo dell’emittente; non cambia' }),
    ...dati,
    creatoIl: Istante('Da quando c’è'),
    collegate: Type.Integer({ format: 'int32', description: 'Quante persone sono entrate almeno una volta' }),
  },
  { $id: 'FornitoreIdentita' },
);
export type FornitoreIdentita = Static<typeof FornitoreIdentita>;

export const ElencoFornitori = Type.Object(
  {
    items: Type.Array(FornitoreIdentita),
    indirizzoRitorno: Type.String({
      description: 'Da indicare al fornitore come indirizzo di ritorno (redirect URI)',
    }),
  },
  { $id: 'ElencoFornitoriIdentita' },
);
export type ElencoFornitori = Static<typeof ElencoFornitori>;

export const DaProvare = Type.Object({ emittente: Emittente }, { ...stretto, $id: 'EmittenteDaProvare' });

export const EsitoProva = Type.Object(
  {
    emittente: Type.String({ description: 'Come si dichiara' }),
    autorizzazione: Type.String({ description: 'Dove manda chi accede' }),
    pkce: Type.Boolean({ description: 'Dichiara di verificare PKCE con SHA-256' }),
    rispondeConEmittente: Type.Boolean({ description: 'Dichiara di firmare le risposte col proprio nome' }),
    segreto: Type.Union([Type.Literal('intestazione'), Type.Literal('corpo')], {
      description: 'Come riceve il segreto',
    }),
    ambiti: Type.Array(Type.String(), { description: 'Ambiti che dichiara' }),
    attributi: Type.Array(Type.String(), { description: 'Che cosa dichiara di poter dire della persona' }),
    acr: Type.Array(Type.String(), { description: 'Livelli di autenticazione che dichiara' }),
  },
  { $id: 'EsitoProvaFornitore' },
);
export type EsitoProva = Static<typeof EsitoProva>;

export const IdentitaEsterna = Type.Object(
  {
    id: Id,
    fornitore: Type.Object({ id: Id, nome: Type.String() }),
    utente: Type.Object({
      id: Id,
      nomeUtente: Type.String(),
      nome: Type.String(),
      cognome: Type.String(),
      attivo: Type.Boolean(),
    }),
    sub: Type.String({ description: 'Come lo conosce il fornitore' }),
    collegataIl: Istante('Primo accesso'),
    ultimoUso: Istante('Ultimo accesso'),
  },
  { $id: 'IdentitaEsterna' },
);
export type IdentitaEsterna = Static<typeof IdentitaEsterna>;

export const ElencoIdentita = Type.Object(
  { items: Type.Array(IdentitaEsterna) },
  { $id: 'ElencoIdentitaEsterne' },
);
export type ElencoIdentita = Static<typeof ElencoIdentita>;
