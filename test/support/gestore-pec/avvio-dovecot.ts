import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { userInfo } from 'node:os';
import { setTimeout as aspetta } from 'node:timers/promises';

type Chi = { uid: number; gid: number; utente: string; gruppo: string };

/** Dovecot refuses to serve mail as root: then it is `nobody` who runs it. */
export function chiEsegue(): Chi {
  const voce = (file: string, prova: (campi: string[]) => boolean): string[] =>
    readFileSync(file, 'utf8')
      .split('\n')
      .map((r) => r.split(':'))
      .find(prova) ?? [];
  const nome = process.getuid?.() === 0 ? 'nobody' : userInfo().username;
  const [utente = '', , uid, gid] = voce('/etc/passwd', (c) => c[0] === nome);
  const [gruppo = ''] = voce('/etc/group', (c) => c[2] === gid);
  return { uid: Number(uid), gid: Number(gid), utente, gruppo };
}

export async function portaLibera(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** @throws with the log of Dovecot when it does not come up */
export async function pronto(processo: ChildProcess, porta: number, registro: () => string): Promise<void> {
  for (let tentativo = 0; tentativo < 500 && processo.exitCode === null; tentativo++) {
    const presa = connect(porta, '127.0.0.1');
    const ok = await once(presa, 'connect').then(
      () => true,
      () => false,
    );
    presa.destroy();
    if (ok) return;
    await aspetta(20);
  }
  throw new Error(`Dovecot non parte:\n${registro()}`);
}
