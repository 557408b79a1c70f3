import { createRequire } from 'node:module';
import type { Letto } from './leggi.ts';
import type { Autorita } from './messaggio/catena.ts';
import { apriParti } from './messaggio/estrai-parte.ts';
import { leggiMessaggio } from './messaggio/leggi-messaggio.ts';
import { REGOLE_PREDEFINITE } from './regole/configurazione.ts';
import { esamina } from './regole/esamina.ts';
import { invioMultiplo } from './regole/invio-multiplo.ts';
import { leggibilita } from './regole/leggibilita.ts';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

/** A message with all that is said of it: what it is, what the ente's rules make of it, whether it can be read. */
export async function leggiTutto(byte: Buffer, autorita: Autorita[]): Promise<Letto> {
  const letto = await leggiMessaggio(byte, { autorita });
  const contenuto = apriParti(byte);
  return {
    ...letto,
    esiti: esamina(letto, contenuto, REGOLE_PREDEFINITE),
    leggibilita: leggibilita(letto, contenuto),
    invio: invioMultiplo(letto.oggetto),
    lettore: `tabularium ${version}`,
  };
}
