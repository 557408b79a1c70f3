import { sql } from 'kysely';
import { inTransazione, type Db } from '#platform/db';

/**
 * Takes away what has served its time: sessions that ended, challenges and sign-ins nobody came back from, first answers older
 * than thirty days (no client retries that late).
 */
export async function pulisci(db: Db, enteId: string): Promise<void> {
  await inTransazione(db, enteId, async (tx) => {
    await sql`DELETE FROM sessione WHERE scade_il < clock_timestamp()`.execute(tx);
    await sql`DELETE FROM recupero_password WHERE scade_il < clock_timestamp() - interval '1 day'`.execute(
      tx,
    );
    await sql`DELETE FROM dispositivo WHERE ultimo_accesso < clock_timestamp() - interval '180 days'`.execute(
      tx,
    );
    await sql`DELETE FROM tentativo WHERE ultimo_il < clock_timestamp() - interval '2 days'
      AND coalesce(riuscito_il, '-infinity') < clock_timestamp() - interval '90 days'`.execute(tx);
    await sql`DELETE FROM accesso_esterno WHERE scade_il < clock_timestamp()`.execute(tx);
    await sql`DELETE FROM sfida WHERE scade_il < clock_timestamp()`.execute(tx);
    await sql`DELETE FROM idempotenza WHERE creata_il < clock_timestamp() - interval '30 days'`.execute(tx);
  });
}
