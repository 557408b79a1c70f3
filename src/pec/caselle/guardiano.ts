import { setTimeout as pausa } from 'node:timers/promises';
import pg from 'pg';
import { configurazionePool, RUOLO_APPLICAZIONE } from '#platform/db';
import { leggiArretrati } from '../libro/leggi-arretrati.ts';
import { scriviErrore } from '../libro/stato-casella.ts';
import type { PartiRicezione } from '../parti.ts';
import { riceviCasella } from '../ricevi-casella.ts';
import { apriTrasporto, type CasellaDaAprire } from '../trasporti/apri.ts';
import type { Trasporto } from '../trasporti/trasporto.ts';
import { inItaliano } from './errore-server.ts';

export type CasellaSorvegliata = CasellaDaAprire & { enteId: string; politica: unknown };

// IDLE tells at once; where it does not, this is how long something new waits.
const OGNI = 60_000;
// Every so often all is looked at anew: what somebody moved back into the box has an old uid, or none was told of it.
const TUTTO_OGNI = 3_600_000;
const RIPROVA = [1_000, 5_000, 15_000, 60_000, 300_000] as const;

/**
 * Watches one mailbox until told to stop: of all the processes only the one that holds its lock. What breaks is told on the
 * screens, and tried again, ever less often.
 */
export async function sorvegliaCasella(
  parti: PartiRicezione & { url: string },
  casella: CasellaSorvegliata,
  fine: AbortSignal,
): Promise<void> {
  let falliti = 0;
  while (!fine.aborted) {
    try {
      await conLock(parti.url, casella.id, fine, async (perso) => {
        const trasporto = await apriTrasporto(parti, casella);
        try {
          await turno(parti, casella, trasporto, AbortSignal.any([fine, perso]), () => (falliti = 0));
        } finally {
          await trasporto.chiudi();
        }
      });
    } catch (errore) {
      if (fine.aborted) return;
      const detto = inItaliano(errore);
      parti.log.warn({ err: errore, casella: casella.id }, 'casella di posta: il server non risponde');
      await scriviErrore(parti, casella, detto).catch((e: unknown) =>
        parti.log.warn({ err: e }, 'casella di posta: stato non scritto'),
      );
      await pausa(RIPROVA[Math.min(falliti++, RIPROVA.length - 1)], undefined, { signal: fine }).catch(
        () => undefined,
      );
    }
  }
}

async function turno(
  parti: PartiRicezione,
  casella: CasellaSorvegliata,
  trasporto: Trasporto,
  fine: AbortSignal,
  riuscito: () => void,
): Promise<void> {
  await leggiArretrati(parti, casella);
  let tuttoIl = 0;
  while (!fine.aborted) {
    const tutto = Date.now() - tuttoIl > TUTTO_OGNI;
    if (tutto) tuttoIl = Date.now();
    await riceviCasella(parti, casella, trasporto, tutto);
    riuscito();
    await trasporto.attendi(OGNI, fine);
  }
}

/** Runs while this process, and no other, watches the box; `perso` is aborted when the connection that holds the lock breaks. */
async function conLock(
  url: string,
  casellaId: string,
  fine: AbortSignal,
  azione: (perso: AbortSignal) => Promise<void>,
): Promise<void> {
  const client = new pg.Client(configurazionePool(url, RUOLO_APPLICAZIONE));
  const perso = new AbortController();
  client.on('error', () => perso.abort());
  await client.connect();
  try {
    for (;;) {
      const { rows } = await client.query<{ mio: boolean }>(
        `SELECT pg_try_advisory_lock(hashtextextended('pec/casella/' || $1, 0)) AS mio`,
        [casellaId],
      );
      if (rows[0]?.mio) return await azione(perso.signal);
      await pausa(15_000, undefined, { signal: fine });
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}
