import { sql } from 'kysely';
import { inTransazione, type Db } from '#platform/db';
import { scriviComunicazioni } from './scrivi-comunicazioni.ts';
import { utentiConPermesso } from './utenti-con-permesso.ts';

/** Days before a key ends at which those who make keys are told. */
const GIORNI_PRIMA = [30, 7];

/**
 * Nightly: the API keys that end soon, to who can make others; once at each distance. Of a key made to last less than that it
 * is no news.
 */
export async function ricordaChiavi({ db }: { db: Db }, enteId: string): Promise<void> {
  await inTransazione(db, enteId, async (tx) => {
    const { rows } = await sql<{ id: string; nome: string; giorno: string; soglia: number }>`
      SELECT k.id, k.nome, to_char(k.scade_il AT TIME ZONE 'Europe/Rome', 'DD/MM/YYYY') AS giorno, g.soglia
      FROM chiave_api k, LATERAL (SELECT min(s) AS soglia FROM unnest(${GIORNI_PRIMA}::int[]) s
        WHERE k.scade_il <= clock_timestamp() + make_interval(days => s)) g
      WHERE k.revocata_il IS NULL AND k.scade_il > clock_timestamp() AND g.soglia IS NOT NULL
        AND k.creata_il < k.scade_il - make_interval(days => g.soglia)
        AND NOT EXISTS (SELECT FROM comunicazione c WHERE c.ente_id = k.ente_id AND c.chiave = 'chiave-api:' || k.id || ':' || g.soglia)`.execute(
      tx,
    );
    if (rows.length === 0) return;
    const utenti = await utentiConPermesso(tx, 'chiave-api.gestisce');
    await scriviComunicazioni(
      tx,
      enteId,
      rows.map((k) => ({
        chiave: `chiave-api:${k.id}:${k.soglia}`,
        tipo: 'chiave-api.in-scadenza',
        oggetto: `La chiave API «${k.nome}» scade il ${k.giorno}`,
        testo: 'Da quel giorno il programma che la usa non entra più: prima va sostituita con una nuova.',
        dettaglio: { chiave: k.id },
        collegamento: '/amministrazione/chiavi',
        mittente: 'Scadenzario',
        utenti,
      })),
    );
  });
}
