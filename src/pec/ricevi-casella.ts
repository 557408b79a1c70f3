import { ricevi } from '#documenti';
import { inLettura, inTransazione } from '#platform/db';
import { attoreSistema } from './attore-sistema.ts';
import { leggiMessaggioConservato } from './libro/leggi-conservato.ts';
import { conserva } from './libro/conserva.ts';
import { scriviStato } from './libro/stato-casella.ts';
import { togliCopie } from './libro/togli-copie.ts';
import {
  daConservare,
  segnaFallita,
  segnaSparita,
  ultimoVisto,
  vedi,
  type DaConservare,
} from './libro/vedi.ts';
import type { PartiRicezione } from './parti.ts';
import type { Trasporto } from './trasporti/trasporto.ts';

export type CasellaAperta = { id: string; enteId: string; politica: unknown };

const PAGINA = 200;
// What a mailbox may hold is the provider's affair (100 MB a message); beyond this something is wrong.
const MASSIMO = 512 * 1024 * 1024;
// A copy that never comes whole is taken as the server gives it, at the third time: better odd than lost.
const TENTATIVI = 3;

/**
 * One pass over an open mailbox: what is new is written down, then taken one by one, kept, read, put on the desk; last, what the
 * policy says of the server's copies is done. Every step is committed before the next, and all of it may be repeated.
 *
 * @param tutto looks at every copy, not only at those after the last seen
 * @returns messages that were kept now
 */
export async function riceviCasella(
  parti: PartiRicezione,
  casella: CasellaAperta,
  trasporto: Trasporto,
  tutto: boolean,
): Promise<number> {
  const { db } = parti;
  const { id, enteId } = casella;
  const { uidvalidity } = trasporto;
  const dopo = tutto ? undefined : await inLettura(db, enteId, (tx) => ultimoVisto(tx, id, uidvalidity));
  const copie = await trasporto.elenca(dopo);
  for (let i = 0; i < copie.length; i += 1000)
    await inTransazione(db, enteId, (tx) => vedi(tx, enteId, id, uidvalidity, copie.slice(i, i + 1000)));
  await parti.punto?.('visto');
  let presi = 0;
  const falliti = new Set<string>();
  for (;;) {
    const pagina = await inLettura(db, enteId, (tx) =>
      daConservare(tx, id, uidvalidity, PAGINA + falliti.size),
    );
    const nuovi = pagina.filter((c) => !falliti.has(c.uid));
    if (nuovi.length === 0) break;
    for (const copia of nuovi) {
      if (await prendi(parti, casella, trasporto, copia)) presi++;
      else falliti.add(copia.uid);
      await scriviStato(parti, casella, { uidvalidity, sulServer: await trasporto.quanti() });
    }
  }
  await scriviStato(parti, casella, { uidvalidity, sulServer: await trasporto.quanti() });
  await togliCopie(parti, casella, trasporto);
  return presi;
}

/** @returns false when the copy could not be taken and is to be tried again */
async function prendi(
  parti: PartiRicezione,
  casella: CasellaAperta,
  trasporto: Trasporto,
  { uid, tentativi }: DaConservare,
): Promise<boolean> {
  const { db, archivio } = parti;
  const { id: casellaId, enteId } = casella;
  const copia = { casellaId, uidvalidity: trasporto.uidvalidity, uid };
  const scaricata = await trasporto.scarica(uid);
  if (!scaricata) {
    await inTransazione(db, enteId, (tx) => segnaSparita(tx, copia));
    return false;
  }
  const ricevuto = await ricevi(archivio, enteId, scaricata.corpo, MASSIMO);
  try {
    const { dimensione } = scaricata;
    if (dimensione !== undefined && ricevuto.deposito.size !== dimensione && tentativi < TENTATIVI - 1) {
      const detto = `il server dice ${dimensione} byte e ne ha dati ${ricevuto.deposito.size}`;
      await inTransazione(db, enteId, (tx) => segnaFallita(tx, copia, detto));
      return false;
    }
    await parti.punto?.('prima-di-conservare');
    const { id } = await inTransazione(db, enteId, (tx) =>
      conserva(tx, attoreSistema(enteId), {
        casellaId,
        ricevuto,
        arrivatoIl: scaricata.arrivatoIl,
        via: 'server',
        copia,
      }),
    );
    await parti.punto?.('conservato');
    await leggiMessaggioConservato(parti, enteId, id);
    return true;
  } finally {
    await ricevuto.deposito.discard();
  }
}
