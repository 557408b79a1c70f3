import { join } from 'node:path';
import { sql } from 'kysely';
import { apriLettore } from '#pec';
import { openFileSystemStore } from '#platform/storage';
import { vaultOf } from '#platform/vault';
import { prepara } from './banca-dati.ts';
import type { PartiRicezione, Punto } from '../../src/pec/parti.ts';
import type { CasellaDaAprire } from '../../src/pec/trasporti/apri.ts';
import { casellaDiProva } from './caselle-di-prova.ts';
import type { GestoreDiProva } from './gestore-pec/contratto.ts';
import type { UnitaDiProva } from './ente-di-prova.ts';
import type { ProdottoDiProva } from './prodotto-di-prova.ts';

export type PostaInArrivo = {
  parti: PartiRicezione;
  casella: CasellaDaAprire & { enteId: string; politica: unknown };
};

/** What receiving takes, with the authority of the provider under test among those that are believed. */
export async function partiRicezione(
  p: ProdottoDiProva,
  gestore: GestoreDiProva,
  punto?: (nome: Punto) => void | Promise<void>,
): Promise<PartiRicezione> {
  return {
    db: p.db,
    archivio: await openFileSystemStore(join(p.ambiente.dati, 'documenti')),
    log: p.ambiente.log,
    vault: vaultOf([{ id: 'prova', bytes: Buffer.alloc(32, 7) }]),
    dati: p.ambiente.dati,
    certificatiFidati: gestore.imap.certificato,
    leggi: apriLettore(() => [{ nome: 'Autorità di prova', certificato: gestore.autorita.certificato }]),
    ...(punto && { punto }),
  };
}

/** A box of the ente under test, certified unless told otherwise, read over IMAP from the provider under test. */
export async function postaInArrivo(
  p: ProdottoDiProva,
  gestore: GestoreDiProva,
  indirizzo: string,
  opzioni: {
    codice?: string;
    genere?: 'pec' | 'ordinaria';
    unita?: UnitaDiProva;
    uscita?: object;
    politica?: object;
    punto?: (nome: Punto) => void | Promise<void>;
  } = {},
): Promise<PostaInArrivo> {
  const parti = await partiRicezione(p, gestore, opzioni.punto);
  const { imap } = gestore.accesso(indirizzo);
  const parametri = { host: imap.host, porta: imap.porta, sicurezza: 'tls', utente: imap.utente };
  const politica = { giorniSulServer: 0, ...opzioni.politica };
  const { codice = 'AOO', genere, unita, uscita } = opzioni;
  const { id } = await casellaDiProva(p.banca.urlSuperutente, p.ente, {
    codice,
    indirizzo,
    principale: codice === 'AOO',
    trasporto: 'imap',
    ...(genere && { genere }),
    ...(unita && { unita }),
    ...(uscita && { uscita }),
    parametri,
    politica,
  });
  const { enteId } = p.ente;
  const segreto = parti.vault.seal(`casella/${id}`, imap.password);
  await prepara(p.db, enteId, async (tx) => {
    await sql`UPDATE casella SET segreto = ${segreto} WHERE id = ${id}`.execute(tx);
  });
  return { parti, casella: { id, enteId, trasporto: 'imap', parametri, segreto, politica } };
}
