import type { MessaggioLetto, ParteMessaggio } from '../messaggio/messaggio.ts';
import type { RegoleCasella } from './configurazione.ts';
import { apriAllegato } from './contenuto.ts';
import type { Esito } from './esito.ts';
import { REGOLE_ALLEGATI } from './sugli-allegati.ts';
import { REGOLE_MESSAGGIO } from './sul-messaggio.ts';

/**
 * The files that the sender means to send: not those of the envelope, not the images that stand in the text, not an Outlook envelope when
 * what it holds is listed.
 */
export function allegatiDi({ parti }: MessaggioLetto): ParteMessaggio[] {
  return parti.filter(
    ({ genere, percorso }) =>
      genere === 'allegato' ||
      genere === 'messaggio' ||
      (genere === 'tnef' && !parti.some((altra) => altra.percorso.startsWith(`${percorso}/`))),
  );
}

/**
 * What a message is not as the Comune asks, one verdict for each rule and file, conforming ones included. `contenuto` gives the decoded bytes
 * of a part; `scansioni` are those that the operator marked as scans of a signed original (BES-13). Ordered as the files are, then as the
 * rules. Pure: the same message gives the same verdicts.
 */
export function esamina(
  letto: MessaggioLetto,
  contenuto: (percorso: string) => Buffer | undefined,
  regole: RegoleCasella,
  scansioni: ReadonlySet<string> = new Set(),
): Esito[] {
  const allegati = allegatiDi(letto);
  const esiti: Esito[] = [];
  for (const parte of allegati) {
    const allegato = apriAllegato(parte, contenuto(parte.percorso) ?? Buffer.alloc(0));
    for (const [codice, regola] of REGOLE_ALLEGATI) {
      const verdetto = regole.attive[codice]
        ? regola(allegato, { regole, scansione: scansioni.has(parte.percorso) })
        : undefined;
      if (verdetto) esiti.push({ codice, allegato: parte.percorso, ...verdetto });
    }
  }
  for (const [codice, regola] of REGOLE_MESSAGGIO) {
    const verdetto = regole.attive[codice] ? regola(letto, allegati, regole) : undefined;
    if (verdetto) esiti.push({ codice, ...verdetto });
  }
  return esiti;
}
