import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { identitaServer, raggiungibile, type Identita } from './utente.ts';

/** Where everything is kept, and who runs the server there. */
export type Luogo = {
  /** Absolute path of the data folder actually used. */
  dati: string;
  identita: Identita;
  /** Italian sentence to show when the data are elsewhere than asked for; absent otherwise. */
  avviso?: string;
};

const SISTEMA = '/var/lib/tabularium';

/**
 * Decides the data folder. The one asked for, unless we are root and PostgreSQL's user could not reach it (a clone under
 * `/root`): then everything, documents included, goes to a folder under `/var/lib/tabularium` that always answers to the
 * same request, so that one folder remains what has to be backed up.
 *
 * @throws Error in Italian when the folder cannot be created, or already holds a cluster that the server cannot reach
 */
export function scegliLuogo(richiesta: string, opzioni: { sistema?: string } = {}): Luogo {
  const identita = identitaServer();
  const chiesta = creaCartella(resolve(richiesta), identita);
  if (!identita) return { dati: chiesta, identita };

  const riserva = join(opzioni.sistema ?? SISTEMA, nomeStabile(chiesta));
  const accessibile = raggiungibile(chiesta, identita);
  const giaQui = existsSync(join(chiesta, 'postgres', 'PG_VERSION'));
  const giaLa = existsSync(join(riserva, 'postgres', 'PG_VERSION'));
  if (accessibile && (giaQui || !giaLa)) return { dati: chiesta, identita };
  if (!accessibile && giaQui) {
    throw new Error(
      `La base di dati è in ${chiesta}, ma l’utente postgres non può più raggiungerla: ` +
        `qualcuna delle cartelle che la contengono è chiusa. Riaprirla (chmod o+x) o avviare come utente ordinario.`,
    );
  }
  return {
    dati: creaCartella(riserva, identita),
    identita,
    avviso: accessibile
      ? `I dati sono in ${riserva}, dove erano già stati creati.`
      : `${chiesta} si trova in una cartella in cui l’utente postgres non può entrare: programmi e dati di PostgreSQL, e i documenti, sono in ${riserva}`,
  };
}

function nomeStabile(cartella: string): string {
  const nome = basename(dirname(cartella)).replace(/[^A-Za-z0-9._-]/g, '_') || 'radice';
  return `${nome}-${createHash('sha256').update(cartella).digest('hex').slice(0, 8)}`;
}

/** Created closed to others; as root it can be walked through (x), because the cluster inside belongs to another user. */
function creaCartella(cartella: string, identita: Identita): string {
  try {
    const vecchia = process.umask(0o022);
    try {
      mkdirSync(dirname(cartella), { recursive: true });
      mkdirSync(cartella, { recursive: true, mode: identita ? 0o711 : 0o700 });
    } finally {
      process.umask(vecchia);
    }
    const vera = realpathSync(cartella);
    const modo = statSync(vera).mode & 0o777;
    if (identita && (modo & 0o001) === 0) chmodSync(vera, modo | 0o001);
    return vera;
  } catch (causa) {
    throw new Error(
      `La cartella dei dati ${cartella} non si può creare: controllare permessi e TABULARIUM_DATI.`,
      { cause: causa },
    );
  }
}
