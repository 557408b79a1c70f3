import { sql } from 'kysely';
import { giornoDiRoma, type Orologio } from '#platform/clock';
import { inTransazione, type Db } from '#platform/db';
import { attoreSistema } from '#tracciamento';
import { chiediVerifica } from './verifiche.ts';

export type PartiPeriodica = {
  db: Db;
  orologio: Orologio;
  /** Days between two verifications of a registro that nobody asked for; 0: never. */
  verificaGiorni: number;
};

/**
 * Asks, in the night, for the verification of every registro that nobody has verified for so many days: what was altered is found also
 * where nobody looks. Contents of files are left to who asks for them, because they may be terabytes.
 */
export async function chiediVerifichePeriodiche(parti: PartiPeriodica, enteId: string): Promise<void> {
  const { verificaGiorni: giorni } = parti;
  if (giorni === 0) return;
  const oggi = giornoDiRoma(parti.orologio.adesso());
  await inTransazione(parti.db, enteId, async (tx) => {
    const { rows } = await sql<{ id: string; codice: string }>`
      SELECT r.id, r.codice FROM registro r JOIN registro_stato s ON s.registro_id = r.id
        LEFT JOIN LATERAL (SELECT v.chiesta_il, v.stato FROM verifica_registro v WHERE v.registro_id = r.id
          ORDER BY v.chiesta_il DESC LIMIT 1) v ON true
      WHERE r.tipo <> 'fascicoli' AND s.ultima_foglia > 0
        AND (v.chiesta_il IS NULL OR v.stato IN ('conclusa', 'interrotta')
          AND (v.chiesta_il AT TIME ZONE 'Europe/Rome')::date <= ${oggi}::date - ${giorni}::integer)
      ORDER BY r.codice`.execute(tx);
    for (const registro of rows) await chiediVerifica(tx, attoreSistema(enteId), registro, false);
  });
}
