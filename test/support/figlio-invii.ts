import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PuntoInvio } from '../../src/pec/invii/parti.ts';

/** Sends in a process of its own that is killed (`kill -9`) when it comes to that point, and waits until it is gone. */
export async function uccisoA(
  punto: PuntoInvio,
  dove: { url: string; dati: string; enteId: string; invioId: string },
): Promise<NodeJS.Signals | null> {
  const figlio = fork(
    join(import.meta.dirname, 'spedisce-e-muore.ts'),
    [JSON.stringify({ ...dove, punto })],
    {
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  const [, segnale] = (await once(figlio, 'exit')) as [number | null, NodeJS.Signals | null];
  return segnale;
}
