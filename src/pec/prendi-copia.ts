import { ricevi, type Ricevuto } from '#documenti';
import { inTransazione } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { ObjectTooLarge } from '#platform/storage';
import { attoreSistema } from '#tracciamento';
import { conserva } from './libro/conserva.ts';
import { leggiMessaggioConservato } from './libro/leggi-conservato.ts';
import { segnaFallita, segnaSparita, type DaConservare } from './libro/vedi.ts';
import type { PartiRicezione } from './parti.ts';
import type { Scaricata as Chiesta } from './trasporti/trasporto.ts';

// What a mailbox may hold is the provider's affair (100 MB a message); beyond this something is wrong.
const MASSIMO = 512 * 1024 * 1024;
// A copy that never comes whole is taken as the server gives it, at the third time: better odd than lost.
const TENTATIVI = 3;

export type Scaricata = {
  ricevuto: Ricevuto;
  arrivatoIl: Date;
  casellaId: string;
  copia: { uidvalidity: number; uid: string };
};

/**
 * Puts a copy on the disk: nothing of it is in the ledger yet.
 *
 * @param chiesta what the server gave when it was asked for it; undefined when it is no longer there
 * @returns undefined when it could not be taken, and is to be tried again
 */
export async function scaricaCopia(
  parti: PartiRicezione,
  { id: casellaId, enteId }: { id: string; enteId: string },
  uidvalidity: number,
  { uid, tentativi }: DaConservare,
  chiesta: Chiesta | undefined,
): Promise<Scaricata | undefined> {
  const copia = { uidvalidity, uid };
  const fallita = async (detto: string): Promise<undefined> => {
    await inTransazione(parti.db, enteId, (tx) => segnaFallita(tx, { casellaId, ...copia }, detto));
  };
  if (!chiesta) {
    await inTransazione(parti.db, enteId, (tx) => segnaSparita(tx, { casellaId, ...copia }));
    return undefined;
  }
  const { arrivatoIl, corpo, dimensione } = chiesta;
  const ricevuto = await ricevi(parti.archivio, enteId, corpo, MASSIMO).catch((errore: unknown) => {
    // One that cannot be kept must not hold up those that come after it.
    if (errore instanceof ObjectTooLarge) return `supera ${MASSIMO} byte`;
    if (errore instanceof Rifiuto && errore.codice === 'documenti.vuoto')
      return 'non contiene nemmeno un byte';
    throw errore;
  });
  if (typeof ricevuto === 'string') return await fallita(ricevuto);
  const { size } = ricevuto.deposito;
  if (dimensione !== undefined && size !== dimensione && tentativi < TENTATIVI - 1) {
    await ricevuto.deposito.discard();
    return await fallita(`il server dice ${dimensione} byte e ne ha dati ${size}`);
  }
  return { ricevuto, arrivatoIl, casellaId, copia };
}

/** Keeps what was fetched, for good, then reads it: two steps, each committed. */
export async function conservaELeggi(
  parti: PartiRicezione,
  enteId: string,
  { ricevuto, ...scaricata }: Scaricata,
): Promise<void> {
  try {
    await parti.punto?.('prima-di-conservare');
    const { id } = await inTransazione(parti.db, enteId, (tx) =>
      conserva(tx, attoreSistema(enteId), { ...scaricata, ricevuto, via: 'server' }),
    );
    await parti.punto?.('conservato');
    await leggiMessaggioConservato(parti, enteId, id);
  } finally {
    await ricevuto.deposito.discard();
  }
}
