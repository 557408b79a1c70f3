import { scriviXml, type Nodo } from '#platform/xml';
import type { EnteDescritto, VoceIpa } from '../metadati/descritto.ts';
import type { VoceFile } from './contenuto.ts';

/** A year of a register, as the series of documents it is. */
export type SerieDaDescrivere = {
  id: string;
  denominazione: string;
  anno: number;
  ente: EnteDescritto;
  /** The office that keeps the register: of a repertorio without offices of its own, the one that registers. */
  ufficio: VoceIpa;
  classificazione: { codice: string; descrizione: string; piano: string } | null;
  anni: number | null;
  file: readonly Pick<VoceFile, 'documentoId' | 'impronta'>[];
};

const voce = (nome: string, v: VoceIpa): Nodo => [
  nome,
  [
    ['Denominazione', v.denominazione],
    ['CodiceIPA', v.codice],
  ],
];

/** Metadata of a year of a register: the aggregation «Serie Documentale» of Allegato 5 (`schemi/aggregazione.xsd`). */
export function serieXml(d: SerieDaDescrivere): string {
  const pai = [
    voce('IPAAmm', d.ente),
    voce('IPAAOO', d.ente.aoo),
    voce('IPAUOR', d.ufficio),
    ['IndirizziDigitaliDiRiferimento', d.ente.aoo.casellaPec] satisfies Nodo,
  ];
  return scriviXml([
    'AggregazioneDocumentaliInformatiche',
    [
      [
        'IdAgg',
        [
          ['TipoAggregazione', 'Serie Documentale'],
          ['IdAggregazione', d.id],
        ],
      ],
      [
        'Soggetti',
        [
          [
            'Ruolo',
            [
              [
                'AmministrazioneTitolare',
                [
                  ['TipoRuolo', 'Amministrazione Titolare'],
                  ['PAI', pai],
                ],
              ],
            ],
          ],
        ],
      ],
      [
        'Assegnazione',
        [
          [
            'TipoAssegnazione',
            [
              [
                'PerCompetenza',
                [
                  ['TipoAssegnazioneRuolo', 'Per Competenza'],
                  ['SoggettoAssegnatario', pai],
                  ['DataInizioAssegnazione', `${d.anno}-01-01`],
                  ['OraInizioAssegnazione', '00:00:00'],
                ],
              ],
            ],
          ],
        ],
      ],
      ['DataApertura', `${d.anno}-01-01`],
      [
        'Classificazione',
        [
          ['IndiceDiClassificazione', d.classificazione?.codice ?? ''],
          ['Descrizione', d.classificazione?.descrizione ?? 'Non classificata'],
          d.classificazione ? ['PianoDiClassificazione', d.classificazione.piano] : undefined,
        ],
      ],
      ['Progressivo', String(d.anno)],
      ['ChiaveDescrittiva', [['Oggetto', `${d.denominazione}, anno ${d.anno}`]]],
      ['DataChiusura', `${d.anno}-12-31`],
      d.file.length === 0
        ? undefined
        : [
            'IndiceDocumenti',
            d.file.map((f): Nodo => [
              'TipoDocumento',
              [
                [
                  // The schema's own spelling.
                  'DocumentoAmministativoinformatico',
                  [
                    [
                      'ImprontaCrittograficaDelDocumento',
                      [
                        ['Impronta', Buffer.from(f.impronta, 'hex').toString('base64')],
                        ['Algoritmo', 'SHA-256'],
                      ],
                    ],
                    ['Identificativo', f.documentoId],
                  ],
                ],
              ],
            ]),
          ],
      d.anni === null ? undefined : ['TempoDiConservazione', String(d.anni)],
    ],
  ]);
}
