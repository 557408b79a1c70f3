import type { Gruppo, Impostazione, Valori } from './impostazione.ts';
import { nomePiuVicino } from './nome-piu-vicino.ts';

/** Groups by key, as composed at start: `{ db: impostazioniDb, http: impostazioniHttp }`. */
export type Gruppi = Record<string, Gruppo<Record<string, Impostazione<unknown>>>>;

/** The values by group and setting: `configurazione.http.porta`. */
export type Configurazione<G extends Gruppi> = { [K in keyof G]: Valori<G[K]> };

const prefisso = 'TABULARIUM_';

/**
 * Reads every declared setting from the environment, once, and collects ALL the problems instead of stopping at the first:
 * whoever configures a server repairs them in one go. A `TABULARIUM_` variable nobody declared is a problem too, since
 * a mistyped name would otherwise be a setting silently ignored.
 *
 * @returns the values, or the problems as Italian sentences, one per line
 */
export function leggiConfigurazione<G extends Gruppi>(
  gruppi: G,
  ambiente: Record<string, string | undefined>,
): { valori: Configurazione<G> } | { problemi: string[] } {
  const problemi: string[] = [];
  const valori: Record<string, Record<string, unknown>> = {};
  const note = new Set<string>();
  for (const [chiave, { impostazioni }] of Object.entries(gruppi)) {
    valori[chiave] = {};
    for (const [nome, impostazione] of Object.entries(impostazioni)) {
      note.add(impostazione.variabile);
      const scritto = ambiente[impostazione.variabile]?.trim() ?? '';
      // An empty variable counts as absent: compose files and unit files often leave the name with nothing after it.
      const esito = scritto === '' ? { valore: impostazione.predefinito } : impostazione.tipo.leggi(scritto);
      if ('problema' in esito) problemi.push(descriviProblema(impostazione, scritto, esito.problema));
      else valori[chiave][nome] = esito.valore;
    }
  }
  problemi.push(...variabiliSconosciute(ambiente, note));
  return problemi.length > 0 ? { problemi } : { valori: valori as Configurazione<G> };
}

function descriviProblema(impostazione: Impostazione<unknown>, scritto: string, problema: string): string {
  const trovato = impostazione.segreta ? '' : ` (trovato: «${scritto}»)`;
  return `${impostazione.variabile}: ${problema}${trovato}.`;
}

function variabiliSconosciute(ambiente: Record<string, string | undefined>, note: Set<string>): string[] {
  return Object.keys(ambiente)
    .filter((nome) => nome.toUpperCase().startsWith(prefisso) && !note.has(nome))
    .sort()
    .map((nome) => {
      const vicino = nomePiuVicino(nome.toUpperCase(), [...note]);
      return `${nome}: variabile sconosciuta.${vicino ? ` Forse si intendeva ${vicino}?` : ''}`;
    });
}
