import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { avvia, cartellaProvvisoria, rimasti } from '../test/avvio/programma.ts';
import { ClienteHttp } from '../test/support/cliente-http.ts';

const PASSWORD = 'cavallo batteria graffetta';

/** The product as `npm start` runs it, in a process and with a database of its own (fsync on). */
export type Prodotto = {
  pid: number;
  /** Its data folder. */
  dati: string;
  /** First line it says about itself: version of PostgreSQL, place of the data. */
  presentazione: string;
  /** Session of `operatore`. */
  cookie: string;
  /** Signs in another user of the demo ente and returns his cookie. */
  accedi: (utente: string) => Promise<string>;
  /** Superuser's connection to its database. */
  urlProprietario: string;
  clienti: (quanti: number) => ClienteHttp[];
  ferma: () => Promise<void>;
};

/** @param ambiente settings beside those of every measure */
export async function avviaProdotto(ambiente: Record<string, string> = {}): Promise<Prodotto> {
  const cartella = cartellaProvvisoria();
  const dati = join(cartella, 'dati');
  const programma = avvia({
    dati,
    // One client stands for a whole office: the limit per user is not what is measured.
    ambiente: { TABULARIUM_DEMO_PASSWORD: PASSWORD, TABULARIUM_LIMITE_RICHIESTE: '10000000', ...ambiente },
  });
  const url = await programma.pronto();
  const accedi = async (utente: string): Promise<string> => {
    const risposta = await fetch(`${url}/api/v1/sessione`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ utente, password: PASSWORD }),
    });
    return risposta.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  };
  const segreti = JSON.parse(readFileSync(join(dati, 'postgres.segreti.json'), 'utf8')) as {
    passwordProprietario: string;
    porta: number;
  };
  const aperti: ClienteHttp[] = [];
  return {
    pid: programma.pid,
    dati,
    presentazione: /è pronto: .*/.exec(programma.uscita())?.[0] ?? '',
    cookie: await accedi('operatore'),
    accedi,
    urlProprietario: `postgresql://tabularium_proprietario:${segreti.passwordProprietario}@127.0.0.1:${segreti.porta}/tabularium`,
    clienti: (quanti) => {
      while (aperti.length < quanti) aperti.push(new ClienteHttp(Number(new URL(url).port)));
      return aperti.slice(0, quanti);
    },
    ferma: async () => {
      for (const cliente of aperti) cliente.chiudi();
      programma.segnala('SIGTERM');
      await programma.fine;
      await rimasti(cartella, 10);
      rmSync(cartella, { recursive: true, force: true });
    },
  };
}
