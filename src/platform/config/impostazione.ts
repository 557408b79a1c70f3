/** What a parser answers: the value, or what is wrong with the text (Italian, completing "TABULARIUM_X: …"). */
export type Esito<T> = { valore: T } | { problema: string };

/** How the text of an environment variable becomes a value, and how the reference page describes what may be written. */
export type Tipo<T> = {
  leggi: (testo: string) => Esito<T>;
  /** What may be written, in Italian, e.g. `numero intero da 1 a 65535`. */
  forma: string;
};

/** One setting: where it is read from, how, what holds when it is absent, and the line of the reference page. */
export type Impostazione<T> = {
  variabile: `TABULARIUM_${string}`;
  tipo: { leggi: (testo: string) => Esito<T>; forma: string };
  predefinito: T;
  /** The default as the page shows it; absent means "nessuno". */
  predefinitoScritto?: string;
  descrizione: string;
  /** Never repeated in messages or logs. */
  segreta: boolean;
};

/** The settings of one slice or platform part, under the title they have in the reference page. */
export type Gruppo<I extends Record<string, Impostazione<unknown>>> = { titolo: string; impostazioni: I };

/** The values of a group once read: `Valori<typeof impostazioniDb>`. */
export type Valori<G> =
  G extends Gruppo<infer I> ? { [K in keyof I]: I[K] extends Impostazione<infer T> ? T : never } : never;

type Dichiarazione<T> = {
  variabile: `TABULARIUM_${string}`;
  tipo: Tipo<T>;
  descrizione: string;
  segreta?: boolean;
};

/** A setting that always has a value. `scritto` is how the page shows the default (`1GiB` rather than 1073741824). */
export function conPredefinito<T>(
  d: Dichiarazione<T> & { predefinito: NoInfer<T>; scritto?: string },
): Impostazione<T> {
  const scritto = d.scritto ?? String(d.predefinito);
  return { ...d, segreta: d.segreta ?? false, ...(scritto === '' ? {} : { predefinitoScritto: scritto }) };
}

/** A setting that may be absent. */
export function facoltativa<T>(d: Dichiarazione<T>): Impostazione<T | undefined> {
  return { ...d, segreta: d.segreta ?? false, predefinito: undefined };
}

/**
 * Declares the settings of a slice.
 *
 * @example
 * export const impostazioniLog = gruppo('Registro delle attività', {
 *   livello: conPredefinito({ variabile: 'TABULARIUM_LOG_LIVELLO', tipo: scelta('info', 'debug'), predefinito: 'info', descrizione: '…' }),
 * });
 */
export function gruppo<const I extends Record<string, Impostazione<unknown>>>(
  titolo: string,
  impostazioni: I,
): Gruppo<I> {
  return { titolo, impostazioni };
}
