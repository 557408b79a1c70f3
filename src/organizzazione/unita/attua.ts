import { sql } from 'kysely';
import { inTransazione, type Db, type Tx } from '#platform/db';
import { attoreSistema, avvisa, tracciaSeCambia } from '#tracciamento';

/**
 * Makes the present what the history says of today: units, open assignments of closed ones, name of the RSP. What is stuck,
 * because a closed unit has no successor, is reported until somebody names one.
 *
 * @returns units that changed and assignments that went to a successor
 */
export async function attua(tx: Tx): Promise<{ unita: number; assegnazioni: number }> {
  const { rows } = await sql<{
    esito: { unita: number; assegnazioni: number };
  }>`SELECT attua_organigramma() AS esito`.execute(tx);
  return rows[0]?.esito ?? { unita: 0, assegnazioni: 0 };
}

/** Closed units without a successor that still have open assignments, with how many. */
export async function findFerme(
  tx: Tx,
): Promise<{ codice: string; denominazione: string; quante: number }[]> {
  const { rows } = await sql<{ codice: string; denominazione: string; quante: number }>`
    SELECT u.codice, u.denominazione, count(*)::integer AS quante FROM assegnazione a JOIN unita u ON u.id = a.unita_id
    WHERE NOT u.attiva AND a.stato IN ('assegnata', 'smistata', 'in-carico') AND successore_di(u.id) IS NULL
    GROUP BY u.codice, u.denominazione ORDER BY u.denominazione`.execute(tx);
  return rows;
}

/** What the quarter-hour job does for an ente: changes of the chart take effect on their day. May run twice. */
export async function lavoroAttua(
  contenuto: { enteId: string },
  parti: { db: Db },
): Promise<{ unita: number; assegnazioni: number }> {
  const { enteId } = contenuto;
  return await inTransazione(parti.db, enteId, async (tx) => {
    const esito = await attua(tx);
    await tracciaSeCambia(
      tx,
      attoreSistema(enteId),
      'organigramma.attuato',
      { tipo: 'organigramma' },
      { ...esito },
    );
    for (const { codice, denominazione, quante } of await findFerme(tx)) {
      const documenti = quante === 1 ? 'un documento assegnato' : `${quante} documenti assegnati`;
      await avvisa(
        tx,
        enteId,
        `organigramma.assegnazioni-ferme:${codice}`,
        `«${denominazione}» è chiusa senza successore e ha ${documenti} che nessuno può prendere in carico: indicare a chi passa il lavoro.`,
        { unita: codice, quante },
      );
    }
    return esito;
  });
}
