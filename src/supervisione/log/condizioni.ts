import { sql, type RawBuilder } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import type { FiltroLog } from './log.schema.ts';
import { gruppiDiSistema, operazioniDi } from './operazioni.ts';

const nonValido = (campo: string, dettaglio: string): Rifiuto =>
  new Rifiuto({ codice: `log.${campo}-non-valido`, categoria: 'nonValido', campo, dettaglio });

/**
 * Conditions on `t`, a line of the audit trail. Whoever does not supervise the register sees what belongs to the system only
 * (RN-11.4, RN-72.2a), whatever he asks for.
 *
 * @throws Rifiuto `log.numero-non-valido` a number without its year; `log.documento-non-trovato`; `log.unita-non-valido`
 */
export async function condizioni(tx: Tx, ctx: Contesto, f: FiltroLog): Promise<RawBuilder<unknown>> {
  const parti = [sql`t.ente_id = ${ctx.ente.id}`];
  if (f.dal) parti.push(sql`t.istante >= (${f.dal}::date::timestamp AT TIME ZONE 'Europe/Rome')`);
  if (f.al) parti.push(sql`t.istante < ((${f.al}::date + 1)::timestamp AT TIME ZONE 'Europe/Rome')`);
  if (f.persona) parti.push(sql`t.utente_id = ${f.persona}`);
  if (f.unita) parti.push(sql`t.unita_id = ${await trovaUnita(tx, f.unita)}`);
  if (f.gruppo) parti.push(sql`t.operazione = ANY (${operazioniDi([f.gruppo])}::text[])`);
  if (!ctx.permessi.has('supervisione.consulta'))
    parti.push(sql`t.operazione = ANY (${operazioniDi(gruppiDiSistema)}::text[])`);
  if ((f.anno === undefined) !== (f.numero === undefined))
    throw nonValido('numero', 'Un documento si indica con anno e numero insieme.');
  if (f.anno !== undefined && f.numero !== undefined)
    parti.push(await delDocumento(tx, { registro: f.registro ?? 'PG', anno: f.anno, numero: f.numero }));
  return sql.join(parti, sql` AND `);
}

async function trovaUnita(tx: Tx, codice: string): Promise<string> {
  const unita = await tx.selectFrom('unita').select('id').where('codice', '=', codice).executeTakeFirst();
  if (!unita) throw nonValido('unita', `L’ufficio «${codice}» non esiste.`);
  return unita.id;
}

/** What was done on a registration, on its files, on the requests about it, on its assignments and its places in fascicoli. */
async function delDocumento(
  tx: Tx,
  d: { registro: string; anno: number; numero: number },
): Promise<RawBuilder<unknown>> {
  const { rows } = await sql<{ ids: string[] }>`
    SELECT ARRAY(
      SELECT r.id::text
      UNION SELECT x.documento_id::text FROM registrazione_documento x WHERE x.registrazione_id = r.id AND x.documento_id IS NOT NULL
      UNION SELECT x.id::text FROM richiesta x WHERE x.registrazione_id = r.id
      UNION SELECT x.id::text FROM assegnazione x WHERE x.registrazione_id = r.id
      UNION SELECT x.id::text FROM fascicolazione x WHERE x.registrazione_id = r.id
    ) AS ids
    FROM registrazione r JOIN registro g ON g.id = r.registro_id
    WHERE g.codice = ${d.registro} AND r.anno = ${d.anno} AND r.numero = ${d.numero}`.execute(tx);
  const [trovata] = rows;
  if (!trovata)
    throw new Rifiuto({
      codice: 'log.documento-non-trovato',
      categoria: 'nonValido',
      campo: 'numero',
      dettaglio: `La registrazione ${d.registro} ${d.numero}/${d.anno} non esiste.`,
    });
  return sql`(t.oggetto_tipo, t.oggetto_id) IN (SELECT k, i FROM unnest(${['registrazione', 'documento', 'richiesta', 'assegnazione', 'fascicolazione']}::text[]) k,
    unnest(${trovata.ids}::text[]) i)`;
}
