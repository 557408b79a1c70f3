import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { leggiXml, scriviXml, trova, type Elemento, type Nodo } from '#platform/xml';

/** A unit as it was taken in: its index, and the digest of each file. */
export type Versata = {
  sip: string;
  file: Map<string, { impronta: string; dimensione: number }>;
  chiave: string;
};

/** A real HTTP server that takes units as those of the ParER family: it compares what comes with its index, and answers by their schema. */
export type ParerDiProva = {
  url: string;
  /** Fascicoli it has, by key, with their index. */
  fascicoli: Map<string, string>;
  /** What it answers when asked where a unit is; and the questions it was asked. */
  stati: Map<string, string>;
  domande: string[];
  /** What it has, by key. */
  unita: Map<string, Versata>;
  /** How many times it was asked. */
  chiamate: number;
  /** Makes the next answer go wrong. */
  prossima: (
    come:
      | 'fascicolo-senza-unita'
      | 'cade-dopo'
      | 'http-500'
      | 'altrove'
      | 'pagina'
      | 'troncata'
      | 'rifiuta'
      | 'altro-hash'
      | 'immensa',
  ) => void;
  risposte: string[];
  chiudi: () => Promise<void>;
};

const UTENTE = { nome: 'versatore', password: 'segretissima' };
export const CREDENZIALI_PARER = UTENTE;

async function leggiForma(richiesta: IncomingMessage): Promise<Map<string, Buffer>> {
  const pezzi: Buffer[] = [];
  for await (const pezzo of richiesta) pezzi.push(pezzo as Buffer);
  const forma = await new Response(Buffer.concat(pezzi), {
    headers: { 'content-type': richiesta.headers['content-type'] ?? '' },
  }).formData();
  const campi = new Map<string, Buffer>();
  for (const [nome, valore] of forma.entries())
    campi.set(
      nome,
      typeof valore === 'string' ? Buffer.from(valore) : Buffer.from(await valore.arrayBuffer()),
    );
  return campi;
}

const tutti = (e: Elemento, nome: string): Elemento[] =>
  e.figli.flatMap((f) => [...(f.nome === nome ? [f] : []), ...tutti(f, nome)]);

function rapporto(chiave: Nodo, versata: Versata, indice: string): string {
  return scriviXml([
    'RapportoVersamento',
    [
      ['Versione', '1.4'],
      ['URNRapportoVersamento', 'urn:prova:rapporto:1'],
      ['DataRapportoVersamento', '2026-11-27T03:00:00.000+01:00'],
      ['EsitoGenerale', [['CodiceEsito', 'POSITIVO']]],
      [
        'SIP',
        [
          ['HashIndiceSIP', indice],
          ['AlgoritmoHashIndiceSIP', 'SHA-256'],
          ['EncodingHashIndiceSIP', 'hexBinary'],
          [
            'UnitaDocumentaria',
            [
              chiave,
              [
                'DocumentoPrincipale',
                [
                  ['ChiaveDoc', '1'],
                  [
                    'Componenti',
                    [...versata.file].map(([id, f]): Nodo => [
                      'Componente',
                      [
                        ['URN', `urn:prova:${id}`],
                        ['Hash', f.impronta],
                      ],
                    ]),
                  ],
                ],
              ],
            ],
          ],
        ],
      ],
    ],
  ]);
}

function risposta(esito: Nodo[], altro: Nodo[] = []): string {
  const bene = esito[0]?.[1] !== 'NEGATIVO';
  return scriviXml([
    'EsitoVersamento',
    [
      ['Versione', '1.4'],
      ['DataVersamento', '2026-11-27T03:00:00.000+01:00'],
      ['EsitoGenerale', esito],
      [
        'EsitoChiamataWS',
        [
          ['VersioneWSCorretta', 'POSITIVO'],
          ['CredenzialiOperatore', bene ? 'POSITIVO' : 'NEGATIVO'],
          ['FileAttesiRicevuti', 'POSITIVO'],
        ],
      ],
      ['EsitoXSD', [['CodiceEsito', 'POSITIVO']]],
      ...altro,
    ],
  ]);
}

function rispostaFascicolo(
  chiave: Nodo,
  presenti: readonly string[],
  mancanti: readonly string[],
  gia: boolean,
): string {
  const unita = (nomi: readonly string[]): Nodo[] =>
    nomi.map((n) => {
      const [registro = '', numero = '', anno = ''] = n.split(/[ /]/);
      return [
        'UnitaDocumentaria',
        [
          ['Registro', registro],
          ['Anno', anno],
          ['Numero', numero],
        ],
      ];
    });
  const male = gia || mancanti.length > 0;
  const generale: Nodo = [
    'EsitoGenerale',
    male
      ? [
          ['CodiceEsito', 'NEGATIVO'],
          ['CodiceErrore', gia ? 'FASC-GIA' : 'FASC-UD'],
          ['MessaggioErrore', gia ? 'Fascicolo già presente' : 'Mancano unità documentarie'],
        ]
      : [['CodiceEsito', 'POSITIVO']],
  ];
  const chiamata: Nodo = [
    'EsitoChiamataWS',
    [
      ['CodiceEsito', 'POSITIVO'],
      ['VersioneWSCorretta', 'POSITIVO'],
      ['CredenzialiOperatore', 'POSITIVO'],
    ],
  ];
  const fascicolo: Nodo = [
    'Fascicolo',
    [
      [
        'Versatore',
        [
          ['Ambiente', 'PROVA'],
          ['Ente', 'Comune di Prova'],
          ['Struttura', 'AOO'],
          ['UserID', UTENTE.nome],
        ],
      ],
      chiave,
      [
        'EsitoControlliFascicolo',
        [
          ['CodiceEsito', male ? 'NEGATIVO' : 'POSITIVO'],
          ['UnivocitaChiave', gia ? 'NEGATIVO' : 'POSITIVO'],
        ],
      ],
      [
        'ControlliContenutoFascicolo',
        [
          [
            'UnitaDocumentariePresenti',
            [['NumeroUnitaDocumentariePresenti', String(presenti.length)], ...unita(presenti)],
          ],
          [
            'UnitaDocumentarieNonPresenti',
            [['NumeroUnitaDocumentarieNonPresenti', String(mancanti.length)], ...unita(mancanti)],
          ],
        ],
      ],
    ],
  ];
  const xsd: Nodo = ['EsitoXSD', [['CodiceEsito', 'POSITIVO']]];
  return scriviXml([
    'EsitoVersamentoFascicolo',
    [
      ['VersioneEsitoVersamentoFascicolo', '1.0'],
      ['VersioneIndiceSIPFascicolo', '1.0'],
      ['DataEsitoVersamentoFascicolo', '2026-11-27T03:00:00.000+01:00'],
      male
        ? ['EsitoVersamentoNegativo', [generale, chiamata, xsd, fascicolo]]
        : [
            'RapportoVersamentoFascicolo',
            [
              ['VersioneRapportoVersamento', '1.0'],
              ['IdentificativoRapportoVersamento', 'urn:prova:rapporto-fascicolo:1'],
              ['DataRapportoVersamento', '2026-11-27T03:00:00.000+01:00'],
              [
                'SIP',
                [
                  ['URNSIP', 'urn:prova:sip:1'],
                  ['DataVersamento', '2026-11-27T03:00:00.000+01:00'],
                ],
              ],
              generale,
              chiamata,
              xsd,
              fascicolo,
              ['StatoConservazione', 'PRESA_IN_CARICO'],
            ],
          ],
    ],
  ]);
}

/** @param controlla what its schema finds wrong in an index */
export async function parerDiProva(controlla: (sip: string) => string[]): Promise<ParerDiProva> {
  const unita = new Map<string, Versata>();
  let guasto: Parameters<ParerDiProva['prossima']>[0] | undefined;
  const negativo = (codice: string, messaggio: string): string =>
    risposta([
      ['CodiceEsito', 'NEGATIVO'],
      ['CodiceErrore', codice],
      ['MessaggioErrore', messaggio],
    ]);

  const accogli = (campi: Map<string, Buffer>, come: typeof guasto): string => {
    if (
      campi.get('LOGINNAME')?.toString() !== UTENTE.nome ||
      campi.get('PASSWORD')?.toString() !== UTENTE.password
    )
      return negativo('WS-AUTH', 'Credenziali errate');
    const sip = campi.get('XMLSIP')?.toString() ?? '';
    const difetti = controlla(sip);
    if (difetti.length > 0) return negativo('XSD-001-001', difetti[0] ?? '');
    const radice = leggiXml(sip);
    const k = trova(radice, 'Intestazione', 'Chiave');
    const dato = (nome: string): string => trova(k, nome)?.testo ?? '';
    const chiaveXml: Nodo = [
      'Chiave',
      [
        ['Numero', dato('Numero')],
        ['Anno', dato('Anno')],
        ['TipoRegistro', dato('TipoRegistro')],
      ],
    ];
    const chiave = `${dato('TipoRegistro')} ${dato('Numero')}/${dato('Anno')}`;
    if (come === 'rifiuta') return negativo('FIRMA-001', 'Firma non valida');
    const file: Versata['file'] = new Map();
    for (const c of tutti(radice, 'Componente')) {
      const id = trova(c, 'ID')?.testo ?? '';
      const byte = campi.get(id);
      if (!byte) return negativo('WS-FILE', `Manca il file ${id}`);
      const impronta = createHash('sha256').update(byte).digest('hex');
      if (impronta !== trova(c, 'HashVersato')?.testo)
        return negativo('FILE-008-001', `Hash errato di ${id}`);
      file.set(id, { impronta, dimensione: byte.length });
    }
    const versata: Versata = { sip, file, chiave };
    const gia = unita.get(chiave);
    if (!gia) unita.set(chiave, versata);
    const indice = createHash('sha256')
      .update((gia ?? versata).sip)
      .digest('hex');
    const esito = rapporto(chiaveXml, gia ?? versata, indice);
    const scritto: Nodo = [
      'RapportoVersamento',
      come === 'altro-hash' ? esito.replace(/<Hash>[0-9a-f]{8}/g, '<Hash>00000000') : esito,
    ];
    if (gia)
      return risposta(
        [
          ['CodiceEsito', 'NEGATIVO'],
          ['CodiceErrore', 'UD-002-001'],
          ['MessaggioErrore', `Unità documentaria ${chiave} già presente`],
        ],
        [scritto],
      );
    return risposta(
      [['CodiceEsito', 'POSITIVO']],
      [['UnitaDocumentaria', [chiaveXml, ['StatoConservazione', 'IN_ATTESA_SCHED']]], scritto],
    );
  };

  const fascicoli = new Map<string, string>();
  const accogliFascicolo = (xml: string, come: typeof guasto): string => {
    const radice = leggiXml(xml);
    const k = trova(radice, 'Intestazione', 'Chiave');
    const dato = (e: Elemento | undefined, nome: string): string => trova(e, nome)?.testo ?? '';
    const [anno, numero] = [dato(k, 'Anno'), dato(k, 'Numero')];
    const nominate = tutti(radice, 'UnitaDocumentaria').map(
      (u) => `${dato(u, 'Registro')} ${dato(u, 'Numero')}/${dato(u, 'Anno')}`,
    );
    const mancanti = nominate.filter((n) => !unita.has(n) || come === 'fascicolo-senza-unita');
    const parti = tutti(radice, 'Fascicolo').map((f) => trova(f, 'Numero')?.testo ?? '');
    const gia = fascicoli.has(numero);
    if (mancanti.length === 0 && parti.every((p) => fascicoli.has(p)) && !gia) fascicoli.set(numero, xml);
    return rispostaFascicolo(
      [
        'Chiave',
        [
          ['Anno', anno],
          ['Numero', numero],
        ],
      ],
      nominate.filter((n) => !mancanti.includes(n)),
      mancanti,
      gia,
    );
  };

  const stati = new Map<string, string>();
  const domande: string[] = [];
  const statoDi = (xml: string): string => {
    domande.push(xml);
    const k = trova(leggiXml(xml), 'Chiave');
    const dato = (nome: string): string => trova(k, nome)?.testo ?? '';
    const [numero, anno, registro] = [dato('Numero'), dato('Anno'), dato('TipoRegistro')];
    return scriviXml([
      'StatoConservazione',
      [
        ['DataRichiestaStato', '2026-11-27T03:00:00.000+01:00'],
        ['EsitoGenerale', [['CodiceEsito', 'POSITIVO']]],
        [
          'UnitaDocumentaria',
          [
            [
              'Chiave',
              [
                ['Numero', numero],
                ['Anno', anno],
                ['TipoRegistro', registro],
              ],
            ],
            ['urnUD', 'urn:prova:ud:1'],
            ['StatoConservazioneUD', stati.get(`${registro} ${numero}/${anno}`) ?? 'PRESA_IN_CARICO'],
          ],
        ],
      ],
    ]);
  };

  const stato = { chiamate: 0 };
  const risposte: string[] = [];
  const server = createServer((richiesta, r) => {
    stato.chiamate++;
    // That documents are missing is found when the fascicolo itself comes.
    const suo = guasto !== 'fascicolo-senza-unita' || richiesta.url === '/fascicoli';
    const come = suo ? guasto : undefined;
    if (suo) guasto = undefined;
    leggiForma(richiesta).then(
      (campi) => {
        if (come === 'http-500') return void r.writeHead(500).end('guasto');
        if (come === 'altrove') return void r.writeHead(302, { location: '/altrove' }).end();
        if (come === 'pagina') return void r.writeHead(200).end('<html><body>Accedi</body></html>');
        const chiesto = campi.get('XMLSIP')?.toString() ?? '';
        const xml =
          richiesta.url === '/stato'
            ? statoDi(chiesto)
            : richiesta.url === '/fascicoli'
              ? accogliFascicolo(chiesto, come)
              : accogli(campi, come);
        // It took the unit, and the answer never came.
        if (come === 'cade-dopo') return void richiesta.socket.destroy();
        if (come === 'immensa') return void r.writeHead(200).end(`<a>${'x'.repeat(9 * 1024 * 1024)}</a>`);
        if (come === 'troncata') return void r.writeHead(200).end(xml.slice(0, -40));
        risposte.push(xml);
        r.writeHead(200, { 'content-type': 'application/xml' }).end(xml);
      },
      () => r.writeHead(400).end('forma non valida'),
    );
  });
  await new Promise<void>((aperto) => server.listen(0, '127.0.0.1', aperto));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/versamento`,
    unita,
    fascicoli,
    stati,
    domande,
    get chiamate() {
      return stato.chiamate;
    },
    prossima: (come) => (guasto = come),
    risposte,
    chiudi: async () => {
      server.closeAllConnections();
      await new Promise((chiuso) => server.close(chiuso));
    },
  };
}
