import { scriviXml, type Nodo } from '#platform/xml';
import { PRODUTTORE } from '../metadati/documento-xml.ts';
import type { EnteDescritto, PersonaFisica } from '../metadati/descritto.ts';

const SPAZIO = 'http://www.uni.com/U3011/sincro-v2/';
export const SCHEMA_ALLEGATO5 = 'urn:agid:allegato5:DocumentoAmministrativoInformatico';
export const SCHEMA_SCIOLTO = 'urn:tabularium:documento-informatico:1';
export const SCHEMA_AGGREGAZIONE = 'urn:tabularium:aggregazione:1';

export type Impronta = { percorso: string; impronta: string };
export type FileIndicizzato = Impronta & {
  id: string;
  formato: string;
  /** Metadata of its own, in a file beside it. */
  metadati?: Impronta & { schema: string };
};

export type Indice = {
  identificativo: string;
  titolo: string;
  descrizione: string;
  /** The instant the package was made at, with its offset. */
  istante: string;
  ente: EnteDescritto;
  /** RSP in office, and the act that appointed him. */
  responsabile: (PersonaFisica & { atto: string }) | null;
  gruppi: { id: string; etichetta: string; file: FileIndicizzato[] }[];
};

const s = (nome: string): string => `sincro:${nome}`;
const id = (valore: string, schema = 'Tabularium'): Nodo => [s('ID'), valore, { [s('scheme')]: schema }];
const hash = (impronta: string): Nodo => [
  s('Hash'),
  Buffer.from(impronta, 'hex').toString('base64'),
  { [s('hashFunction')]: 'SHA-256' },
];
/** A path as a URI: what stands in it is already a name that every file system takes. */
const percorso = (p: string): Nodo => [s('Path'), encodeURI(p)];

function file(f: FileIndicizzato): Nodo {
  const punto = /\.([A-Za-z0-9]{1,10})$/.exec(f.percorso)?.[1];
  return [
    s('File'),
    [
      id(f.id),
      percorso(f.percorso),
      hash(f.impronta),
      f.metadati && [
        s('MoreInfo'),
        [
          [
            s('ExternalMetadata'),
            [id(`${f.id}-metadati`), percorso(f.metadati.percorso), hash(f.metadati.impronta)],
            { [s('encoding')]: 'binary', [s('extension')]: 'xml', [s('format')]: 'application/xml' },
          ],
        ],
        { [s('xmlSchema')]: f.metadati.schema },
      ],
    ],
    {
      [s('encoding')]: 'binary',
      ...(punto !== undefined && { [s('extension')]: punto }),
      [s('format')]: f.formato,
    },
  ];
}

function ente(elemento: string, e: EnteDescritto, altro: Record<string, string> = {}): Nodo {
  return [
    s(elemento),
    [
      e.codiceFiscale === null ? undefined : [s('AgentID'), `VATIT-${e.codiceFiscale}`],
      [s('AgentName'), [[s('FormalName'), e.denominazione]]],
      [s('RelevantDocument'), `IndicePA, ente ${e.codice}, AOO ${e.aoo.codice}`],
    ],
    { [s('agentType')]: 'legal person', ...altro },
  ];
}

function persona(elemento: string, i: Indice, altro: Record<string, string> = {}): Nodo {
  const r = i.responsabile;
  if (!r) return ente(elemento, i.ente, altro);
  const codice = r.codiceFiscale?.toUpperCase() ?? '';
  return [
    s(elemento),
    [
      /^[A-Z0-9]{16}$/.test(codice) ? [s('AgentID'), `TINIT-${codice}`] : undefined,
      [
        s('AgentName'),
        [
          [
            s('NameAndSurname'),
            [
              [s('FirstName'), r.nome],
              [s('LastName'), r.cognome],
            ],
          ],
        ],
      ],
      [s('RelevantDocument'), r.atto],
    ],
    { [s('agentType')]: 'natural person', ...altro },
  ];
}

/** The index of a package: UNI 11386 (SInCRO), version 2. Every file with its digest, and where its metadata are. */
export function pindex(i: Indice): string {
  return scriviXml([
    s('PIndex'),
    [
      [
        s('SelfDescription'),
        [
          id(`${i.identificativo}-PIndex`),
          [
            s('CreatingApplication'),
            [
              [s('Name'), PRODUTTORE.nome],
              [s('Version'), PRODUTTORE.versione],
              [s('Producer'), PRODUTTORE.nome],
            ],
          ],
        ],
      ],
      [s('PVolume'), [id(i.identificativo), [s('Label'), i.titolo], [s('Description'), i.descrizione]]],
      ...i.gruppi.map((g): Nodo => [
        s('FileGroup'),
        [id(g.id), [s('Label'), g.etichetta], ...g.file.map(file)],
      ]),
      [
        s('Process'),
        [
          persona('Submitter', i),
          ente('Holder', i.ente, { [s('holderRole')]: 'soggetto produttore' }),
          persona('AuthorizedSigner', i, {
            [s('signerRole')]: 'Responsabile della gestione documentale',
          }),
          [s('TimeReference'), [[s('TimeInfo'), i.istante, { [s('attachedTimeStamp')]: 'false' }]]],
          [
            s('LawsAndRegulations'),
            'DPR 445/2000; D.lgs. 82/2005 artt. 43-44; Linee guida AgID su formazione, gestione e conservazione dei documenti informatici; UNI 11386:2020',
          ],
        ],
      ],
    ],
    {
      'xmlns:sincro': SPAZIO,
      [s('language')]: 'it',
      [s('uri')]: 'http://www.uni.com/U3011/sincro-v2/PIndex.xsd',
      [s('sincroVersion')]: '2.0',
    },
  ]);
}
