import { grezzo, scriviXml, type Nodo } from '#platform/xml';
import type { ParametriParer } from '../conservatore/conservatore.schema.ts';
import { oraDiRoma } from '#platform/clock';
import type { DaConsegnare, FileDaConsegnare } from './trasporto.ts';

const TIPI: Record<string, [unita: string, principale: string]> = {
  'registro-giornaliero': ['REGISTRO GIORNALIERO', 'REGISTRO GIORNALIERO'],
  documento: ['DOCUMENTO PROTOCOLLATO', 'DOCUMENTO'],
  fascicolo: ['FASCICOLO', 'METADATI AGGREGAZIONE'],
  repertorio: ['SERIE DOCUMENTALE', 'METADATI AGGREGAZIONE'],
};

const breve = (testo: string, massimo: number): string => testo.slice(0, massimo);

function documento(nome: string, tipo: string, f: FileDaConsegnare, istante: string): Nodo {
  const estensione = /\.([A-Za-z0-9]{1,10})$/.exec(f.nomeFile)?.[1];
  return [
    nome,
    [
      ['IDDocumento', breve(f.id, 100)],
      ['TipoDocumento', tipo],
      ['ProfiloDocumento', [['Descrizione', f.percorso]]],
      [
        'StrutturaOriginale',
        [
          [
            'Componenti',
            [
              [
                'Componente',
                [
                  ['ID', f.id],
                  ['OrdinePresentazione', '1'],
                  ['TipoSupportoComponente', 'FILE'],
                  ['NomeComponente', breve(f.nomeFile, 254)],
                  ['FormatoFileVersato', (estensione ?? 'BIN').toUpperCase()],
                  ['HashVersato', f.impronta],
                  // When it was registered it was there as it is: what the signatures are checked against.
                  ['RiferimentoTemporale', istante],
                  ['DescrizioneRiferimentoTemporale', 'Versamento in conservazione'],
                ],
              ],
            ],
          ],
        ],
      ],
    ],
  ];
}

/** Which file is the main one, which stand beside it, which are only said of them. */
export function distribuisci(file: readonly FileDaConsegnare[]): {
  principale: FileDaConsegnare;
  allegati: FileDaConsegnare[];
  annotazioni: FileDaConsegnare[];
} {
  const aggregazione = file.find((f) => f.percorso.startsWith('aggregazioni/'));
  const primo = aggregazione ?? file.find((f) => f.ruolo === 'principale') ?? file[0];
  if (!primo) throw new Error('pacchetto senza file');
  const resto = file.filter((f) => f !== primo);
  return {
    principale: primo,
    allegati: resto.filter((f) => f.ruolo !== 'metadati'),
    annotazioni: resto.filter((f) => f.ruolo === 'metadati'),
  };
}

/**
 * The index of a package as the services of the ParER family want it: `UnitaDocumentaria`. The Allegato 5 metadata of the main
 * document are its `ProfiloNormativo`; those of the others, and the SInCRO index, go with it as annotations.
 *
 * @param normativo the metadata of the main document, where it has any
 */
export function unitaDocumentaria(
  p: DaConsegnare,
  parametri: ParametriParer,
  file: readonly FileDaConsegnare[],
  normativo: string | undefined,
): string {
  const [tipologia, tipo] = TIPI[p.tipo] ?? ['DOCUMENTO', 'DOCUMENTO'];
  const { principale, allegati, annotazioni } = distribuisci(file);
  const istante = oraDiRoma(p.creatoIl);
  return scriviXml([
    'UnitaDocumentaria',
    [
      [
        'Intestazione',
        [
          ['Versione', parametri.versione],
          [
            'Versatore',
            [
              ['Ambiente', parametri.ambiente],
              ['Ente', parametri.ente],
              ['Struttura', parametri.struttura],
              ['UserID', parametri.utente],
            ],
          ],
          [
            'Chiave',
            [
              ['Numero', breve(p.chiave.numero, 100)],
              ['Anno', String(p.chiave.anno)],
              ['TipoRegistro', breve(p.chiave.registro, 100)],
            ],
          ],
          ['TipologiaUnitaDocumentaria', parametri.tipologia ?? tipologia],
        ],
      ],
      ['Configurazione', [['TipoConservazione', 'VERSAMENTO_ANTICIPATO']]],
      [
        'ProfiloUnitaDocumentaria',
        [
          ['Oggetto', breve(p.titolo, 4000)],
          ['Data', istante.slice(0, 10)],
          ['Cartaceo', 'false'],
        ],
      ],
      normativo === undefined ? undefined : ['ProfiloNormativo', [grezzo(normativo)], { versione: '1.0' }],
      ['NumeroAllegati', String(Math.min(allegati.length, 9999))],
      ['NumeroAnnotazioni', String(Math.min(annotazioni.length, 9999))],
      documento('DocumentoPrincipale', tipo, principale, istante),
      allegati.length === 0
        ? undefined
        : ['Allegati', allegati.map((f) => documento('Allegato', 'ALLEGATO', f, istante))],
      annotazioni.length === 0
        ? undefined
        : ['Annotazioni', annotazioni.map((f) => documento('Annotazione', 'METADATI', f, istante))],
    ],
  ]);
}
