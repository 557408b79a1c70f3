import { sql } from 'kysely';
import { visibile, type Contesto } from '#autorizzazioni';
import { comunica } from '#comunicazioni';
import { sqlstate, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { conflitto, nonAmmessa } from './consultazioni.errors.ts';
import { daRiga, trovaConsultazione } from './consultazioni.queries.ts';
import type { Consultazione, NuovaConsultazione } from './consultazioni.schema.ts';

/**
 * Asks to consult a document one knows the number of (RN-51.1). The answer is the same whether or not there is such a document: who
 * does not see it must not learn anything of it by asking.
 *
 * @throws Rifiuto `registro.non-trovato`, `consultazione.solo-persone`, `consultazione.gia-visibile`, `consultazione.gia-chiesta`
 */
export async function chiediConsultazione(
  tx: Tx,
  ctx: Contesto,
  n: NuovaConsultazione,
): Promise<Consultazione> {
  const { utenteId } = ctx;
  if (utenteId === null)
    throw nonAmmessa('solo-persone', 'Una consultazione la chiede una persona, che ne dice il motivo.');
  const registro = await trovaRegistro(tx, n.registro ?? 'PG');
  const { rows } = await sql<{ id: string; unita: string | null; vede: boolean }>`
    SELECT s.registrazione_id AS id, s.unita_competente_id AS unita, ${visibile(ctx, 's')} AS vede FROM scheda s
    WHERE s.registro_id = ${registro.id} AND s.anno = ${n.anno} AND s.numero = ${n.numero}`.execute(tx);
  const [documento] = rows;
  if (documento?.vede) throw conflitto('gia-visibile', 'Il documento si può già consultare: basta aprirlo.');
  const id = await scrivi(tx, {
    ente_id: ctx.ente.id,
    registro_id: registro.id,
    anno: n.anno,
    numero: n.numero,
    registrazione_id: documento?.id ?? null,
    utente_id: utenteId,
    unita_id: ctx.unita?.id ?? null,
    motivo: n.motivo.trim(),
  });
  await traccia(
    tx,
    ctx,
    'consultazione.chiesta',
    documento ? { tipo: 'registrazione', id: documento.id } : { tipo: 'consultazione', id },
    { anno: n.anno, numero: n.numero, motivo: n.motivo.trim() },
  );
  await comunica(
    tx,
    ctx,
    {
      tipo: 'consultazione.chiesta',
      oggetto: `Richiesta di consultare ${registro.codice} ${n.numero}/${n.anno}`,
      testo: `${ctx.attore} chiede di consultare il documento ${registro.codice} ${n.numero}/${n.anno}: ${n.motivo.trim()}`,
      collegamento: '/consultazioni',
    },
    await chiDecide(tx, utenteId, documento?.unita ?? null),
  );
  return daRiga(ctx, await trovaConsultazione(tx, ctx, id));
}

async function trovaRegistro(tx: Tx, codice: string): Promise<{ id: string; codice: string }> {
  const registro = await tx
    .selectFrom('registro')
    .select(['id', 'codice'])
    .where('codice', '=', codice)
    .where('tipo', '<>', 'fascicoli')
    .executeTakeFirst();
  if (registro) return registro;
  throw new Rifiuto({
    codice: 'registro.non-trovato',
    categoria: 'nonTrovato',
    dettaglio: `Il registro «${codice}» non esiste.`,
  });
}

async function scrivi(
  tx: Tx,
  valori: {
    ente_id: string;
    registro_id: string;
    anno: number;
    numero: number;
    registrazione_id: string | null;
    utente_id: string;
    unita_id: string | null;
    motivo: string;
  },
): Promise<string> {
  try {
    const { id } = await tx
      .insertInto('richiesta_consultazione')
      .values(valori)
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  } catch (errore) {
    if (sqlstate(errore) !== '23505') throw errore;
    throw conflitto('gia-chiesta', 'La consultazione è già stata chiesta, e nessuno ha ancora deciso.');
  }
}

/** The RSP in office, and who heads the competent office. */
async function chiDecide(tx: Tx, chiede: string, unita: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT u.id FROM utente u WHERE u.attivo AND u.id <> ${chiede} AND (nomine_di(u.id) && ARRAY['rsp']
      OR EXISTS (SELECT FROM incarico i WHERE i.utente_id = u.id AND i.responsabile_unita AND i.unita_id = successore_di(${unita}::uuid)))`.execute(
    tx,
  );
  return rows.map((r) => r.id);
}
