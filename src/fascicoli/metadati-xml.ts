import { scriviXml, type Nodo } from '#platform/xml';
import type { DocumentoContenuto } from './contenuto-fascicolo.ts';
import type { Fascicolo, TipoFascicolo } from './fascicoli.schema.ts';

/** Who produces the fascicolo: what the metadata say of the ente. */
export type EnteProduttore = {
  denominazione: string;
  codiceIpa: string;
  aoo: { codice: string; denominazione: string; casellaPec: string };
  /** Version of the titolario the fascicolo is classified in. */
  titolario: string;
};

const TIPOLOGIA: Record<TipoFascicolo, string> = {
  affare: 'affare',
  attivita: 'attività',
  'persona-fisica': 'persona fisica',
  'persona-giuridica': 'persona giuridica',
  procedimento: 'procedimento amministrativo',
};

const FASE = {
  preparatoria: ['Preparatoria', 'Preparatoria'],
  istruttoria: ['Istruttoria', 'Istruttoria'],
  consultiva: ['Consultiva', 'Consultiva'],
  decisoria: ['DecisoriaODeliberativa', 'Decisoria o deliberativa'],
  'integrazione-efficacia': ['IntegrazioneDellEfficacia', 'Integrazione dell’efficacia'],
} as const;

/** Identifier of an aggregation of this AOO, also after it has left the ente: AOO, register of the fascicoli, number. */
export function idAggregazione(ente: EnteProduttore, numero: string): string {
  return `${ente.codiceIpa}-${ente.aoo.codice}-FASC-${numero}`;
}

function ipa(ente: EnteProduttore, ufficio: Fascicolo['ufficio']): Nodo[] {
  return [
    [
      'IPAAmm',
      [
        ['Denominazione', ente.denominazione],
        ['CodiceIPA', ente.codiceIpa],
      ],
    ],
    [
      'IPAAOO',
      [
        ['Denominazione', ente.aoo.denominazione],
        ['CodiceIPA', ente.aoo.codice],
      ],
    ],
    [
      'IPAUOR',
      [
        ['Denominazione', ufficio.denominazione],
        ['CodiceIPA', ufficio.codice],
      ],
    ],
    ['IndirizziDigitaliDiRiferimento', ente.aoo.casellaPec],
  ];
}

function soggetti(f: Fascicolo, ente: EnteProduttore): Nodo[] {
  const i = f.intestatario;
  const ruolo = (nome: string, tipo: string, chi: Nodo): Nodo => [
    'Ruolo',
    [[nome, [['TipoRuolo', tipo], chi]]],
  ];
  return [
    ruolo('AmministrazioneTitolare', 'Amministrazione Titolare', ['PAI', ipa(ente, f.ufficio)]),
    ...f.amministrazioniPartecipanti.map((a) =>
      ruolo('AmministrazioniPartecipanti', 'Amministrazioni Partecipanti', [
        'PAI',
        [
          [
            'IPAAmm',
            [
              ['Denominazione', a.denominazione],
              ['CodiceIPA', a.codiceIpa ?? ''],
            ],
          ],
        ],
      ]),
    ),
    i?.tipo === 'PF'
      ? ruolo('SoggettoIntestatarioPersonaFisica', 'Soggetto Intestatario Persona Fisica', [
          'PF',
          [
            ['Cognome', i.cognome ?? ''],
            ['Nome', i.nome ?? ''],
            i.codiceFiscale === undefined ? undefined : ['CodiceFiscale', i.codiceFiscale],
          ],
        ])
      : undefined,
    i !== undefined && i.tipo !== 'PF'
      ? ruolo('SoggettoIntestatarioPersonaGiuridica', 'Soggetto Intestatario Persona Giuridica', [
          'PG',
          [
            ['DenominazioneOrganizzazione', i.denominazione ?? ''],
            i.partitaIva === undefined ? undefined : ['CodiceFiscale_PartitaIva', i.partitaIva],
          ],
        ])
      : undefined,
    f.rpa === undefined
      ? undefined
      : ruolo('RUP', 'RUP', [
          'RUP',
          [['Cognome', f.rpa.cognome], ['Nome', f.rpa.nome], ...ipa(ente, f.ufficio)],
        ]),
  ];
}

function procedimento(f: Fascicolo): Nodo {
  const p = f.procedimento;
  if (p === undefined) return undefined;
  return [
    'ProcedimentoAmministrativo',
    [
      ['MateriaArgomentoStruttura', p.materia],
      ['Procedimento', p.denominazione],
      ['CatalogoProcedimenti', p.catalogo],
      p.fasi === undefined || p.fasi.length === 0
        ? undefined
        : [
            'Fasi',
            p.fasi.map((fase): Nodo => {
              const [elemento, nome] = FASE[fase.tipo];
              return [
                'TipoFase',
                [
                  [
                    elemento,
                    [
                      ['Fase', nome],
                      ['DataInizioFase', fase.inizio],
                      fase.fine === undefined ? undefined : ['DataFineFase', fase.fine],
                    ],
                  ],
                ],
              ];
            }),
          ],
    ],
  ];
}

/** Every file of every document: digest of its bytes in base64, identifier, segnatura if it is registered. */
function indiceDocumenti(documenti: readonly DocumentoContenuto[]): Nodo {
  const voci = documenti.flatMap((d) =>
    d.file.map((file): Nodo => {
      const { registrazione: r } = d;
      return [
        'TipoDocumento',
        [
          [
            // The schema's own spelling.
            r === null ? 'Documentoinformatico' : 'DocumentoAmministativoinformatico',
            [
              [
                'ImprontaCrittograficaDelDocumento',
                [
                  ['Impronta', Buffer.from(file.impronta, 'hex').toString('base64')],
                  ['Algoritmo', file.algoritmo],
                ],
              ],
              ['Identificativo', file.documentoId],
              r === null ? undefined : ['Segnatura', r.segnatura],
            ],
          ],
        ],
      ];
    }),
  );
  return voci.length === 0 ? undefined : ['IndiceDocumenti', voci];
}

/**
 * The metadata of a fascicolo, a sottofascicolo or an inserto as an aggregation of digital documents: Allegato 5 to the AgID
 * guidelines on digital documents, elements in the order of the schema.
 *
 * @param anni how long it is kept, 9999 for ever; null where no plan says it
 */
export function metadatiXml(
  f: Fascicolo,
  documenti: readonly DocumentoContenuto[],
  ente: EnteProduttore,
  anni: number | null = null,
): string {
  const padre = f.percorso.at(-2);
  const [aperto, ora] = [f.apertoIl.slice(0, 10), f.apertoIl.slice(11, 19)];
  const contenuto: Nodo[] = [
    [
      'IdAgg',
      [
        ['TipoAggregazione', 'Fascicolo'],
        ['IdAggregazione', idAggregazione(ente, f.numero)],
      ],
    ],
    ['TipologiaFascicolo', TIPOLOGIA[f.tipo]],
    ['Soggetti', soggetti(f, ente)],
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
                ['SoggettoAssegnatario', ipa(ente, f.ufficio)],
                ['DataInizioAssegnazione', aperto],
                ['OraInizioAssegnazione', ora],
              ],
            ],
          ],
        ],
      ],
    ],
    ['DataApertura', f.dataApertura],
    [
      'Classificazione',
      [
        ['IndiceDiClassificazione', f.classificazione.codice],
        ['Descrizione', f.classificazione.percorso.map((v) => v.denominazione).join(' / ')],
        ['PianoDiClassificazione', ente.titolario],
      ],
    ],
    ['Progressivo', f.numero.split('.').at(-1) ?? f.numero],
    [
      'ChiaveDescrittiva',
      [
        ['Oggetto', f.oggetto],
        ['ParoleChiave', f.denominazione],
      ],
    ],
    f.dataChiusura === undefined ? undefined : ['DataChiusura', f.dataChiusura],
    procedimento(f),
    indiceDocumenti(documenti),
    f.luogo === undefined ? undefined : ['PosizioneFisicaAggregazioneDocumentale', f.luogo],
    padre === undefined
      ? undefined
      : [
          'IdAggPrimario',
          [
            ['TipoAggregazione', 'Fascicolo'],
            ['IdAggregazione', idAggregazione(ente, padre.numero)],
          ],
        ],
    anni === null ? undefined : ['TempoDiConservazione', String(anni)],
    f.note === undefined ? undefined : ['Note', f.note],
  ];
  return scriviXml(['AggregazioneDocumentaliInformatiche', contenuto]);
}
