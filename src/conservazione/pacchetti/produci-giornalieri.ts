import { sql } from 'kysely';
import { inLettura } from '#platform/db';
import type { PartiConservazione } from '../parti.ts';
import { produciDaSe } from './produci-da-se.ts';

const PER_VOLTA = 400;

/** Daily registers without a package, oldest first: made here, whoever closed them. */
export async function produciGiornalieri(parti: PartiConservazione, enteId: string): Promise<void> {
  const mancanti = await inLettura(parti.db, enteId, async (tx) => {
    const { rows } = await sql<{ id: string; identificativo: string }>`
      SELECT g.id, g.identificativo FROM registro_giornaliero g
      WHERE EXISTS (SELECT FROM conservatore c WHERE c.attivo)
        AND NOT EXISTS (SELECT FROM pacchetto p WHERE p.tipo = 'registro-giornaliero' AND p.oggetto_id = g.id)
      ORDER BY g.giorno, g.id LIMIT ${PER_VOLTA}`.execute(tx);
    return rows;
  });
  for (const { id, identificativo } of mancanti)
    await produciDaSe(
      parti,
      enteId,
      { tipo: 'registro-giornaliero', oggettoId: id, anno: 0 },
      `Del registro giornaliero ${identificativo}`,
    );
}
