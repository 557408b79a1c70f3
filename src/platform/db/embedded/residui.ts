import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pausa } from 'node:timers/promises';
import { errno } from '#platform/storage';

/**
 * Makes sure that no process works on the cluster any more. Our lock on the data folder is held, so a server found here is
 * an orphan of a run that was killed: asked to stop (fast shutdown), then waited for. Single processes that outlived their
 * server finish by themselves as soon as they notice; one busy with a long query does not, and after a while is told to quit.
 *
 * PostgreSQL processes work in the folder of their cluster, which is how they are recognised: a process number in a file
 * may belong to somebody else by now.
 *
 * @param cluster absolute path of the cluster
 * @throws Error in Italian when something still runs there after a minute
 */
export async function attendiResidui(cluster: string): Promise<void> {
  const inizio = Date.now();
  for (let prossimo = 0; ;) {
    const processi = processiIn(cluster);
    if (processi.length === 0) break;
    const trascorsi = Date.now() - inizio;
    const capo = processi.filter((pid) => pid === pidDelServer(cluster));
    // Said again every two seconds: a server in the middle of its own recovery may miss the first.
    if (trascorsi >= prossimo) {
      const basta = trascorsi > (capo.length === 0 ? 5_000 : 20_000);
      segnala(basta ? processi : capo, basta ? 'SIGQUIT' : 'SIGINT');
      prossimo = trascorsi + 2_000;
    }
    if (trascorsi > 60_000) {
      throw new Error(
        `Un PostgreSQL precedente lavora ancora su ${cluster} (processi ${processi.join(', ')}).`,
      );
    }
    await pausa(50);
  }
  // With nobody there, the file is stale, and the number in it may now be of a process that PostgreSQL would respect.
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

function segnala(processi: number[], segnale: NodeJS.Signals): void {
  for (const pid of processi) {
    try {
      process.kill(pid, segnale);
    } catch (errore) {
      if (!(errore instanceof Error && 'code' in errore && errore.code === 'ESRCH')) throw errore;
    }
  }
}

/** Processes whose working directory is the cluster. */
export function processiIn(cluster: string): number[] {
  return readdirSync('/proc')
    .filter((voce) => /^\d+$/.test(voce))
    .map(Number)
    .filter((pid) => cartellaDi(pid) === cluster);
}

function cartellaDi(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    // Ended meanwhile, or of another user: not one of ours.
    return null;
  }
}

/** Process number of the server by its own file, or null where there is none. */
function pidDelServer(cluster: string): number | null {
  const pid = Number(righePostmaster(cluster)[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

/** Ends at once a server that does not stop when asked: nothing is lost, but the next start has to replay the log. */
export function interrompiServer(cluster: string): void {
  segnala(
    processiIn(cluster).filter((pid) => pid === pidDelServer(cluster)),
    'SIGQUIT',
  );
}

/** True once the server of this cluster accepts connections: it says so on the eighth line of its file. */
export function serverPronto(cluster: string): boolean {
  return righePostmaster(cluster)[7]?.trim() === 'ready';
}

function righePostmaster(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch (errore) {
    if (errno(errore) === 'ENOENT') return [];
    throw errore;
  }
}
