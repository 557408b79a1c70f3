import { setTimeout as pausa } from 'node:timers/promises';
import pg from 'pg';
import { configurazionePool, RUOLO_APPLICAZIONE } from '#platform/db';
import type { Log } from '#platform/log';

// A server that restarts is back in seconds; one that does not answer is not asked without end.
const RIPROVA_MS = [500, 1_000, 2_000, 5_000, 10_000];
/** A connection that nobody uses may be cut in silence: it is tried, and an answer must come. */
const PROVA_MS = 30_000;

export type Ascolto = {
  /** Resolves once messages arrive; from then on it stays resolved, also while the connection is being remade. */
  pronto: Promise<void>;
  ferma: () => Promise<void>;
};

/**
 * Hears what the database's transactions announce on a channel, on a connection of its own that is remade whenever it breaks.
 * What was announced while it was broken is lost: `suRipresa` is told, so that whoever listens can ask for everything again.
 *
 * @param url connection of the application
 * @param canale an identifier, not quoted
 */
export function ascoltaBanca(
  parti: { url: string; log: Log },
  canale: string,
  suMessaggio: (testo: string) => void,
  suRipresa: () => void,
): Ascolto {
  const fine = new AbortController();
  const pronto = Promise.withResolvers<void>();
  let client: pg.Client | undefined;

  const unaVolta = async (): Promise<void> => {
    const nuovo = new pg.Client({ ...configurazionePool(parti.url, RUOLO_APPLICAZIONE), keepAlive: true });
    client = nuovo;
    const rotto = new Promise<void>((avvenuto) => {
      nuovo.on('error', () => avvenuto());
      nuovo.on('end', () => avvenuto());
    });
    try {
      await nuovo.connect();
      nuovo.on('notification', ({ payload }) => suMessaggio(payload ?? ''));
      await nuovo.query(`LISTEN ${canale}`);
      pronto.resolve();
      suRipresa();
      while (!fine.signal.aborted) {
        const muto = pausa(PROVA_MS, 'muto' as const, { signal: fine.signal }).catch(() => 'fine' as const);
        if ((await Promise.race([rotto, muto])) !== 'muto') return;
        const risposto = nuovo.query('SELECT 1').then(() => true);
        const scaduto = pausa(10_000, false, { signal: fine.signal, ref: false });
        if (!(await Promise.race([risposto, scaduto]).catch(() => false))) return;
      }
    } finally {
      void nuovo.end().catch(() => undefined);
    }
  };

  const vita = (async () => {
    for (let volta = 0; !fine.signal.aborted; volta++) {
      const inizio = Date.now();
      await unaVolta().catch((errore: unknown) =>
        parti.log.debug({ err: errore }, 'ascolto degli annunci interrotto'),
      );
      if (Date.now() - inizio > PROVA_MS) volta = 0;
      await pausa(RIPROVA_MS[Math.min(volta, RIPROVA_MS.length - 1)], undefined, {
        signal: fine.signal,
      }).catch(() => undefined);
    }
  })();

  return {
    pronto: pronto.promise,
    ferma: async () => {
      fine.abort();
      pronto.resolve();
      await client?.end().catch(() => undefined);
      await vita;
    },
  };
}
