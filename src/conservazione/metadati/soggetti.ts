import type { Nodo } from '#platform/xml';
import type { Descritto, EnteDescritto, PersonaFisica, VoceIpa } from './descritto.ts';
import { fisso, type Dialetto } from './dialetto.ts';

const CODICE_FISCALE =
  /^[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/;
export const PARTITA_IVA = /^\d{11}$/;

const voceIpa = (nome: string, { denominazione, codice }: VoceIpa): Nodo => [
  nome,
  [
    ['Denominazione', denominazione],
    ['CodiceIPA', codice],
  ],
];
const indirizzo = (testo: string): Nodo => ['IndirizziDigitaliDiRiferimento', testo];

/** The ente, its AOO and one of its offices, with the certified box of the AOO: what the schema says of an office that is ours. */
function nostro(ente: EnteDescritto, ufficio?: VoceIpa): Nodo[] {
  return [
    voceIpa('IPAAmm', ente),
    voceIpa('IPAAOO', ente.aoo),
    ufficio && voceIpa('IPAUOR', ufficio),
    indirizzo(ente.aoo.casellaPec),
  ];
}

/** Surname, name, codice fiscale when it is one of those the schema can hold. */
export function datiPersona({ cognome, nome, codiceFiscale }: PersonaFisica): Nodo[] {
  const codice = codiceFiscale?.toUpperCase() ?? '';
  return [
    ['Cognome', cognome],
    ['Nome', nome],
    CODICE_FISCALE.test(codice) ? ['CodiceFiscale', codice] : undefined,
  ];
}

/** One role of `Soggetti`. */
export const ruolo = (nome: string, tipo: string, chi: Nodo): Nodo => [
  'Ruolo',
  [[nome, [['TipoRuolo', tipo], chi]]],
];

function corrispondente({ tipo, nominativo, dati }: Descritto['corrispondenti'][number]): Nodo {
  const indirizzi = (dati.indirizziDigitali ?? []).map(indirizzo);
  // The schema wants at least one for an administration: where none is known, it is said empty rather than made up.
  const almenoUno = indirizzi.length > 0 ? indirizzi : [indirizzo('')];
  if (tipo === 'PF')
    return [
      'PF',
      [
        ...datiPersona({
          cognome: dati.cognome ?? nominativo,
          nome: dati.nome ?? '',
          codiceFiscale: dati.codiceFiscale ?? null,
        }),
        ...indirizzi,
      ],
    ];
  if (tipo === 'PAI')
    return [
      'PAI',
      [
        voceIpa('IPAAmm', { denominazione: nominativo, codice: dati.codiceIpa ?? '' }),
        voceIpa('IPAAOO', { denominazione: nominativo, codice: dati.codiceAoo ?? '' }),
        dati.codiceUo !== undefined || dati.ufficio !== undefined
          ? voceIpa('IPAUOR', { denominazione: dati.ufficio ?? '', codice: dati.codiceUo ?? '' })
          : undefined,
        ...almenoUno,
      ],
    ];
  if (tipo === 'PAE')
    return [
      'PAE',
      [
        ['DenominazioneAmministrazione', nominativo],
        dati.ufficio === undefined ? undefined : ['DenominazioneUfficio', dati.ufficio],
        ...almenoUno,
      ],
    ];
  if (tipo === 'anonimo')
    return [
      'PF',
      [
        ['Cognome', nominativo],
        ['Nome', ''],
      ],
    ];
  const codice = (dati.partitaIva ?? dati.codiceFiscale ?? '').replace(/^IT/, '');
  return [
    'PG',
    [
      ['DenominazioneOrganizzazione', nominativo],
      PARTITA_IVA.test(codice) ? ['CodiceFiscale_PartitaIva', codice] : undefined,
      dati.ufficio === undefined ? undefined : ['DenominazioneUfficio', dati.ufficio],
      ...indirizzi,
    ],
  ];
}

/**
 * Everybody who has a part in a registered document: who registered, who wrote and to whom, to which office it was given, who was
 * responsible that day.
 */
export function soggetti(d: Descritto, dialetto: Dialetto, produttore: string): Nodo {
  const { ente } = d;
  const nostroUfficio: Nodo = ['PAI', nostro(ente, d.ufficio)];
  const mittenti = d.corrispondenti.filter((c) => c.ruolo === 'mittente');
  const altri = d.corrispondenti.filter((c) => c.ruolo !== 'mittente');
  return [
    'Soggetti',
    [
      ruolo('AmministrazioneCheEffettuaLaRegistrazione', fisso('registrante', dialetto), nostroUfficio),
      ...(mittenti.length > 0
        ? mittenti.map((c) => ruolo('Mittente', 'Mittente', corrispondente(c)))
        : [ruolo('Mittente', 'Mittente', nostroUfficio)]),
      ...altri.map((c) => ruolo('Destinatario', 'Destinatario', corrispondente(c))),
      // What arrives is addressed to the ente, whatever the letter says.
      altri.length === 0
        ? ruolo('Destinatario', 'Destinatario', ['PAI', nostro(ente, d.assegnatari[0]?.ufficio)])
        : undefined,
      ...d.assegnatari.map((a) =>
        ruolo('Assegnatario', 'Assegnatario', [
          'AS',
          [...(a.persona ? datiPersona(a.persona) : []), ...nostro(ente, a.ufficio)],
        ]),
      ),
      d.automatico ? ruolo('Autore', 'Autore', nostroUfficio) : undefined,
      d.operatore ? ruolo('Operatore', 'Operatore', ['PF', datiPersona(d.operatore)]) : undefined,
      d.responsabile
        ? ruolo('ResponsabileGestioneDocumentale', fisso('responsabileGestione', dialetto), [
            'PF',
            datiPersona(d.responsabile),
          ])
        : undefined,
      d.responsabile
        ? ruolo('ResponsabileServizioProtocollo', fisso('responsabileProtocollo', dialetto), [
            'PF',
            datiPersona(d.responsabile),
          ])
        : undefined,
      d.responsabileProcedimento
        ? ruolo('RUP', 'RUP', [
            'RUP',
            [
              ...datiPersona(d.responsabileProcedimento),
              ...nostro(ente, d.assegnatari[0]?.ufficio ?? d.ufficio),
            ],
          ])
        : undefined,
      ruolo('Produttore', 'Produttore', ['SW', [['DenominazioneSistema', produttore]]]),
    ],
  ];
}
