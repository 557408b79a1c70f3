import { scriviXml, type Nodo } from '#platform/xml';
import { fisso, type Dialetto } from './dialetto.ts';
import { idDoc, idFascicolo, PRODUTTORE, verifica, type Verificato } from './documento-xml.ts';
import type { Sciolto } from './sciolto.ts';
import { datiPersona, PARTITA_IVA, ruolo } from './soggetti.ts';

function soggetti(s: Sciolto): Nodo {
  const codice = s.ente.codiceFiscale ?? '';
  const persona = s.operatore && datiPersona(s.operatore);
  return [
    'Soggetti',
    [
      ruolo('SoggettoCheEffettuaLaRegistrazione', 'Soggetto Che Effettua La Registrazione', [
        'PG',
        [
          ['DenominazioneOrganizzazione', s.ente.denominazione],
          PARTITA_IVA.test(codice) ? ['CodiceFiscale_PartitaIva', codice] : undefined,
          ['IndirizziDigitaliDiRiferimento', s.ente.aoo.casellaPec],
        ],
      ]),
      // Of a document that is not of the administration a person is named with the codice fiscale, or not at all.
      persona?.some((n) => n?.[0] === 'CodiceFiscale')
        ? ruolo('Operatore', 'Operatore', ['PF', persona])
        : undefined,
      ruolo('Produttore', 'Produttore', [
        'SW',
        [['DenominazioneSistema', `${PRODUTTORE.nome} ${PRODUTTORE.versione}`]],
      ]),
    ],
  ];
}

/**
 * The metadata of a document that was put in a fascicolo without being registered: `DocumentoInformatico` of Allegato 5, registered
 * nowhere (`Nessuno`), so that a fascicolo is handed over with nothing in it that is only a digest (`schemi/documento-informatico.xsd`).
 */
export function scioltoXml(s: Sciolto, dialetto: Dialetto, { firmato }: Verificato = {}): string {
  return scriviXml([
    'DocumentoInformatico',
    [
      idDoc('IdDoc', s),
      ['ModalitaDiFormazione', fisso('acquisizione', dialetto)],
      ['TipologiaDocumentale', 'Documento non protocollato'],
      [
        'DatiDiRegistrazione',
        [
          ['TipologiaDiFlusso', 'I'],
          [
            'TipoRegistro',
            [
              [
                'Nessuno',
                [
                  ['TipoRegistro', 'Nessuno'],
                  ['DataDocumento', s.data],
                  ['NumeroDocumento', s.documentoId],
                ],
              ],
            ],
          ],
        ],
      ],
      soggetti(s),
      ['ChiaveDescrittiva', [['Oggetto', s.denominazione]]],
      ['Allegati', [['NumeroAllegati', '0']]],
      [
        'Classificazione',
        [
          ['IndiceDiClassificazione', s.classificazione.codice],
          ['Descrizione', s.classificazione.descrizione],
          ['PianoDiClassificazione', s.classificazione.piano],
        ],
      ],
      ['Riservato', String(s.riservato)],
      ['IdentificativoDelFormato', [['Formato', s.formato]]],
      verifica(s.formato, firmato),
      ['Agg', s.fascicoli.map((codice) => idFascicolo(s.ente, codice))],
      ['NomeDelDocumento', s.nomeFile],
      ['VersioneDelDocumento', '1'],
      s.conservazione === null ? undefined : ['TempoDiConservazione', String(s.conservazione)],
    ],
  ]);
}
