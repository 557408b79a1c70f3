import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as aspetta } from 'node:timers/promises';
import { nuovoCertificato } from '../posta-di-prova.ts';
import { configurazione, configurazioneOauth2 } from './dovecot-conf.ts';

export type Dovecot = {
  porta: number;
  certificato: string;
  /** A token for OAuth2, good for an hour from `quando`. */
  gettone: (casella: string, quando: Date) => string;
  /** Puts a message in a box; who is in IDLE hears of it at once. */
  deposita: (casella: string, byte: Buffer) => Promise<void>;
  /** What lies in the inbox, in order of arrival. */
  leggi: (casella: string) => Promise<Buffer[]>;
  /** The box was rebuilt: new UIDVALIDITY, all UIDs from one. The sessions that are open must be cut before. */
  cambiaUidvalidity: (casella: string) => Promise<void>;
  chiudi: () => Promise<void>;
};

/** A Dovecot of its own, with its files in a temporary folder, on a high port of this machine. */
export async function avviaDovecot(caselle: string[], password: string): Promise<Dovecot> {
  const chi = chiEsegue();
  const radice = mkdtempSync(join(tmpdir(), 'tabularium-dovecot-'));
  const scrivi = (nome: string, testo: string): void => writeFileSync(join(radice, nome), testo);
  const { chiave, certificato } = nuovoCertificato();
  const porta = await portaLibera();
  scrivi('chiave.pem', chiave);
  scrivi('certificato.pem', certificato);
  scrivi('utenti', caselle.map((c) => `${c}:{PLAIN}${password}\n`).join(''));
  scrivi('dovecot.conf', configurazione({ radice, porta, ...chi }));
  scrivi('oauth2.conf', configurazioneOauth2(radice));
  const segreto = randomBytes(32);
  mkdirSync(join(radice, CHIAVI), { recursive: true });
  scrivi(join(CHIAVI, 'default'), segreto.toString('base64'));
  const cartelle = ['base', 'stato', 'posta', ...caselle.map((c) => cartellaDi('posta', c))];
  for (const c of caselle)
    for (const d of ['tmp', 'new', 'cur']) cartelle.push(join(cartellaDi('posta', c), d));
  for (const c of cartelle) mkdirSync(join(radice, c), { recursive: true });
  for (const c of ['', 'chiave.pem', ...cartelle]) chownSync(join(radice, c), chi.uid, chi.gid);
  const processo = spawn('/usr/sbin/dovecot', ['-F', '-c', join(radice, 'dovecot.conf')], {
    uid: chi.uid,
    gid: chi.gid,
    stdio: 'ignore',
  });
  const uccidi = (): boolean => processo.kill();
  process.once('exit', uccidi);
  const chiudi = async (): Promise<void> => {
    process.off('exit', uccidi);
    if (processo.exitCode === null && processo.kill()) await once(processo, 'exit');
    rmSync(radice, { recursive: true });
  };
  await pronto(processo, porta, () => readFileSync(join(radice, 'registro'), 'utf8')).catch(
    async (errore) => {
      await chiudi();
      throw errore;
    },
  );
  const posta = (casella: string, ...resto: string[]): string =>
    join(radice, cartellaDi('posta', casella), ...resto);
  let numero = 0;
  return {
    porta,
    certificato,
    gettone: (casella, quando) => gettone(segreto, casella, Math.floor(quando.getTime() / 1000)),
    deposita: async (casella, byte) => {
      const nome = `${Date.now()}.M${String(numero++).padStart(8, '0')}P${process.pid}.prova`;
      await writeFile(posta(casella, 'tmp', nome), byte, { mode: 0o644 });
      await rename(posta(casella, 'tmp', nome), posta(casella, 'new', nome));
    },
    leggi: async (casella) => {
      const dove = await Promise.all(
        ['new', 'cur'].map(async (d) => (await readdir(posta(casella, d))).map((nome) => ({ d, nome }))),
      );
      const file = dove.flat().sort((a, b) => (a.nome < b.nome ? -1 : 1));
      return Promise.all(file.map(({ d, nome }) => readFile(posta(casella, d, nome))));
    },
    cambiaUidvalidity: async (casella) => {
      const elenco = posta(casella, 'dovecot-uidlist');
      const [, validita = '1', guida = ''] =
        /^3 V(\d+) N\d+ (\S+)/.exec(await readFile(elenco, 'utf8').catch(() => '')) ?? [];
      for (const nome of await readdir(posta(casella)))
        if (nome.startsWith('dovecot.index')) await rm(posta(casella, nome));
      await writeFile(elenco, `3 V${Number(validita) + 1} N1 ${guida}\n`);
      chownSync(elenco, chi.uid, chi.gid);
    },
    chiudi,
  };
}

/** Where Dovecot looks for the secret of a token that names no issuer and no key. */
const CHIAVI = 'chiavi/default/HS256';

function gettone(segreto: Buffer, sub: string, iat: number): string {
  const in64 = (o: object): string => Buffer.from(JSON.stringify(o)).toString('base64url');
  const firmato = `${in64({ alg: 'HS256', typ: 'JWT' })}.${in64({ sub, iat, exp: iat + 3600 })}`;
  return `${firmato}.${createHmac('sha256', segreto).update(firmato).digest('base64url')}`;
}

const cartellaDi = (radice: string, casella: string): string => join(radice, casella.toLowerCase());

type Chi = { uid: number; gid: number; utente: string; gruppo: string };

/** Dovecot refuses to serve mail as root: then it is `nobody` who runs it. */
function chiEsegue(): Chi {
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

async function portaLibera(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** @throws with the log of Dovecot when it does not come up */
async function pronto(processo: ChildProcess, porta: number, registro: () => string): Promise<void> {
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
