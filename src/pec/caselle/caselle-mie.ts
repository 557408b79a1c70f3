import { sql, type RawBuilder } from 'kysely';
import type { Contesto } from '#autorizzazioni';

/**
 * Condition on a `casella`: whether whoever asks works it. Certified mail is of the Ufficio Protocollo (RN-7.2, RN-17.1), the
 * others of the office they were given to (RN-17.4).
 */
export function casellaMia(ctx: Contesto, casella: string): RawBuilder<boolean> {
  const c = sql.table(casella);
  const ufficio = ctx.unita?.id ?? null;
  return sql<boolean>`CASE ${c}.genere WHEN 'pec' THEN ${delProtocollo(ctx)} ELSE ${c}.unita_id = ${ufficio}::uuid END`;
}

/** Condition on a `messaggio`: an office transmitted it, and whoever asks is of the protocollo (RN-17.4). */
export function trasmessoAMe(ctx: Contesto, messaggio: string): RawBuilder<boolean> {
  return sql<boolean>`(${delProtocollo(ctx)} AND ${sql.table(messaggio)}.trasmesso_il IS NOT NULL)`;
}

/** Condition: whether he decides of it. Of what was transmitted the protocollo does, no more the office; the office still reads it. */
export function decideDelMessaggio(ctx: Contesto, messaggio: string, casella: string): RawBuilder<boolean> {
  return sql<boolean>`CASE WHEN ${sql.table(messaggio)}.trasmesso_il IS NULL THEN ${casellaMia(ctx, casella)}
    ELSE ${delProtocollo(ctx)} END`;
}

/** Whether he acts for the Ufficio Protocollo, the only one that registers what comes by mail (RN-17.1). */
export const delProtocollo = (ctx: Contesto): boolean => ctx.unita?.ufficioProtocollo === true;
