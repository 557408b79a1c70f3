import { sql } from 'kysely';
import { inTransazione, type Db } from '#platform/db';

type Quale = { id: string; enteId: string };

/** The server answered: how many messages it has, how many of them we do not. */
export async function scriviStato(
  { db }: { db: Db },
  casella: Quale,
  stato: { uidvalidity: number; sulServer: number },
): Promise<void> {
  await inTransazione(db, casella.enteId, async (tx) => {
    await sql`
      INSERT INTO casella_stato (casella_id, ente_id, uidvalidity, sul_server, da_scaricare, ultimo_contatto)
      SELECT ${casella.id}, ${casella.enteId}, ${stato.uidvalidity}, ${stato.sulServer}, count(*)::integer, clock_timestamp()
      FROM messaggio_server s WHERE s.casella_id = ${casella.id} AND s.uidvalidity = ${stato.uidvalidity}
        AND s.messaggio_id IS NULL AND s.sul_server = 'presente'
      ON CONFLICT (casella_id) DO UPDATE SET uidvalidity = EXCLUDED.uidvalidity, sul_server = EXCLUDED.sul_server,
        da_scaricare = EXCLUDED.da_scaricare, ultimo_contatto = EXCLUDED.ultimo_contatto, ultimo_errore = NULL, errore_dal = NULL`.execute(
      tx,
    );
  });
}

/** It does not answer, since when and why; what was counted last stays. */
export async function scriviErrore({ db }: { db: Db }, casella: Quale, errore: string): Promise<void> {
  await inTransazione(db, casella.enteId, async (tx) => {
    await sql`
      INSERT INTO casella_stato (casella_id, ente_id, ultimo_errore, errore_dal)
      VALUES (${casella.id}, ${casella.enteId}, left(${errore}, 500), clock_timestamp())
      ON CONFLICT (casella_id) DO UPDATE SET ultimo_errore = EXCLUDED.ultimo_errore,
        errore_dal = coalesce(casella_stato.errore_dal, EXCLUDED.errore_dal)`.execute(tx);
  });
}
