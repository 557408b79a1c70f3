import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import type { Quadro } from './quadro.schema.ts';

// What nobody counts to the last one: beyond it the number says only "many".
const MASSIMO = 10_001;

/** What waits for somebody, in the whole ente, now. */
export async function inSospeso(tx: Tx): Promise<Quadro['inSospeso']> {
  const { rows } = await sql<Quadro['inSospeso']>`
    SELECT
      (SELECT count(*) FROM richiesta WHERE stato = 'in-attesa') AS provvedimenti,
      (SELECT count(*) FROM assegnazione WHERE stato = 'assegnata') AS "daSmistare",
      (SELECT count(DISTINCT a.registrazione_id) FROM assegnazione a WHERE a.stato = 'rinviata' AND a.titolo = 'competenza'
        AND a.rinvio_evaso_il IS NULL) AS rinviati,
      (SELECT count(*) FROM (SELECT FROM scheda s WHERE s.ente_id = ente_corrente() AND s.voce_titolario_id IS NULL AND NOT s.annullata
        LIMIT ${MASSIMO}) x) AS "senzaClassificazione",
      (SELECT count(*) FROM (SELECT FROM scheda s WHERE s.ente_id = ente_corrente() AND NOT s.fascicolata AND NOT s.annullata
        LIMIT ${MASSIMO}) x) AS "senzaFascicolo",
      (SELECT count(*) FROM richiesta_fascicolo WHERE stato = 'aperta') AS "richiesteFascicolo",
      (SELECT count(*) FROM segnalazione_fascicolazione WHERE stato = 'aperta') AS segnalazioni,
      (SELECT count(*) FROM avviso WHERE risolto_il IS NULL) AS avvisi`.execute(tx);
  const [conti] = rows;
  if (!conti) throw new Error('Un conteggio senza riga');
  return conti;
}
