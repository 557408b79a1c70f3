import { readFileSync } from 'node:fs';
import { Rifiuto } from '#platform/http';
import { scriviXml, type Nodo } from '#platform/xml';
import { numeroASetteCifre } from '#segnatura';
import type { Descritto, FileDescritto } from './descritto.ts';
import { fisso, type Dialetto, type Formazione } from './dialetto.ts';
import { datiPersona, soggetti } from './soggetti.ts';

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
export const PRODUTTORE = { nome: 'Tabularium', versione: version };

const BUSTE_FIRMATE = /^application\/(pkcs7-mime|vnd\.etsi\.asic-[es]\+zip)$/;
const MARCATI = /^application\/(timestamped-data|timestamp-reply)$/;

/** What only the bytes say of a file: whether it bears a signature. Without, what its format says. */
export type Verificato = { firmato?: boolean };

type ConByte = FileDescritto & { documentoId: string; impronta: string };
const haByte = (f: FileDescritto): f is ConByte => f.documentoId !== null && f.impronta !== null;

/** Identifier of an aggregation of this AOO, also after it has left the ente. */
export const idSerie = (d: Pick<Descritto, 'ente' | 'registro' | 'anno'>): string =>
  `${d.ente.codice}-${d.ente.aoo.codice}-${d.registro.codice}-${d.anno}`;

/** Digest, identifier and, where it was registered, segnatura of a file. */
export function idDoc(nome: string, f: Pick<ConByte, 'documentoId' | 'impronta'>, segnatura?: string): Nodo {
  return [
    nome,
    [
      [
        'ImprontaCrittograficaDelDocumento',
        [
          ['Impronta', Buffer.from(f.impronta, 'hex').toString('base64')],
          ['Algoritmo', 'SHA-256'],
        ],
      ],
      ['Identificativo', f.documentoId],
      segnatura === undefined ? undefined : ['Segnatura', segnatura],
    ],
  ];
}

/** The fascicolo a document is in, as its metadata name it. */
export const idFascicolo = (ente: Descritto['ente'], codice: string): Nodo => [
  'TipoAgg',
  [
    ['TipoAggregazione', 'Fascicolo'],
    ['IdAggregazione', `${ente.codice}-${ente.aoo.codice}-FASC-${codice}`],
  ],
];

/**
 * What was checked of a file. A seal is not told from a signature, and that a copy conforms to its paper is attested by nobody here: what
 * is not known is not claimed.
 */
export const verifica = (formato: string, firmato: boolean = BUSTE_FIRMATE.test(formato)): Nodo => [
  'Verifica',
  [
    ['FirmatoDigitalmente', String(firmato)],
    ['SigillatoElettronicamente', 'false'],
    ['MarcaturaTemporale', String(MARCATI.test(formato))],
    ['ConformitaCopieImmagineSuSupportoInformatico', 'false'],
  ],
];

function formazione(d: Descritto): Formazione {
  if (d.automatico) return 'raggruppamento';
  return d.flusso === 'E' || d.supporto === 'analogico' ? 'acquisizione' : 'creazione';
}

function registrazione(d: Descritto): Nodo {
  const [data, ora] = [d.istante.slice(0, 10), d.istante.slice(11, 19)];
  const protocollo = d.registro.tipo === 'protocollo';
  const tipo: Nodo = protocollo
    ? [
        'ProtocolloOrdinario_ProtocolloEmergenza',
        [
          ['TipoRegistro', 'ProtocolloOrdinario\\ProtocolloEmergenza'],
          ['DataProtocollazioneDocumento', data],
          ['OraProtocollazioneDocumento', ora],
          ['NumeroProtocolloDocumento', numeroASetteCifre(d.numero)],
          ['CodiceRegistro', d.registro.codice],
        ],
      ]
    : [
        'Repertorio_Registro',
        [
          ['TipoRegistro', 'Repertorio\\Registro'],
          ['DataRegistrazioneDocumento', data],
          ['OraRegistrazioneDocumento', ora],
          ['NumeroRegistrazioneDocumento', numeroASetteCifre(d.numero)],
          ['CodiceRegistro', d.registro.codice],
        ],
      ];
  return [
    'DatiDiRegistrazione',
    [
      ['TipologiaDiFlusso', d.flusso],
      ['TipoRegistro', [tipo]],
    ],
  ];
}

const FLUSSO = { E: 'in arrivo', U: 'in partenza', I: 'interno' };

function tipologia(d: Descritto, f: FileDescritto): string {
  if (d.automatico) return 'Registro giornaliero di protocollo';
  if (f.tipo !== null) return f.tipo;
  return d.registro.tipo === 'protocollo'
    ? `Documento protocollato ${FLUSSO[d.flusso]}`
    : d.registro.denominazione;
}

function allegati(d: Descritto, f: ConByte): Nodo {
  const suoi = f.ruolo === 'principale' ? d.file.filter((x) => x.ruolo === 'allegato') : [];
  return [
    'Allegati',
    [
      ['NumeroAllegati', String(Math.min(suoi.length, 9999))],
      // Of an allegato of paper there is no digest to give: it is counted, and not listed.
      ...suoi
        .filter(haByte)
        .slice(0, 9999)
        .map((x): Nodo => [
          'IndiceAllegati',
          [idDoc('IdDoc', x, d.segnatura), ['Descrizione', x.descrizione ?? x.nomeFile ?? 'Allegato']],
        ]),
    ],
  ];
}

function modifica(d: Descritto, f: ConByte): Nodo {
  const m = d.modifica;
  if (!m) return undefined;
  return [
    'TracciatureModificheDocumento',
    [
      ['TipoModifica', m.tipo],
      [
        'SoggettoAutoreDellaModifica',
        datiPersona(m.autore ?? { cognome: m.operatore, nome: '', codiceFiscale: null }),
      ],
      ['DataModifica', m.istante.slice(0, 10)],
      ['OraModifica', m.istante.slice(11, 19)],
      // The bytes of a registered document never change: what changed is what is said of them.
      idDoc('IdDocVersionePrecedente', f, d.segnatura),
    ],
  ];
}

/**
 * The metadata of a registered file: `DocumentoAmministrativoInformatico` of Allegato 5 to the AgID guidelines, elements in the order
 * of the schema. Values in force; that they were others, and who changed them last, is in `TracciatureModificheDocumento`.
 *
 * @throws Rifiuto `conservazione.senza-file` when there is no file in that place
 */
export function documentoXml(
  d: Descritto,
  ordine: number,
  dialetto: Dialetto,
  { firmato }: Verificato = {},
): string {
  const f = d.file.find((x) => x.ordine === ordine);
  if (!f || !haByte(f))
    throw new Rifiuto({
      codice: 'conservazione.senza-file',
      categoria: 'nonTrovato',
      dettaglio: 'In quel posto la registrazione non ha un documento informatico.',
    });
  const principale = d.file.find((x) => x.ruolo === 'principale');
  const formato = f.formato ?? 'application/octet-stream';
  const c = d.classificazione;
  return scriviXml([
    'DocumentoAmministrativoInformatico',
    [
      idDoc('IdDoc', f, d.segnatura),
      ['ModalitaDiFormazione', fisso(formazione(d), dialetto)],
      ['TipologiaDocumentale', tipologia(d, f)],
      registrazione(d),
      soggetti(d, dialetto, `${PRODUTTORE.nome} ${PRODUTTORE.versione}`),
      ['ChiaveDescrittiva', [['Oggetto', d.oggetto]]],
      allegati(d, f),
      [
        'Classificazione',
        [
          ['IndiceDiClassificazione', c?.codice ?? ''],
          ['Descrizione', c?.descrizione ?? 'Non classificato'],
          c ? ['PianoDiClassificazione', c.piano] : undefined,
        ],
      ],
      ['Riservato', String(d.riservato)],
      ['IdentificativoDelFormato', [['Formato', formato]]],
      verifica(formato, firmato),
      [
        'Agg',
        [
          ...d.fascicoli.map((codice) => idFascicolo(d.ente, codice)),
          [
            'TipoAgg',
            [
              ['TipoAggregazione', 'Serie Documentale'],
              ['IdAggregazione', idSerie(d)],
            ],
          ],
        ],
      ],
      f.ruolo === 'allegato' && principale && haByte(principale)
        ? idDoc('IdIdentificativoDocumentoPrimario', principale, d.segnatura)
        : undefined,
      ['NomeDelDocumento', f.nomeFile ?? f.documentoId],
      ['VersioneDelDocumento', String(d.versione)],
      modifica(d, f),
      d.conservazione === null ? undefined : ['TempoDiConservazione', String(d.conservazione)],
      d.note === null ? undefined : ['Note', d.note],
    ],
  ]);
}
