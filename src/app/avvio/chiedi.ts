import { createInterface } from 'node:readline/promises';
import type { Domanda, Risposte } from './ente-crea-domande.ts';
import { Fermata, USCITA } from './fermata.ts';
import type { Terminale } from './terminale.ts';

/**
 * Asks on the terminal what was not given by options, again until the answer is acceptable, then shows everything and asks
 * for consent.
 *
 * @throws Fermata when the person gives up (Ctrl-C, Ctrl-D, or no consent)
 */
export async function chiedi(
  domande: Domanda[],
  date: Record<string, string | undefined>,
  terminale: Terminale,
  canali: { input: NodeJS.ReadableStream; output: NodeJS.WritableStream } = {
    input: process.stdin,
    output: process.stdout,
  },
): Promise<Risposte> {
  const lettore = createInterface(canali);
  const rinuncia = new AbortController();
  lettore.once('close', () => rinuncia.abort());
  const domanda = async (testo: string): Promise<string> =>
    (await lettore.question(testo, { signal: rinuncia.signal })).trim();
  try {
    const risposte: Record<string, string> = {};
    for (const d of domande)
      risposte[d.opzione] = await rispostaA(d, date[d.opzione]?.trim(), domanda, terminale);
    terminale.scrivi('\nRiepilogo:');
    for (const d of domande)
      terminale.scrivi(`  ${d.opzione.padEnd(16)} ${risposte[d.opzione] || '(vuoto)'}`);
    const consenso = await domanda('\nCreare l’ente con questi dati? [s/N] ');
    if (!/^s(ì|i)?$/i.test(consenso)) throw new Fermata('Nulla è stato creato.');
    return risposte as Risposte;
  } catch (errore) {
    if (rinuncia.signal.aborted) throw new Fermata('\nNulla è stato creato.', USCITA.guasto);
    throw errore;
  } finally {
    lettore.close();
  }
}

async function rispostaA(
  d: Domanda,
  data: string | undefined,
  domanda: (testo: string) => Promise<string>,
  terminale: Terminale,
): Promise<string> {
  let risposta = data;
  if (risposta === undefined && d.spiegazione) terminale.scrivi(`\n${d.spiegazione}`);
  for (;;) {
    risposta ??= await domanda(`${d.domanda}: `);
    if (risposta === '' && d.facoltativa) return '';
    const problema = risposta === '' ? 'serve una risposta' : d.controlla(risposta);
    if (problema === null) return risposta;
    terminale.scrivi(`  Non va bene: ${problema}.`);
    risposta = undefined;
  }
}
