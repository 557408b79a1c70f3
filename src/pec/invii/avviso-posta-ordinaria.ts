import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import type { Attore } from '#tracciamento';
import { politicaDi } from '../caselle/politica.ts';
import { annota } from '../libro/annota.ts';
import { rispostaAutomatica } from './risposta-automatica.ts';

type Arrivato = { politica: unknown; ente: string };

/**
 * Tells whoever wrote to a PEC box from ordinary mail where to write instead, where the policy of the box says so (PISA-6, BES-9), in
 * the transaction that read the message. Not of old mail: what was imported, or was in the box before it was ours. What they wrote is
 * not repeated: a false sender must not make us carry somebody's words to a third person.
 */
export async function avvisaPostaOrdinaria(tx: Tx, chi: Attore, messaggioId: string): Promise<void> {
  const { rows } = await sql<Arrivato>`
    SELECT c.politica, e.denominazione AS ente FROM messaggio m JOIN casella c ON c.id = m.casella_id JOIN ente e ON e.id = m.ente_id
    WHERE m.id = ${messaggioId} AND c.genere = 'pec' AND m.tipo IN ('posta-ordinaria', 'anomalia') AND m.via = 'server'
      AND m.arrivato_il >= date_trunc('second', c.creata_il)`.execute(tx);
  const [m] = rows;
  if (!m) return;
  const { avvisoPostaOrdinaria, indirizzoOrdinario, testoAvviso } = politicaDi(m.politica);
  if (!avvisoPostaOrdinaria || indirizzoOrdinario === '') return;
  const esito = await rispostaAutomatica(tx, chi, {
    messaggioId,
    genere: 'avviso-posta-ordinaria',
    oggetto: 'Questa casella riceve solo posta certificata',
    testo: testoAvviso.replaceAll('{indirizzo}', indirizzoOrdinario).replaceAll('{ente}', m.ente),
  }).catch((errore: unknown) => {
    // A box that cannot send is no reason not to keep what it received.
    if (!(errore instanceof Rifiuto)) throw errore;
    return { taciuta: errore.codice };
  });
  await annota(tx, chi, messaggioId, 'risposta', { genere: 'avviso-posta-ordinaria', ...esito });
}
