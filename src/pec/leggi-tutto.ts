import { createRequire } from 'node:module';
import type { Letto } from './leggi.ts';
import type { Autorita } from './messaggio/catena.ts';
import { leggi } from './messaggio/lettore.ts';
import type { Sorgente } from './messaggio/lettura.ts';
import { invioMultiplo } from './regole/invio-multiplo.ts';
import { protocolliCitati, relazioneDaParole } from './regole/relazione.ts';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

/**
 * A message with all that is said of it: what it is, what the ente's rules make of it, whether it can be read.
 *
 * @throws LetturaRifiutata when it takes more than a message may
 */
export async function leggiTutto(sorgente: Sorgente, autorita: Autorita[]): Promise<Letto> {
  const { messaggio, esiti, leggibilita } = await leggi(sorgente, { autorita });
  return {
    ...messaggio,
    esiti,
    leggibilita,
    invio: invioMultiplo(messaggio.oggetto),
    relazione: relazioneDaParole(messaggio.oggetto, messaggio.testo),
    citati: protocolliCitati(messaggio.oggetto, messaggio.testo),
    lettore: `tabularium ${version}`,
  };
}
