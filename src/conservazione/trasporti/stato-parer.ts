import { leggiXml, scriviXml, trova, XmlMalformato } from '#platform/xml';
import type { ParametriParer } from '../conservatore/conservatore.schema.ts';
import type { DaConsegnare, StatoDetto } from './trasporto.ts';

/** From here on the unit is in an archival package of his. */
const CONSERVATI = new Set([
  'AIP_GENERATO',
  'AIP_FIRMATO',
  'IN_VOLUME_CHIUSO',
  'IN_VOLUME_DI_CONSERVAZIONE',
  'IN_CUSTODIA',
  'IN_ARCHIVIO',
]);

/** The question where a unit is: `Recupero`, by its key. */
export function richiestaStato(
  chiave: DaConsegnare['chiave'],
  parametri: ParametriParer,
  versione: string,
): string {
  return scriviXml([
    'Recupero',
    [
      ['Versione', versione],
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
          ['Numero', chiave.numero],
          ['Anno', String(chiave.anno)],
          ['TipoRegistro', chiave.registro],
        ],
      ],
    ],
  ]);
}

/**
 * What he answers of a unit. It carries no digest: it is believed only of a unit whose digests a rapporto has already proved, and only
 * if it names its key.
 *
 * @returns undefined when it says nothing of this unit
 */
export function leggiStato(byte: Buffer, chiave: DaConsegnare['chiave']): StatoDetto | undefined {
  try {
    const radice = leggiXml(byte.toString('utf8').replace(/^\ufeff/, ''));
    const unita = trova(radice, 'UnitaDocumentaria');
    const dato = (nome: string): string => trova(unita, 'Chiave', nome)?.testo.trim() ?? '';
    if (trova(radice, 'EsitoGenerale', 'CodiceEsito')?.testo.trim() === 'NEGATIVO') return undefined;
    if (
      dato('Numero') !== chiave.numero ||
      dato('Anno') !== String(chiave.anno) ||
      dato('TipoRegistro') !== chiave.registro
    )
      return undefined;
    const detto = (trova(unita, 'StatoConservazioneUD') ?? trova(unita, 'StatoConservazione'))?.testo.trim();
    if (detto === undefined) return undefined;
    return {
      detto: detto.slice(0, 60),
      vuolDire: CONSERVATI.has(detto) ? 'conservato' : detto === 'ANNULLATA' ? 'annullato' : 'in-lavorazione',
    };
  } catch (errore) {
    if (errore instanceof XmlMalformato) return undefined;
    throw errore;
  }
}
