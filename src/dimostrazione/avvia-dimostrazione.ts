import { mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pausa } from 'node:timers/promises';
import { leggiInvio, type Gestore } from '#gestore-pec';
import type { Db } from '#platform/db';
import type { Log } from '#platform/log';
import { errno } from '#platform/storage';
import { gestoreDimostrativo } from './autorita-dimostrazione.ts';
import { caselleDimostrative } from './caselle-dimostrative.ts';
import { recapita, type CasellaDimostrativa } from './recapita.ts';

const OGNI = 2_000;

type Parti = { db: Db; dati: string; log: Log };

/** Sees to what the demonstration ente sends, until stopped: takes it from the folder it leaves from, and delivers the receipts. */
export function avviaDimostrazione(parti: Parti): { ferma: () => Promise<void> } {
  const fine = new AbortController();
  let gestore: Promise<Gestore> | undefined;
  const giro = async (): Promise<void> => {
    const enti = await parti.db.selectFrom('ente').select('id').where('dimostrativo', '=', true).execute();
    for (const { id } of enti) {
      const caselle = await caselleDimostrative(parti.db, id);
      for (const casella of caselle)
        for (const partito of await inPartenza(parti.dati, casella))
          await spedisci(
            await (gestore ??= gestoreDimostrativo(parti.dati)),
            { dati: parti.dati, ente: id },
            caselle,
            casella,
            partito,
          );
    }
  };
  const vita = (async () => {
    while (!fine.signal.aborted) {
      await giro().catch((errore: unknown) => parti.log.warn({ err: errore }, 'gestore PEC dimostrativo'));
      await pausa(OGNI, undefined, { signal: fine.signal }).catch(() => undefined);
    }
  })();
  return {
    ferma: async () => {
      fine.abort();
      await vita;
    },
  };
}

const uscita = (dati: string, casella: CasellaDimostrativa): string =>
  join(dati, 'caselle', casella.cartella, 'uscita');

async function inPartenza(dati: string, casella: CasellaDimostrativa): Promise<string[]> {
  const nomi = await readdir(uscita(dati, casella)).catch((errore: unknown) => {
    if (errno(errore) === 'ENOENT') return [];
    throw errore;
  });
  return nomi.filter((nome) => /^[^.].*\.eml$/.test(nome)).sort();
}

async function spedisci(
  gestore: Gestore,
  dove: { dati: string; ente: string },
  caselle: readonly CasellaDimostrativa[],
  casella: CasellaDimostrativa,
  nome: string,
): Promise<void> {
  const cartella = uscita(dove.dati, casella);
  const byte = await readFile(join(cartella, nome));
  // In a folder there is no SMTP envelope: whom it is for is what the message says.
  const { a, cc } = leggiInvio({ da: casella.indirizzo, a: [], byte });
  await recapita(gestore, dove, caselle, { da: casella.indirizzo, a: [...a, ...cc], byte });
  await mkdir(join(cartella, 'spediti'), { recursive: true });
  await rename(join(cartella, nome), join(cartella, 'spediti', nome));
}
