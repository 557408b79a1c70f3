import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nuovoCertificato } from '../posta-di-prova.ts';
import { chiEsegue, portaLibera, pronto } from './avvio-dovecot.ts';
import { configurazione, configurazioneOauth2 } from './dovecot-conf.ts';
import { CHIAVI, gettone } from './gettone.ts';

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
    // Its children may take a moment more to go.
    rmSync(radice, { recursive: true, maxRetries: 20, retryDelay: 50 });
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

const cartellaDi = (radice: string, casella: string): string => join(radice, casella.toLowerCase());
