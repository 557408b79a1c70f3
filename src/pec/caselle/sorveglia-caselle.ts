import { setTimeout as pausa } from 'node:timers/promises';
import { sql } from 'kysely';
import { inLettura } from '#platform/db';
import type { PartiRicezione } from '../parti.ts';
import { sorvegliaCasella, type CasellaSorvegliata } from './guardiano.ts';

const OGNI = 10_000;

type Sorvegliata = { versione: string; ferma: () => Promise<void> };

/**
 * Watches all active boxes of all enti, until stopped; one that is added, changed or switched off is noticed within seconds.
 *
 * @param parti.url of the database, for the lock of each box
 */
export function sorvegliaCaselle(parti: PartiRicezione & { url: string }): { ferma: () => Promise<void> } {
  const fine = new AbortController();
  const sorvegliate = new Map<string, Sorvegliata>();
  const vita = (async () => {
    while (!fine.signal.aborted) {
      await aggiorna(parti, sorvegliate).catch((errore: unknown) =>
        parti.log.warn({ err: errore }, 'caselle di posta: non si è potuto leggere quali ci sono'),
      );
      await pausa(OGNI, undefined, { signal: fine.signal }).catch(() => undefined);
    }
  })();
  return {
    ferma: async () => {
      fine.abort();
      await vita;
      await Promise.all([...sorvegliate.values()].map((s) => s.ferma()));
    },
  };
}

async function aggiorna(
  parti: PartiRicezione & { url: string },
  sorvegliate: Map<string, Sorvegliata>,
): Promise<void> {
  const attive = await caselleAttive(parti);
  for (const [id, s] of sorvegliate) {
    const ora = attive.get(id);
    if (ora?.versione === s.versione) continue;
    sorvegliate.delete(id);
    await s.ferma();
  }
  for (const [id, { casella, versione }] of attive) {
    if (sorvegliate.has(id)) continue;
    const fine = new AbortController();
    const vita = sorvegliaCasella(parti, casella, fine.signal);
    sorvegliate.set(id, {
      versione,
      ferma: async () => {
        fine.abort();
        await vita;
      },
    });
  }
}

async function caselleAttive(
  parti: PartiRicezione,
): Promise<Map<string, { casella: CasellaSorvegliata; versione: string }>> {
  const enti = await parti.db.selectFrom('ente').select('id').execute();
  const attive = new Map<string, { casella: CasellaSorvegliata; versione: string }>();
  for (const { id: enteId } of enti) {
    const righe = await inLettura(parti.db, enteId, (tx) =>
      tx
        .selectFrom('casella')
        .select([
          'id',
          'trasporto',
          'parametri',
          'segreto',
          'politica',
          sql<string>`versione::text`.as('versione'),
        ])
        .where('attiva', '=', true)
        .execute(),
    );
    for (const { versione, ...casella } of righe)
      attive.set(casella.id, { casella: { ...casella, enteId }, versione });
  }
  return attive;
}
