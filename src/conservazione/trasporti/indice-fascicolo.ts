import { grezzo, scriviXml, type Nodo } from '#platform/xml';
import type { ParametriParer } from '../conservatore/conservatore.schema.ts';
import type { ParteDiFascicolo } from './unita-di-fascicolo.ts';

/** Declared, and empty: what a conservatore wants in it his own schemas say, and they are not public. */
const vuoto = (nome: string): Nodo => [nome, '', { 'xsi:nil': 'true', versione: '1.0' }];

/**
 * The index of a fascicolo, or of a part of one, as the services of the ParER family want it: `IndiceSIPFascicolo`. Documents and parts
 * are named by the key they were handed over with; the Allegato 5 metadata of the aggregation are its `ProfiloNormativo`.
 */
export function indiceFascicolo(
  f: ParteDiFascicolo,
  parametri: ParametriParer,
  servizio: NonNullable<ParametriParer['fascicoli']>,
): string {
  return scriviXml([
    'IndiceSIPFascicolo',
    [
      [
        'Parametri',
        [
          ['VersioneIndiceSIPFascicolo', servizio.versione],
          ['TipoConservazione', 'VERSAMENTO_ANTICIPATO'],
        ],
      ],
      [
        'Intestazione',
        [
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
              ['Anno', String(f.chiave.anno)],
              ['Numero', f.chiave.numero],
            ],
          ],
          ['TipoFascicolo', servizio.tipologia ?? 'FASCICOLO'],
        ],
      ],
      vuoto('ProfiloArchivistico'),
      ['ProfiloNormativo', [grezzo(f.metadati)], { versione: '1.0' }],
      vuoto('ProfiloGenerale'),
      [
        'Contenuto',
        [
          f.unita.length === 0
            ? undefined
            : [
                'UnitaDocumentarie',
                [
                  ['NumeroUnitaDocumentarie', String(f.unita.length)],
                  [
                    'DettaglioUnitaDocumentarie',
                    f.unita.map((u, i): Nodo => [
                      'UnitaDocumentaria',
                      [
                        ['Registro', u.registro],
                        ['Anno', String(u.anno)],
                        ['Numero', u.numero],
                        ['Posizione', String(i + 1)],
                      ],
                    ]),
                  ],
                ],
              ],
          f.fascicoli.length === 0
            ? undefined
            : [
                'Fascicoli',
                [
                  ['NumeroFascicoli', String(f.fascicoli.length)],
                  [
                    'DettaglioFascicoli',
                    f.fascicoli.map((s, i): Nodo => [
                      'Fascicolo',
                      [
                        ['Anno', String(s.anno)],
                        ['Numero', s.numero],
                        ['Posizione', String(i + 1)],
                      ],
                    ]),
                  ],
                ],
              ],
        ],
      ],
    ],
    { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' },
  ]);
}
