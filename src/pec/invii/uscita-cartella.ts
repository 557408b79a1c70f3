import { createWriteStream } from 'node:fs';
import { link, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Uscita } from './uscita.ts';

/**
 * Sends into a folder, for a box that has no server: one `.eml` for each sending, named after it, whole and on disk before anybody
 * sees it. A file that is already there was sent already.
 */
export function uscitaInCartella(cartella: string): Uscita {
  return {
    spedisci: async ({ id, corpo }) => {
      const provvisorio = join(cartella, `.${id}.tmp`);
      try {
        await mkdir(cartella, { recursive: true, mode: 0o750 });
        await pipeline(
          Buffer.isBuffer(corpo) ? [corpo] : corpo,
          createWriteStream(provvisorio, { mode: 0o640, flush: true }),
        );
        await link(provvisorio, join(cartella, `${id}.eml`)).catch((errore: unknown) => {
          if (!(errore instanceof Error && 'code' in errore && errore.code === 'EEXIST')) throw errore;
        });
        const aperta = await open(cartella, 'r');
        await aperta.sync().finally(() => aperta.close());
        return { esito: 'inviato', rifiutati: [] };
      } catch (errore) {
        return { esito: 'riprova', motivo: `la cartella di uscita non si scrive (${codice(errore)})` };
      } finally {
        await rm(provvisorio, { force: true }).catch(() => undefined);
      }
    },
  };
}

function codice(errore: unknown): string {
  return errore instanceof Error && 'code' in errore && typeof errore.code === 'string'
    ? errore.code
    : 'errore';
}
