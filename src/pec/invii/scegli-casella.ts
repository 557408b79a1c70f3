import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { conflitto, nonValido } from './invii.errors.ts';

type Riga = {
  id: string;
  codice: string;
  indirizzo: string;
  principale: boolean;
  risponde: boolean;
  istituzionale: string;
};

/**
 * From which box a document leaves: the institutional one of the AOO, whoever's it is (RN-7.1); what answers, from the box that the
 * other message came to (RN-36.2g). Another one may be named only if something linked to the document came to it.
 *
 * @throws Rifiuto `invio.senza-casella`, `invio.casella-estranea`, `invio.casella-non-istituzionale`
 */
export async function scegliCasella(tx: Tx, registrazioneId: string, codice?: string): Promise<string> {
  const { rows } = await sql<Riga>`
    SELECT c.id, c.codice, c.indirizzo, c.principale, coalesce(bool_or(k.tipo = 'risposta'), false) AS risponde,
      a.casella_pec AS istituzionale
    FROM casella c JOIN aoo a ON a.ente_id = c.ente_id LEFT JOIN messaggio m ON m.casella_id = c.id AND m.stato = 'registrato'
        AND m.registrazione_id IN (SELECT altra_id FROM collegamento WHERE registrazione_id = ${registrazioneId})
      LEFT JOIN collegamento k ON k.registrazione_id = ${registrazioneId} AND k.altra_id = m.registrazione_id
    WHERE c.attiva AND (c.principale OR m.id IS NOT NULL)
    GROUP BY c.id, a.casella_pec ORDER BY risponde DESC, c.principale DESC, c.codice`.execute(tx);
  const scelta =
    codice === undefined
      ? (rows.find((c) => c.risponde) ?? rows.find((c) => c.principale))
      : rows.find((c) => c.codice === codice);
  if (!scelta && codice !== undefined)
    throw nonValido(
      'casella-estranea',
      'casella',
      `Dalla casella ${codice} si spedisce solo ciò che riguarda quanto vi è arrivato: il resto parte dalla casella istituzionale.`,
    );
  if (!scelta) throw conflitto('senza-casella', 'Non c’è una casella istituzionale da cui spedire.');
  if (scelta.principale && scelta.indirizzo.toLowerCase() !== scelta.istituzionale.toLowerCase())
    throw conflitto(
      'casella-non-istituzionale',
      `La casella ${scelta.codice} (${scelta.indirizzo}) non è quella della AOO (${scelta.istituzionale}): correggere l’una o l’altra.`,
    );
  return scelta.id;
}
