import type { Contesto, Profilo } from '#autorizzazioni';
import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';

/**
 * The RSP gives and takes away the powers over the register; the administrator only those of administrator, so that who creates
 * accounts cannot let himself into the register (RN-4.3a, RN-72.1, RN-72.2a).
 *
 * @throws Rifiuto `autorizzazione.non-di-competenza`
 */
export function verificaChiDecide(ctx: Contesto, profilo: Profilo): void {
  const puo =
    profilo === 'amministratore'
      ? ctx.permessi.has('utente.gestisce')
      : ctx.permessi.has('autorizzazione.decide');
  if (puo) return;
  throw new Rifiuto({
    codice: 'autorizzazione.non-di-competenza',
    categoria: 'nonAmmesso',
    dettaglio:
      profilo === 'amministratore'
        ? 'Il profilo di amministratore lo assegna un amministratore.'
        : 'I profili del protocollo li assegna il responsabile del servizio.',
    campo: 'profilo',
  });
}

/** Columns of who decided, now and why. */
export function decisione(ctx: Contesto, motivo: string) {
  return {
    decisa_il: sql<Date>`clock_timestamp()`,
    decisa_da: ctx.utenteId,
    decisa_da_nome: ctx.attore,
    motivo,
  };
}

/**
 * An ente is never left without an administrator or without somebody who answers for the register. Two who take the powers from
 * each other at once are judged one after the other.
 *
 * @param tolte authorisations that are about to end
 * @throws Rifiuto `autorizzazione.ultima`
 */
export async function verificaNonUltima(
  tx: Tx,
  ctx: Contesto,
  tolte: { utenteId?: string; id?: string },
): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`autorizzazione.ultima ${ctx.ente.id}`}, 0))`.execute(
    tx,
  );
  const { rows } = await sql<{ profilo: Profilo }>`
    SELECT p.profilo FROM (VALUES ('amministratore'), ('responsabile')) p(profilo)
    WHERE EXISTS (SELECT FROM incarico i WHERE i.profilo = p.profilo
        AND (i.id = ${tolte.id ?? null}::uuid OR i.utente_id = ${tolte.utenteId ?? null}::uuid))
      AND NOT EXISTS (SELECT FROM incarico i JOIN utente u ON u.id = i.utente_id AND u.attivo WHERE i.profilo = p.profilo
        AND i.id IS DISTINCT FROM ${tolte.id ?? null}::uuid AND i.utente_id IS DISTINCT FROM ${tolte.utenteId ?? null}::uuid)`.execute(
    tx,
  );
  const ultima = rows[0]?.profilo;
  if (!ultima) return;
  throw new Rifiuto({
    codice: 'autorizzazione.ultima',
    categoria: 'conflitto',
    dettaglio:
      ultima === 'amministratore'
        ? 'È l’ultimo amministratore attivo: nominarne prima un altro.'
        : 'È l’ultimo responsabile attivo: nominarne prima un altro.',
  });
}
