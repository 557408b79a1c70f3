import { inLettura } from '#platform/db';
import { attoreSistema } from '#tracciamento';
import type { PartiConservazione } from '../parti.ts';
import { applicaRapporti } from '../rapporti/applica-rapporto.ts';
import { apriTrasporto } from '../trasporti/apri.ts';
import { RapportoIllegibile, type Trasporto } from '../trasporti/trasporto.ts';

/** One that cannot be read keeps back nobody else's. @throws what the connection throws when it is gone */
async function ritiraEsito(
  parti: PartiConservazione,
  enteId: string,
  trasporto: Trasporto,
  p: { id: string; identificativo: string },
): Promise<void> {
  const rapporto = await trasporto.esito(p).catch((errore: unknown) => {
    if (errore instanceof RapportoIllegibile) {
      parti.log.warn({ err: errore, pacchetto: p.identificativo }, 'conservazione: esito non ritirato');
      return undefined;
    }
    throw errore;
  });
  if (rapporto && rapporto.length > 0)
    await applicaRapporti(parti, attoreSistema(enteId), p.id, [{ byte: rapporto }]);
}

/** Rapporti that the other end left since. */
export async function ritiraEsiti(parti: PartiConservazione, enteId: string): Promise<void> {
  const inAttesa = await inLettura(parti.db, enteId, (tx) =>
    tx
      .selectFrom('pacchetto as p')
      .innerJoin('conservatore as c', 'c.id', 'p.conservatore_id')
      .select([
        'p.id',
        'p.identificativo',
        'c.id as conservatoreId',
        'c.trasporto',
        'c.parametri',
        'c.segreto',
        'c.dialetto',
      ])
      .where('p.stato', 'in', ['inviato', 'preso-in-carico'])
      .where('c.trasporto', '<>', 'http-parer')
      .orderBy('p.id')
      .limit(5000)
      .execute(),
  );
  for (const gruppo of Map.groupBy(inAttesa, (p) => p.conservatoreId).values()) {
    const [primo] = gruppo;
    if (!primo) continue;
    try {
      const trasporto = await apriTrasporto(parti, { ...primo, id: primo.conservatoreId });
      try {
        for (const p of gruppo) await ritiraEsito(parti, enteId, trasporto, p);
      } finally {
        await trasporto.chiudi();
      }
    } catch (errore) {
      parti.log.warn({ err: errore }, 'conservazione: esiti non ritirati');
    }
  }
}
