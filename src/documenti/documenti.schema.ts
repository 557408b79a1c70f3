import { Type, type Static } from 'typebox';

export const Documento = Type.Object(
  {
    id: Type.String({ format: 'uuid', description: 'Codice di riferimento, unico e mai riusato (RN-A.5)' }),
    nomeFile: Type.String({ description: 'Nome del file, esattamente come è arrivato' }),
    formato: Type.String({ description: 'Tipo trovato nei byte, non nel nome (es. application/pdf)' }),
    formatoSecondo: Type.String({ description: 'Programma e versione che hanno trovato il tipo' }),
    dimensione: Type.Integer({ format: 'int64', minimum: 1, description: 'Byte' }),
    impronta: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'Impronta del contenuto, esadecimale' }),
    algoritmo: Type.String({ description: 'Algoritmo dell’impronta: SHA-256' }),
    avvisi: Type.Array(Type.String(), {
      description: 'Ciò che è bene sapere del file prima di registrarlo; non impedisce nulla',
    }),
    caricatoIl: Type.String({ format: 'date-time' }),
  },
  { additionalProperties: false, $id: 'Documento', description: 'File caricato' },
);
export type Documento = Static<typeof Documento>;

/** For OpenAPI alone: the body is read as it arrives. */
export const ModuloCaricamento = Type.Object(
  {
    file: Type.String({ format: 'binary', description: 'Il file; uno per richiesta' }),
    nomeFile: Type.Optional(
      Type.String({
        description:
          'Nome esatto del file, quando contiene caratteri che il modulo non sa portare (es. le tre lettere %22)',
      }),
    ),
  },
  { additionalProperties: false },
);

export const ChiaveDocumento = Type.Object({ id: Type.String({ format: 'uuid' }) });

export const ComeScaricare = Type.Object({
  inline: Type.Optional(
    Type.Literal('1', {
      description: 'Mostra invece di scaricare, per i soli tipi innocui (PDF, immagini, testo semplice)',
    }),
  ),
});
