import { dataItaliana, giornoDiRoma } from '#platform/clock';
import type { Esito } from './messaggi.schema.ts';
import type { RigaMessaggio } from './messaggi.queries.ts';
import type { MotivoRichiesta } from './mittente.schema.ts';

/** RN-79.4a, as it is said to the sender. */
export const PIU_ISTANZE =
  'Il messaggio contiene più istanze o comunicazioni: ciascuna va inviata con un messaggio a sé.';

type Del = Pick<RigaMessaggio, 'oggetto' | 'arrivato_il' | 'consegnato_il' | 'identificativo'>;

/** What is not as it must be, each thing once. */
export const difformita = (esiti: readonly Esito[]): string[] => [
  ...new Set(esiti.filter((e) => e.esito === 'non-conforme').map((e) => e.testo)),
];

const oggettoDi = (m: Del): string => m.oggetto?.replace(/\s+/g, ' ').trim().slice(0, 300) || 'senza oggetto';
const quando = (m: Del): string => dataItaliana(giornoDiRoma(m.consegnato_il ?? m.arrivato_il));
const quale = (m: Del): string =>
  `Il messaggio con oggetto «${oggettoDi(m)}», ricevuto il ${quando(m)}${m.identificativo === null ? '' : ` (identificativo ${m.identificativo})`}`;
const elenco = (voci: readonly string[]): string[] => voci.map((v) => `- ${v}`);

export const oggettoRifiuto = (m: Del): string =>
  `Comunicazione di respingimento dell’invio «${oggettoDi(m)}»`;

/** The communication of a rejection: what was rejected, why, what it means and what may be done (RN-79.5, RN-79.6). */
export function testoRifiuto(m: Del, motivi: readonly string[]): string {
  return [
    `${quale(m)}, è stato respinto perché non conforme alle regole di invio stabilite dal regolamento del Comune, per i motivi che seguono.`,
    '',
    ...elenco(motivi),
    '',
    'L’istanza o comunicazione risulta pertanto «non presentata».',
    'Può essere presentata di nuovo, con un altro messaggio conforme alle regole di invio.',
    '',
  ].join('\n');
}

const OGGETTI: Record<MotivoRichiesta, string> = {
  'nuovo-invio': 'Richiesta di nuovo invio',
  'documento-identita': 'Richiesta di documento di identità',
  completamento: 'Richiesta di completamento',
};

export const oggettoRichiesta = (m: Del, motivo: MotivoRichiesta): string =>
  `${OGGETTI[motivo]}: ${oggettoDi(m)}`;

const CHIEDE: Record<MotivoRichiesta, (m: Del) => string[]> = {
  'nuovo-invio': (m) => [
    `${quale(m)}, contiene file che non si possono aprire, o che si sono guastati nella trasmissione.`,
  ],
  'documento-identita': (m) => [
    `${quale(m)}, proviene da una casella di posta elettronica ordinaria e non porta la copia di un documento di identità valido di chi scrive.`,
  ],
  completamento: (m) => [`${quale(m)}, non è completo o non è conforme alle regole di invio.`],
};

const CHIUDE: Record<MotivoRichiesta, string> = {
  'nuovo-invio': 'Si chiede di inviare di nuovo i documenti, rispondendo a questo messaggio.',
  'documento-identita': 'Si chiede di inviarla, rispondendo a questo messaggio.',
  completamento: 'Si chiede di inviare quanto manca, rispondendo a questo messaggio.',
};

/** A request to the sender, as it is proposed: whoever sends it may write it otherwise (BES-10, BES-12, BES-19). */
export function testoRichiesta(m: Del, motivo: MotivoRichiesta, difetti: readonly string[]): string {
  return [
    ...CHIEDE[motivo](m),
    '',
    ...(difetti.length > 0 ? ['In particolare:', ...elenco(difetti), ''] : []),
    CHIUDE[motivo],
    '',
  ].join('\n');
}
