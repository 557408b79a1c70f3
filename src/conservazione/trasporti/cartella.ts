import { createWriteStream, type Stats } from 'node:fs';
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { errno } from '#platform/storage';
import { MASSIMO_RAPPORTO, RapportoIllegibile, type DaConsegnare, type Trasporto } from './trasporto.ts';

async function seCe(file: string): Promise<Stats | undefined> {
  return await stat(file).catch((errore: unknown) => {
    if (errno(errore) === 'ENOENT') return undefined;
    throw errore;
  });
}

/**
 * A conservatore who takes the packages from a folder of this machine: `versamenti/<identificativo>.zip`, whole before anybody sees
 * it; rapporti in `esiti/`.
 */
export function apriCartella(
  radice: string,
  apri: (p: DaConsegnare) => Promise<Buffer | Readable>,
): Trasporto {
  const [versamenti, esiti] = [join(radice, 'versamenti'), join(radice, 'esiti')];
  const prepara = async (): Promise<void> => {
    for (const cartella of [versamenti, esiti]) await mkdir(cartella, { recursive: true, mode: 0o750 });
  };
  return {
    prova: async () => {
      await prepara();
      return 'La cartella c’è e si può scrivere.';
    },
    consegna: async (p) => {
      const [provvisorio, definitivo] = [
        join(versamenti, `.${p.identificativo}.${p.tentativo}.parziale`),
        join(versamenti, `${p.identificativo}.zip`),
      ];
      let intero = false;
      try {
        await prepara();
        const contenuto = await apri(p);
        await pipeline(
          Buffer.isBuffer(contenuto) ? [contenuto] : contenuto,
          createWriteStream(provvisorio, { mode: 0o640, flush: true }),
        );
        intero = true;
        await link(provvisorio, definitivo).catch(async (errore: unknown) => {
          if (errno(errore) !== 'EEXIST') throw errore;
          if ((await stat(definitivo)).size !== p.dimensione)
            throw new Error('il file già consegnato ha un’altra lunghezza');
        });
        const aperta = await open(versamenti, 'r');
        await aperta.sync().finally(() => aperta.close());
        return { esito: 'consegnato', risposte: [] };
      } catch (errore) {
        return {
          esito: 'riprova',
          motivo: `La cartella del conservatore non si scrive (${errno(errore) ?? String(errore)}).`,
          nonArrivato: !intero,
        };
      } finally {
        await rm(provvisorio, { force: true }).catch(() => undefined);
      }
    },
    haGia: async ({ identificativo, dimensione }) =>
      (await seCe(join(versamenti, `${identificativo}.zip`)))?.size === dimensione ||
      (await seCe(join(esiti, `${identificativo}.xml`))) !== undefined,
    esito: async ({ identificativo }) => {
      const file = join(esiti, `${identificativo}.xml`);
      const info = await seCe(file);
      if (!info) return undefined;
      if (info.size > MASSIMO_RAPPORTO) throw new RapportoIllegibile(`${file}: ${info.size} byte`);
      return await readFile(file).catch((errore: unknown) => {
        const codice = errno(errore);
        if (codice === 'ENOENT') return undefined;
        // Anything else is the folder's fault, and of all the rapporti in it.
        throw ['EACCES', 'EPERM', 'EISDIR'].includes(codice ?? '')
          ? new RapportoIllegibile(file, { cause: errore })
          : errore;
      });
    },
    chiudi: () => Promise.resolve(),
  };
}
