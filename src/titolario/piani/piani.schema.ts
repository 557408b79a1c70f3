import { Type, type Static } from 'typebox';
import { giorno } from '../titolario.schema.ts';

const stretto = { additionalProperties: false };

const regola = {
  codice: Type.String({ minLength: 1, maxLength: 40, description: 'Codice del titolario: IV.3' }),
  voce: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 500,
      description: 'Voce sotto quel codice; assente: tutto ciò che ha quel codice',
    }),
  ),
  anni: Type.Optional(
    Type.Integer({ format: 'int32', minimum: 1, maximum: 200, description: 'Assente se permanente' }),
  ),
  nota: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
};

export const RegolaPiano = Type.Object(
  {
    ...regola,
    permanente: Type.Boolean(),
    abbinata: Type.Boolean({ description: 'La voce c’è nel titolario' }),
  },
  { $id: 'RegolaPianoConservazione' },
);
export type RegolaPiano = Static<typeof RegolaPiano>;

const testata = {
  id: Type.String({ format: 'uuid' }),
  denominazione: Type.String({ description: 'Nome della versione del piano' }),
  fonte: Type.String({ description: 'Da dove viene: norma, modello, atto (RN-41.2)' }),
  inVigoreDal: giorno('Primo giorno'),
  corrente: Type.Boolean({ description: 'In vigore oggi' }),
  caricatoIl: Type.String({ format: 'date-time' }),
  caricatoDa: Type.String(),
  regole: Type.Integer({ format: 'int32' }),
};

export const TestataPiano = Type.Object(testata, { $id: 'PianoConservazione' });
export type TestataPiano = Static<typeof TestataPiano>;

export const ElencoPiani = Type.Object(
  {
    items: Type.Array(TestataPiano),
    mancanti: Type.Array(Type.Object({ codice: Type.String(), denominazione: Type.String() }), {
      description: 'Voci del titolario in uso senza tempo di conservazione nel piano in vigore (RN-A.19)',
    }),
  },
  { $id: 'PianiConservazione', description: 'Piani di conservazione, dal più recente' },
);
export type ElencoPiani = Static<typeof ElencoPiani>;

export const PianoIntero = Type.Object(
  { ...testata, righe: Type.Array(RegolaPiano) },
  { $id: 'PianoConservazioneIntero' },
);
export type PianoIntero = Static<typeof PianoIntero>;

export const NuovoPiano = Type.Object(
  {
    denominazione: Type.String({ minLength: 1, maxLength: 200 }),
    fonte: Type.String({ minLength: 3, maxLength: 500 }),
    inVigoreDal: giorno('Primo giorno'),
    righe: Type.Optional(
      Type.Array(
        Type.Object(
          { ...regola, permanente: Type.Optional(Type.Boolean({ description: 'Vero: per sempre' })) },
          stretto,
        ),
        { maxItems: 5000 },
      ),
    ),
    csv: Type.Optional(
      Type.String({
        minLength: 2,
        maxLength: 900_000,
        description:
          'Al posto delle righe, CSV con intestazione: codice, conservazione (anni o «permanente») e, se si vuole, voce, nota',
      }),
    ),
  },
  { ...stretto, $id: 'NuovoPianoConservazione' },
);
export type NuovoPiano = Static<typeof NuovoPiano>;

export const EsitoPiano = Type.Object(
  {
    piano: TestataPiano,
    nonAbbinate: Type.Array(Type.String(), {
      description: 'Codici o voci che nel titolario in uso non ci sono: conservati nel piano, senza effetto',
    }),
    scartate: Type.Array(Type.String(), { description: 'Righe non leggibili o ripetute: non caricate' }),
  },
  { $id: 'EsitoPianoConservazione' },
);
export type EsitoPiano = Static<typeof EsitoPiano>;

export const DomandaScadenza = Type.Object(
  {
    classificazione: Type.String({ minLength: 1, maxLength: 40 }),
    voce: Type.Optional(Type.String({ minLength: 1, maxLength: 500, description: 'Voce sotto quel codice' })),
    chiusoIl: giorno('Chiusura del fascicolo'),
    al: Type.Optional(giorno('Giorno in cui ci si chiede se si può scartare; oggi se manca')),
  },
  stretto,
);

export const Scadenza = Type.Object(
  {
    permanente: Type.Boolean(),
    anni: Type.Optional(Type.Integer({ format: 'int32' })),
    conservareFino: Type.Optional(giorno('Ultimo giorno in cui va conservato; assente se permanente')),
    scartabile: Type.Boolean({ description: 'Quel giorno si può proporre per lo scarto' }),
    piano: Type.String({ description: 'Versione del piano applicata' }),
  },
  { $id: 'ScadenzaConservazione' },
);
export type Scadenza = Static<typeof Scadenza>;

export const Scartabili = Type.Object(
  {
    al: giorno('Giorno in cui lo sono'),
    totale: Type.Integer({ format: 'int32' }),
    items: Type.Array(
      Type.Object({
        fascicolo: Type.String({ description: 'Numero: 1207' }),
        oggetto: Type.String(),
        classificazione: Type.String(),
        chiusoIl: giorno('Data di chiusura'),
        conservareFino: giorno('Ultimo giorno in cui andava conservato'),
      }),
    ),
  },
  {
    $id: 'FascicoliScartabili',
    description: 'Fascicoli chiusi il cui tempo di conservazione è trascorso (RN-41.1): i primi 500',
  },
);
export type Scartabili = Static<typeof Scartabili>;
