import type { Lettera } from '#platform/mail';
import type { DaSpedire } from './prendi.ts';

const piede = (url: string): string[] => [
  '',
  '--',
  `Tutte le comunicazioni: ${url}/comunicazioni`,
  `Per riceverle altrimenti: ${url}/comunicazioni/preferenze`,
  'Questo messaggio è scritto da un programma: non serve rispondere.',
  '',
];

const corpo = (c: DaSpedire, url: string): string[] => [
  c.oggetto,
  ...(c.documento === null ? [] : [`Oggetto: ${c.documento}`]),
  ...(c.testo === '' ? [] : [c.testo]),
  `${url}${c.collegamento ?? '/comunicazioni'}`,
];

/** One communication. The subject says number and date, never what the document is about: it is read over shoulders. */
export function letteraSingola(c: DaSpedire, url: string): Lettera {
  return {
    a: c.email,
    oggetto: `[${c.ente}] ${c.oggetto}`,
    testo: [...corpo(c, url), ...piede(url)].join('\n'),
    chiave: `comunicazione-${c.comunicazioneId}-${c.utenteId}`,
  };
}

/** All that one has not read since the last time, in one letter. */
export function letteraRiepilogo(voci: readonly DaSpedire[], giorno: string, url: string): Lettera {
  const prima = voci[0];
  if (!prima) throw new Error('riepilogo senza comunicazioni');
  const quante = voci.length === 1 ? 'una comunicazione' : `${voci.length} comunicazioni`;
  return {
    a: prima.email,
    oggetto: `[${prima.ente}] ${quante} da leggere`,
    testo: [
      `Buongiorno ${prima.nome}, ${voci.length === 1 ? 'c’è' : 'ci sono'} ${quante} da leggere.`,
      ...voci.flatMap((c) => ['', ...corpo(c, url)]),
      ...piede(url),
    ].join('\n'),
    chiave: `riepilogo-${giorno}-${prima.utenteId}`,
  };
}
