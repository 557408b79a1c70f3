import { sql } from 'kysely';
import { PROTEZIONE, vedeTutto, visibile, type Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import type { Tratto } from './leggi-giornata.ts';
import { rifiuto } from './registro-giornaliero.errors.ts';

/**
 * Who may have the register itself, which says what every document of the day is about: the RSP and who answers for conservation; and
 * who sees the whole register, on a day without documents closed to him (RN-A.10, RN-53.2).
 *
 * @throws Rifiuto `registro-giornaliero.dati-riservati`
 */
export async function verificaAccesso(tx: Tx, ctx: Contesto, t: Tratto): Promise<void> {
  if (ctx.ruoli.has('rsp') || ctx.ruoli.has('responsabile-conservazione')) return;
  if (vedeTutto(ctx)) {
    const nascosta = sql`(NOT ${visibile(ctx, 's')} OR s.protezione >= ${PROTEZIONE.riservato})`;
    const { rows } = await sql<{ nascoste: boolean }>`SELECT EXISTS (
      SELECT FROM scheda s WHERE s.registro_id = ${t.registroId} AND s.istante >= ${t.inizio} AND s.istante < ${t.fine} AND ${nascosta}
    ) OR EXISTS (
      SELECT FROM (SELECT registrazione_id FROM rettifica WHERE ente_id = ${ctx.ente.id} AND istante >= ${t.inizio} AND istante < ${t.fine}
        UNION SELECT registrazione_id FROM variazione WHERE ente_id = ${ctx.ente.id} AND istante >= ${t.inizio} AND istante < ${t.fine}
        UNION SELECT registrazione_id FROM annullamento WHERE ente_id = ${ctx.ente.id} AND istante >= ${t.inizio} AND istante < ${t.fine}) e
        JOIN scheda s ON s.registrazione_id = e.registrazione_id WHERE s.registro_id = ${t.registroId} AND ${nascosta}) AS nascoste`.execute(
      tx,
    );
    if (rows[0]?.nascoste === false) return;
  }
  throw rifiuto(
    'dati-riservati',
    'nonAmmesso',
    'Questo registro dice l’oggetto di documenti che questo incarico non può vedere: lo apre il responsabile del servizio di protocollo. L’elenco di quelli visibili è nella pagina del giorno.',
  );
}
