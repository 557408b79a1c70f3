import { sql, type RawBuilder } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { nonAmmesso } from '../pec.errors.ts';

/**
 * Condition on a `casella`: whether whoever asks works it. Certified mail is of the Ufficio Protocollo (RN-7.2, RN-17.1), the
 * others of the office they were given to (RN-17.4).
 */
export function casellaMia(ctx: Contesto, casella: string): RawBuilder<boolean> {
  const c = sql.table(casella);
  const ufficio = ctx.unita?.id ?? null;
  const protocollo = ctx.unita?.ufficioProtocollo === true;
  return sql<boolean>`CASE ${c}.genere WHEN 'pec' THEN ${protocollo} ELSE ${c}.unita_id = ${ufficio}::uuid END`;
}

/** @throws Rifiuto `pec.riservata` a box is there, and is not his */
export function richiediCasella(ctx: Contesto, casella: { genere: string; unita_id: string }): void {
  const sua =
    casella.genere === 'pec' ? ctx.unita?.ufficioProtocollo === true : casella.unita_id === ctx.unita?.id;
  if (!sua)
    throw nonAmmesso(
      'riservata',
      casella.genere === 'pec'
        ? 'Le caselle PEC le lavora l’Ufficio Protocollo.'
        : 'Questa casella la lavora un altro ufficio.',
    );
}
