import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  realpathSync,
  statSync,
  symlinkSync,
} from 'node:fs';
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
 * `/root`): then everything, documents included, goes to a folder of its own under `/var/lib/tabularium`, so that one folder
 * remains what has to be backed up. A link `altrove` in the folder asked for remembers which: the data follow a clone that is
 * moved, and a new clone in an old place starts afresh.
 *
 * @param opzioni.perPostgres false when the database is on a server of one's own: any folder will do
 * @throws Error in Italian when the folder cannot be created, or already holds a cluster that the server cannot reach
 */
export function scegliLuogo(richiesta: string, opzioni: { perPostgres: boolean; sistema?: string }): Luogo {
  const identita = opzioni.perPostgres ? identitaServer() : null;
  const chiesta = creaCartella(resolve(richiesta), identita);
  if (!opzioni.perPostgres) return { dati: chiesta, identita };
  if (!identita) return { dati: nostra(chiesta), identita };

  const gia = altrove(chiesta);
  const accessibile = raggiungibile(chiesta, identita);
  if (accessibile && !gia) return { dati: chiesta, identita: proprietarioDi(chiesta) ?? identita };
  if (!gia && existsSync(join(chiesta, 'postgres', 'PG_VERSION'))) {
    throw new Error(
      `La base di dati è in ${chiesta}, ma l’utente postgres non può più raggiungerla: ` +
        `qualcuna delle cartelle che la contengono è chiusa. Riaprirla (chmod o+x) o avviare come utente ordinario.`,
    );
  }
  const riserva = gia ?? join(opzioni.sistema ?? SISTEMA, nomeNuovo(chiesta));
  const dati = creaCartella(riserva, identita);
  if (!gia) symlinkSync(dati, join(chiesta, LINK));
  return {
    dati,
    identita: proprietarioDi(dati) ?? identita,
    avviso: accessibile
      ? `I dati sono in ${dati}, dove erano stati creati.`
      : `In ${dirname(chiesta)} l’utente postgres non può entrare: PostgreSQL e tutti i dati sono in ${dati}`,
  };
}

const LINK = 'altrove';

/** Where the data of this folder were put by an earlier start, if elsewhere. */
function altrove(chiesta: string): string | null {
  const collegamento = join(chiesta, LINK);
  return lstatSync(collegamento, { throwIfNoEntry: false }) ? readlinkSync(collegamento) : null;
}

/** A cluster made by an ordinary user keeps running as that user when root starts it. */
function proprietarioDi(dati: string): Identita {
  const stato = statSync(join(dati, 'postgres'), { throwIfNoEntry: false });
  return stato && stato.uid !== 0 ? { uid: stato.uid, gid: stato.gid } : null;
}

/** An ordinary user works only on data of his own: PostgreSQL refuses a cluster that belongs to somebody else. */
function nostra(dati: string): string {
  const uid = process.getuid?.();
  const estranea = [dati, join(dati, 'postgres')].find((cartella) => {
    const stato = statSync(cartella, { throwIfNoEntry: false });
    return stato !== undefined && stato.uid !== uid;
  });
  if (estranea) {
    throw new Error(
      `La cartella ${estranea} appartiene a un altro utente: avviare come quell’utente, oppure indicare un’altra cartella con TABULARIUM_DATI.`,
    );
  }
  return dati;
}

function nomeNuovo(cartella: string): string {
  const nome = basename(dirname(cartella)).replace(/[^A-Za-z0-9._-]/g, '_') || 'radice';
  return `${nome}-${randomBytes(4).toString('hex')}`;
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
