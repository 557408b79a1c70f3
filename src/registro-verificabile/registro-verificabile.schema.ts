import { Type, type Static } from 'typebox';

const base64 = (descrizione: string) => Type.String({ contentEncoding: 'base64', description: descrizione });
const esadecimale = (descrizione: string) =>
  Type.String({ pattern: '^[0-9a-f]{64}$', description: descrizione });

export const TestaFirmata = Type.Object(
  {
    dimensione: Type.Integer({ format: 'int64', description: 'Quante foglie firma' }),
    radice: base64('Radice dell’albero, 32 byte'),
    istante: Type.String({ format: 'date-time' }),
    improntaChiave: esadecimale('SHA-256 della chiave pubblica che ha firmato'),
    testo: Type.String({ description: 'Ciò che è firmato, byte per byte' }),
    firma: base64('Firma Ed25519 del testo'),
    marca: Type.Optional(base64('Marca temporale RFC 3161 del testo seguito dalla riga della firma')),
    marcaIstante: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { title: 'TestaFirmata' },
);
export type TestaFirmata = Static<typeof TestaFirmata>;

export const ElencoTeste = Type.Object({
  items: Type.Array(TestaFirmata),
  prima: Type.Optional(
    Type.Integer({ format: 'int64', description: 'Dimensione da cui riprendere, per la pagina successiva' }),
  ),
});
export type ElencoTeste = Static<typeof ElencoTeste>;

export const FiltroTeste = Type.Object({
  prima: Type.Optional(
    Type.Integer({ minimum: 1, format: 'int64', description: 'Solo teste più brevi di questa' }),
  ),
  limite: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50, format: 'int32' })),
});

export const FiltroConsistenza = Type.Object({
  da: Type.Integer({ minimum: 1, format: 'int64', description: 'Dimensione della testa più breve' }),
  a: Type.Integer({ minimum: 1, format: 'int64', description: 'Dimensione della testa più lunga' }),
});

export const ProvaConsistenza = Type.Object({
  da: TestaFirmata,
  a: TestaFirmata,
  percorso: Type.Array(base64('Nodo dell’albero'), { description: 'RFC 9162 §2.1.4.1' }),
});
export type ProvaConsistenza = Static<typeof ProvaConsistenza>;

export const ProvaInclusione = Type.Object(
  {
    formato: Type.Literal('tabularium.prova/1'),
    ente: Type.String({ description: 'Codice IPA' }),
    registro: Type.String(),
    foglia: esadecimale('Impronta della foglia, SHA-256(0x00 ‖ contenuto)'),
    posizione: Type.Integer({ format: 'int64', description: 'Della foglia, da 1' }),
    percorso: Type.Array(base64('Nodo dell’albero'), {
      description: 'RFC 9162 §2.1.3.1, dalla foglia alla radice',
    }),
    testa: TestaFirmata,
    chiave: base64('Chiave pubblica che ha firmato la testa (SubjectPublicKeyInfo, DER)'),
  },
  { title: 'ProvaInclusione' },
);
export type ProvaInclusione = Static<typeof ProvaInclusione>;

export const Difetto = Type.Object({
  codice: Type.String(),
  testo: Type.String(),
  dove: Type.Record(Type.String(), Type.Union([Type.String(), Type.Integer({ format: 'int64' })])),
});

const Numeri = Type.Object({
  anno: Type.Integer({ format: 'int32', description: '0 per la numerazione che non riparte mai' }),
  primo: Type.Integer({ format: 'int64' }),
  ultimo: Type.Integer({ format: 'int64' }),
  quanti: Type.Integer({ format: 'int64' }),
  vuoti: Type.Integer({ format: 'int64' }),
  ripetuti: Type.Integer({ format: 'int64' }),
});

export const Verifica = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    stato: Type.Enum(['in-attesa', 'in-corso', 'conclusa', 'interrotta']),
    chiestaIl: Type.String({ format: 'date-time' }),
    chiestaDa: Type.String(),
    conclusaIl: Type.Optional(Type.String({ format: 'date-time' })),
    ancheFile: Type.Boolean(),
    esaminate: Type.Integer({ format: 'int64', description: 'Foglie esaminate finora' }),
    totale: Type.Integer({ format: 'int64' }),
    esito: Type.Optional(
      Type.Object({
        registrazioni: Type.Integer({ format: 'int64' }),
        foglie: Type.Integer({ format: 'int64' }),
        teste: Type.Integer({ format: 'int64' }),
        traccia: Type.Optional(
          Type.Object({
            blocchi: Type.Integer({ format: 'int64' }),
            righe: Type.Integer({ format: 'int64' }),
            nonSigillate: Type.Integer({ format: 'int64' }),
          }),
        ),
        difetti: Type.Array(Difetto),
        altri: Type.Integer({ format: 'int64', description: 'Difetti oltre quelli elencati' }),
      }),
    ),
  },
  { title: 'VerificaRegistro' },
);
export type Verifica = Static<typeof Verifica>;

export const NuovaVerifica = Type.Object(
  { ancheFile: Type.Optional(Type.Boolean({ description: 'Rilegge anche i byte di ogni documento' })) },
  { additionalProperties: false },
);

export const StatoRegistro = Type.Object(
  {
    codice: Type.String(),
    denominazione: Type.String(),
    tipo: Type.String(),
    foglie: Type.Integer({ format: 'int64' }),
    numeri: Type.Optional(Numeri),
    testa: Type.Optional(TestaFirmata),
    qr: Type.Optional(
      Type.Object(
        {
          lato: Type.Integer({ format: 'int32', description: 'Lato in moduli, margine compreso' }),
          tracciato: Type.String({ description: 'Quadrati scuri, come attributo d di un path SVG' }),
        },
        { description: 'La testa firmata, come è stampata nel registro giornaliero' },
      ),
    ),
    verifica: Type.Optional(Verifica),
  },
  { title: 'StatoRegistro' },
);
export type StatoRegistro = Static<typeof StatoRegistro>;

export const ElencoStati = Type.Object({
  items: Type.Array(StatoRegistro),
  marche: Type.Boolean({ description: 'Se alle teste si chiede la marca temporale' }),
  verificaGiorni: Type.Integer({
    format: 'int32',
    description: 'Ogni quanti giorni ciascun registro si verifica da sé; zero: mai',
  }),
});
export type ElencoStati = Static<typeof ElencoStati>;

export const ChiaveDiFirma = Type.Object(
  {
    progressivo: Type.Integer({ format: 'int32' }),
    impronta: esadecimale('SHA-256 della chiave pubblica'),
    chiave: base64('SubjectPublicKeyInfo, DER'),
    creataIl: Type.String({ format: 'date-time' }),
    ritirataIl: Type.Optional(Type.String({ format: 'date-time' })),
    teste: Type.Integer({ format: 'int64', description: 'Quante teste ha firmato' }),
  },
  { title: 'ChiaveDiFirma' },
);
export type ChiaveDiFirma = Static<typeof ChiaveDiFirma>;

export const ElencoChiavi = Type.Object({ items: Type.Array(ChiaveDiFirma) });
export type ElencoChiavi = Static<typeof ElencoChiavi>;

export const DelRegistro = Type.Object({ registro: Type.String({ minLength: 1, maxLength: 16 }) });
export const DellaTesta = Type.Object({
  registro: Type.String({ minLength: 1, maxLength: 16 }),
  dimensione: Type.Integer({ minimum: 1, format: 'int64' }),
});
export const DellaRegistrazione = Type.Object({
  registro: Type.String({ minLength: 1, maxLength: 16 }),
  anno: Type.Integer({ minimum: 2000, maximum: 9999, format: 'int32' }),
  numero: Type.Integer({ minimum: 1, format: 'int64' }),
});
