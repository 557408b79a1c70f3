import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The server of `server-documenti.ts`, running in a child process. */
export type FiglioDocumenti = {
  /** `http://127.0.0.1:<port>/api/v1` */
  base: string;
  /** Bytes of memory of the child, now and at its highest since it started. */
  memoria: () => Promise<{ ora: number; massimo: number }>;
  /** `kill -9`, and waits until it is gone. */
  uccidi: () => Promise<void>;
};

/**
 * @param url database
 * @param cartella folder of the store
 * @param blocchiMassimi largest file the child may write, in blocks of 512 bytes (`ulimit -f`): beyond, writing fails
 * as on a full disk
 */
export async function avviaFiglio(
  url: string,
  cartella: string,
  blocchiMassimi?: number,
): Promise<FiglioDocumenti> {
  const copione = join(import.meta.dirname, 'server-documenti.ts');
  const limite =
    blocchiMassimi === undefined ? [] : [`trap '' XFSZ; ulimit -f ${blocchiMassimi}; exec "$0" "$@"`];
  const figlio =
    limite.length === 0
      ? fork(copione, [url, cartella], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
      : fork('-c', [...limite, process.execPath, copione, url, cartella], {
          execPath: '/bin/sh',
          execArgv: [],
          stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        });
  const { indirizzo } = await risposta<{ indirizzo: string }>(figlio);
  return {
    base: `${indirizzo}/api/v1`,
    memoria: async () => {
      figlio.send('rss');
      return await risposta(figlio);
    },
    uccidi: async () => {
      if (figlio.exitCode !== null || figlio.signalCode !== null) return;
      const finito = once(figlio, 'exit');
      figlio.kill('SIGKILL');
      await finito;
    },
  };
}

async function risposta<T>(figlio: ChildProcess): Promise<T> {
  const uscito = new AbortController();
  const fine = (codice: number | null): void => uscito.abort(new Error(`il figlio è uscito (${codice})`));
  figlio.once('exit', fine);
  try {
    const [messaggio] = (await once(figlio, 'message', { signal: uscito.signal })) as [T];
    return messaggio;
  } finally {
    figlio.off('exit', fine);
  }
}
