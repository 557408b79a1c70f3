import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pausa } from 'node:timers/promises';
import { interrompiServer, serverPronto } from './residui.ts';
import { comeServer, type Identita } from './utente.ts';

/** A running server: `uscita` resolves when it has ended, `ferma` asks it to end (fast shutdown) and waits. */
export type ServerAcceso = { uscita: Promise<void>; ferma: () => Promise<void> };

// The guardian. Descriptor 3 is a pipe whose other end only our process holds: when we end, however we end, it closes,
// `read` returns and the server is told to stop; closing it on purpose is how we stop it ourselves. The server is a child
// of this shell, so its number cannot have passed to another process. Signals sent to everybody at once (a service manager
// that stops the whole group) are for the others: a guardian that dies first guards nothing.
const GUARDIANO = `
trap '' HUP INT TERM
"$@" 3<&- </dev/null &
server=$!
{ read -r _ <&3; kill -INT $server; } 2>/dev/null &
guardia=$!
exec 3<&-
wait $server
kill -KILL $guardia 2>/dev/null
`;

/**
 * Starts the server and waits until it accepts connections.
 *
 * @param p.registro file that receives what the server says before its own log is open
 * @throws Error with the server's words when it ends before being ready, or is not ready in two minutes (crash recovery
 *   of a large log included)
 */
export async function accendiServer(p: {
  binari: string;
  cluster: string;
  identita: Identita;
  opzioni: Record<string, string>;
  registro: string;
}): Promise<ServerAcceso> {
  const argomenti = Object.entries(p.opzioni).flatMap(([nome, valore]) => ['-c', `${nome}=${valore}`]);
  const parole = openSync(p.registro, 'w', 0o600);
  // A session of its own: Ctrl-C in the terminal reaches us, not the server, which stops after we have finished with it.
  const guardiano = spawn(
    '/bin/sh',
    [
      '-c',
      GUARDIANO,
      'tabularium-postgres',
      join(p.binari, 'bin', 'postgres'),
      '-D',
      p.cluster,
      ...argomenti,
    ],
    { ...comeServer(p.identita), detached: true, stdio: ['ignore', parole, parole, 'pipe'] },
  );
  closeSync(parole);
  const uscita = fineDi(guardiano);
  let finito = false;
  void uscita.then(() => {
    finito = true;
    // If the shell alone was killed, its reading half is still there and stops the server now.
    guardiano.stdio[3]?.destroy();
  });
  const ferma = async (): Promise<void> => {
    guardiano.stdio[3]?.destroy();
    const impaziente = setTimeout(() => interrompiServer(p.cluster), 20_000);
    await uscita;
    clearTimeout(impaziente);
  };
  const termine = Date.now() + 120_000;
  while (!serverPronto(p.cluster)) {
    if (finito)
      throw new Error(readFileSync(p.registro, 'utf8').trim() || 'il server è terminato senza spiegazioni');
    if (Date.now() > termine) {
      await ferma();
      throw new Error('il server non è stato pronto in due minuti');
    }
    await pausa(20);
  }
  return { uscita, ferma };
}

function fineDi(figlio: ChildProcess): Promise<void> {
  return new Promise((fine, errore) => {
    figlio.once('exit', () => fine());
    figlio.once('error', errore);
  });
}
