import { Type, type Static } from 'typebox';

const stretto = { additionalProperties: false };
const Istante = Type.String({ format: 'date-time' });
const Facoltativo = <T extends Parameters<typeof Type.Optional>[0]>(tipo: T) => Type.Optional(tipo);
const Intero = (description: string) => Type.Integer({ format: 'int64', minimum: 0, description });

export const StatoPacchetto = Type.Union(
  [
    Type.Literal('prodotto'),
    Type.Literal('inviato'),
    Type.Literal('preso-in-carico'),
    Type.Literal('conservato'),
    Type.Literal('rifiutato'),
    Type.Literal('ritirato'),
  ],
  { description: 'Dov’è il pacchetto; ritirato è quello che il conservatore di prima non ha mai avuto' },
);
export type StatoPacchetto = Static<typeof StatoPacchetto>;

export const TipoPacchetto = Type.Union(
  [
    Type.Literal('registro-giornaliero'),
    Type.Literal('documento'),
    Type.Literal('fascicolo'),
    Type.Literal('repertorio'),
  ],
  { description: 'Che cosa si versa' },
);

const voce = {
  id: Type.String({ format: 'uuid' }),
  tipo: TipoPacchetto,
  identificativo: Type.String({ description: 'Nome con cui lo conoscono l’ente e il conservatore' }),
  titolo: Type.String(),
  stato: StatoPacchetto,
  inRitardo: Type.Boolean({ description: 'Doveva essere già al conservatore' }),
  dovutoEntro: Facoltativo(Type.String({ format: 'date' })),
  motivo: Facoltativo(Type.String({ description: 'Perché è fermo, o perché è stato rifiutato' })),
  tentativi: Type.Integer({ format: 'int32' }),
  prossimoIl: Facoltativo(Istante),
  dimensione: Intero('Byte'),
  conservatore: Type.String(),
  creatoIl: Istante,
  inviatoIl: Facoltativo(Istante),
  presoIl: Facoltativo(Istante),
  conclusoIl: Facoltativo(Istante),
};

export const VocePacchetto = Type.Object(voce, stretto);
export type VocePacchetto = Static<typeof VocePacchetto>;

export const FiltroPacchetti = Type.Object(
  {
    stato: Type.Optional(StatoPacchetto),
    tipo: Type.Optional(TipoPacchetto),
    cerca: Type.Optional(
      Type.String({ maxLength: 120, description: 'Parte dell’identificativo o del titolo' }),
    ),
    inRitardo: Type.Optional(Type.Literal('1', { description: 'Solo quelli in ritardo' })),
    dopo: Type.Optional(Type.String({ maxLength: 200, description: 'Pagina seguente' })),
  },
  stretto,
);
export type FiltroPacchetti = Static<typeof FiltroPacchetti>;

export const ElencoPacchetti = Type.Object(
  { items: Type.Array(VocePacchetto), seguente: Type.Optional(Type.String()) },
  stretto,
);
export type ElencoPacchetti = Static<typeof ElencoPacchetti>;

export const FilePacchetto = Type.Object(
  {
    ordine: Type.Integer({ format: 'int32' }),
    ruolo: Type.Union([Type.Literal('principale'), Type.Literal('allegato'), Type.Literal('metadati')]),
    percorso: Type.String(),
    nomeFile: Type.String(),
    formato: Type.String(),
    dimensione: Intero('Byte'),
    impronta: Type.String({ description: 'SHA-256, esadecimale' }),
  },
  stretto,
);

export const EventoPacchetto = Type.Object(
  {
    istante: Istante,
    evento: Type.String(),
    stato: StatoPacchetto,
    attore: Type.String(),
    motivo: Facoltativo(Type.String()),
    rapporto: Facoltativo(
      Type.String({ format: 'uuid', description: 'Rapporto di versamento letto allora' }),
    ),
  },
  stretto,
);

export const Pacchetto = Type.Object(
  {
    ...voce,
    versione: Type.Integer({ format: 'int32' }),
    impronta: Type.String({ description: 'SHA-256 del pacchetto, esadecimale' }),
    chiestoDa: Type.String(),
    haRapporto: Type.Boolean(),
    file: Type.Array(FilePacchetto, { description: 'I primi 500' }),
    fileInTutto: Type.Integer({ format: 'int32' }),
    storia: Type.Array(EventoPacchetto),
    puoDecidere: Type.Boolean({ description: 'Chi guarda può confermarlo o rifiutarlo (RN-37.3)' }),
    puoVersare: Type.Boolean(),
    passaggio: Facoltativo(
      Type.Union([Type.Literal('da-passare'), Type.Literal('incerto')], {
        description:
          'Di uno prodotto per chi non conserva più: passa da sé al nuovo, o non si sa se al vecchio è arrivato',
      }),
    ),
  },
  { ...stretto, $id: 'Pacchetto', description: 'Pacchetto di versamento' },
);
export type Pacchetto = Static<typeof Pacchetto>;

const Motivo = Type.String({
  minLength: 5,
  maxLength: 2000,
  pattern: String.raw`\S{2}`,
  description: 'Perché',
});
export const Decisione = Type.Object({ motivo: Motivo }, stretto);
export const Accertamento = Type.Object(
  { arrivato: Type.Boolean({ description: 'Il conservatore di prima dice che l’ha' }), motivo: Motivo },
  stretto,
);
export const Conferma = Type.Object({ nota: Type.Optional(Motivo) }, stretto);

export const Versamento = Type.Object(
  {
    documenti: Type.Optional(
      Type.Object(
        {
          registro: Type.String({ maxLength: 16 }),
          anno: Type.Integer({ format: 'int32', minimum: 2000, maximum: 9999 }),
          dal: Type.Integer({ format: 'int64', minimum: 1, description: 'Dal numero' }),
          al: Type.Integer({ format: 'int64', minimum: 1, description: 'Al numero' }),
        },
        { ...stretto, description: 'Registrazioni con file, dal numero al numero' },
      ),
    ),
    fascicoli: Type.Optional(
      Type.Array(Type.String({ pattern: '^[1-9][0-9]{0,14}$' }), { maxItems: 200, description: 'Numeri' }),
    ),
    repertori: Type.Optional(
      Type.Array(
        Type.Object(
          {
            registro: Type.String({ maxLength: 16 }),
            anno: Type.Integer({ format: 'int32', minimum: 2000, maximum: 9999 }),
          },
          stretto,
        ),
        { maxItems: 50 },
      ),
    ),
  },
  { ...stretto, description: 'Che cosa si versa' },
);
export type Versamento = Static<typeof Versamento>;

export const VersamentoAccolto = Type.Object(
  {
    accolti: Type.Integer({ format: 'int32', description: 'Pacchetti che si stanno preparando' }),
    esclusi: Type.Array(Type.Object({ che: Type.String(), motivo: Type.String() }, stretto)),
  },
  stretto,
);
export type VersamentoAccolto = Static<typeof VersamentoAccolto>;

export const DaVersare = Type.Object(
  {
    fascicoli: Type.Array(
      Type.Object(
        { numero: Type.String(), denominazione: Type.String(), chiusoIl: Type.String({ format: 'date' }) },
        stretto,
      ),
      { description: 'Chiusi, e mai versati' },
    ),
    repertori: Type.Array(
      Type.Object(
        {
          registro: Type.String(),
          denominazione: Type.String(),
          anno: Type.Integer({ format: 'int32' }),
          quante: Type.Integer({ format: 'int32' }),
        },
        stretto,
      ),
      { description: 'Anni finiti, e mai versati' },
    ),
  },
  stretto,
);
export type DaVersare = Static<typeof DaVersare>;

export const GiornalieroConservato = Type.Object(
  {
    registro: Type.String(),
    giorno: Type.String({ format: 'date' }),
    identificativo: Type.String(),
    dovutoEntro: Type.String({ format: 'date' }),
    stato: Type.Union([StatoPacchetto, Type.Literal('da-produrre')]),
    inRitardo: Type.Boolean(),
    pacchetto: Facoltativo(Type.String({ format: 'uuid' })),
  },
  stretto,
);
export const ElencoGiornalieri = Type.Object({ items: Type.Array(GiornalieroConservato) }, stretto);
export type ElencoGiornalieri = Static<typeof ElencoGiornalieri>;

export const QuadroConservazione = Type.Object(
  {
    stati: Type.Record(Type.String(), Type.Integer({ format: 'int32' }), {
      description: 'Pacchetti per stato',
    }),
    inRitardo: Type.Integer({ format: 'int32' }),
    giornalieriSenzaPacchetto: Type.Integer({ format: 'int32' }),
    fermi: Type.Array(
      Type.Object(
        {
          identificativo: Type.String(),
          stato: StatoPacchetto,
          tentativi: Type.Integer({ format: 'int32' }),
          prossimoIl: Facoltativo(Istante),
          inPartenza: Type.Boolean(),
          motivo: Facoltativo(Type.String()),
        },
        stretto,
      ),
      { description: 'Lavori che non sono andati a buon fine, i primi 50; nulla di ciò che contengono' },
    ),
    archivio: Type.Object(
      {
        pacchetti: Type.Integer({ format: 'int32' }),
        byte: Intero('Spazio dei pacchetti'),
        liberi: Intero('Spazio libero'),
      },
      stretto,
    ),
    conservatore: Facoltativo(Type.String({ description: 'A chi si versa' })),
    precedenti: Type.Array(
      Type.Object(
        {
          conservatore: Type.String(),
          inAttesa: Type.Integer({ format: 'int32', description: 'Inviati a lui, che non ha finito' }),
          incerti: Type.Integer({ format: 'int32', description: 'Non si sa se gli sono arrivati' }),
          daPassare: Type.Integer({ format: 'int32', description: 'Non li ha mai avuti: passano al nuovo' }),
        },
        stretto,
      ),
      { description: 'Conservatori di prima con cui qualcosa non è finito' },
    ),
  },
  stretto,
);
export type QuadroConservazione = Static<typeof QuadroConservazione>;

export const PerEsibire = Type.Object({ motivo: Motivo }, stretto);
