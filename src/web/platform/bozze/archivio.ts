import { openDB, type IDBPDatabase } from 'idb';

/** One value per user and name, in this browser only. Wiped when the user signs out. */
const MAGAZZINO = 'bozze';

let aperto: Promise<IDBPDatabase> | undefined;

function banca(): Promise<IDBPDatabase> {
  aperto ??= openDB('tabularium', 1, { upgrade: (db) => void db.createObjectStore(MAGAZZINO) });
  return aperto;
}

/** `utente` is the id of the user: unique across enti, so two people at one counter never see each other's drafts. */
export async function leggiBozza<T>(utente: string, nome: string): Promise<T | undefined> {
  return (await (await banca()).get(MAGAZZINO, `${utente}/${nome}`)) as T | undefined;
}

export async function scriviBozza(utente: string, nome: string, valore: unknown): Promise<void> {
  await (await banca()).put(MAGAZZINO, valore, `${utente}/${nome}`);
}

export async function eliminaBozza(utente: string, nome: string): Promise<void> {
  await (await banca()).delete(MAGAZZINO, `${utente}/${nome}`);
}

/** Everything of that user goes: what is left on a shared computer is nothing. */
export async function eliminaBozzeDi(utente: string): Promise<void> {
  await (await banca()).delete(MAGAZZINO, IDBKeyRange.bound(`${utente}/`, `${utente}/\uffff`));
}
