import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pausa } from 'node:timers/promises';

/** A real OpenSSH server of the test's own: its key, its port, one user who signs in with a key and only transfers files. */
export type SshdDiProva = {
  porta: number;
  utente: string;
  /** Private key of the client, OpenSSH format. */
  chiave: string;
  /** Fingerprint of the server's key, as `ssh-keygen -l` writes it. */
  impronta: string;
  /** Folders of the server. */
  versamenti: string;
  esiti: string;
  consegnati: () => string[];
  chiudi: () => Promise<void>;
};

async function portaLibera(): Promise<number> {
  const server = createServer();
  await new Promise<void>((aperto) => server.listen(0, '127.0.0.1', aperto));
  const { port } = server.address() as { port: number };
  await new Promise((chiuso) => server.close(chiuso));
  return port;
}

async function risponde(porta: number): Promise<void> {
  for (let i = 0; i < 200; i++) {
    const aperta = await new Promise<boolean>((esito) => {
      const s = connect(porta, '127.0.0.1', () => {
        s.destroy();
        esito(true);
      }).on('error', () => esito(false));
    });
    if (aperta) return;
    await pausa(25);
  }
  throw new Error('sshd non risponde');
}

/** @param altro.discoPieno of a file it writes 2 KiB and no more, and says no */
export async function sshdDiProva(altro: { discoPieno?: boolean } = {}): Promise<SshdDiProva> {
  const cartella = mkdtempSync(join(tmpdir(), 'tabularium-sshd-'));
  chmodSync(cartella, 0o755);
  const [ospite, cliente] = [join(cartella, 'ospite'), join(cartella, 'cliente')];
  for (const file of [ospite, cliente])
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', file]);
  const impronta = execFileSync('ssh-keygen', ['-l', '-f', `${ospite}.pub`], { encoding: 'utf8' }).split(
    ' ',
  )[1];
  const [versamenti, esiti] = [join(cartella, 'versamenti'), join(cartella, 'esiti')];
  for (const c of [versamenti, esiti]) mkdirSync(c);
  const porta = await portaLibera();
  const autorizzate = join(cartella, 'autorizzate');
  writeFileSync(autorizzate, readFileSync(`${cliente}.pub`), { mode: 0o600 });
  const utente = userInfo().username;
  const config = join(cartella, 'sshd_config');
  writeFileSync(
    config,
    [
      `Port ${porta}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${ospite}`,
      `PidFile ${join(cartella, 'pid')}`,
      `AuthorizedKeysFile ${autorizzate}`,
      'StrictModes no',
      'UsePAM no',
      'PermitRootLogin prohibit-password',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'Subsystem sftp internal-sftp',
      'ForceCommand internal-sftp',
      `AllowUsers ${utente}`,
      'MaxStartups 50',
    ].join('\n'),
  );
  // Where it separates its privileges; the package's service makes it, and here no service runs.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
  const limite = altro.discoPieno ? "ulimit -f 4; trap '' XFSZ; " : '';
  const processo = spawn('/bin/sh', ['-c', `${limite}exec /usr/sbin/sshd -D -e -f "$1"`, 'sh', config], {
    stdio: 'ignore',
  });
  await risponde(porta);
  return {
    porta,
    utente,
    chiave: readFileSync(cliente, 'utf8'),
    impronta: impronta ?? '',
    versamenti,
    esiti,
    consegnati: () => readdirSync(versamenti).sort(),
    chiudi: async () => {
      const finito = new Promise((fine) => processo.once('exit', fine));
      processo.kill();
      await finito;
      rmSync(cartella, { recursive: true, force: true });
    },
  };
}
