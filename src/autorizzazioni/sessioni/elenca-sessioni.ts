import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { adesso } from '../orologio-accessi.ts';
import { descriviAgente } from './descrivi-agente.ts';
import { verificaUtente } from './verifica-utente.ts';
import type { ElencoSessioni } from './sessioni.schema.ts';

/**
 * The sessions of a user that are not over, last used first, and how many sign-ins were refused in the last week.
 *
 * @param corrente the session that asks, marked; undefined when somebody else asks
 * @throws Rifiuto `utente.non-trovato`
 */
export async function elencaSessioni(tx: Tx, utenteId: string, corrente?: Buffer): Promise<ElencoSessioni> {
  await verificaUtente(tx, utenteId);
  const righe = await tx
    .selectFrom('sessione')
    .select([
      'id',
      'impronta_segreto',
      'agente',
      'ip',
      'creata_il',
      'ultima_attivita',
      'scade_il',
      'bloccata',
      'primo_fattore',
      'secondo_fattore',
    ])
    .select((eb) =>
      eb
        .selectFrom('fornitore_identita as f')
        .select('f.nome')
        .whereRef('f.id', '=', 'sessione.fornitore_id')
        .as('fornitore'),
    )
    .where('utente_id', '=', utenteId)
    .where('scade_il', '>', adesso)
    .orderBy('ultima_attivita', 'desc')
    .orderBy('id')
    .limit(100)
    .execute();
  const { rifiutati } = await tx
    .selectFrom('traccia')
    .select(sql<number>`count(*)::int`.as('rifiutati'))
    .where('oggetto_tipo', '=', 'utente')
    .where('oggetto_id', '=', utenteId)
    .where('operazione', '=', 'accesso.rifiutato')
    .where('istante', '>', sql<Date>`clock_timestamp() - interval '7 days'`)
    .executeTakeFirstOrThrow();
  return {
    items: righe.map((r) => ({
      id: r.id,
      corrente: corrente?.equals(r.impronta_segreto) ?? false,
      dispositivo: descriviAgente(r.agente),
      comeEntrato: comeEntrato(r.primo_fattore, r.secondo_fattore, r.fornitore),
      ip: r.ip ?? undefined,
      apertaIl: r.creata_il.toISOString(),
      ultimoUso: r.ultima_attivita.toISOString(),
      scadeIl: r.scade_il.toISOString(),
      bloccata: r.bloccata,
    })),
    rifiutati,
  };
}

const CON: Record<string, string> = {
  password: 'password',
  passkey: 'passkey',
  totp: 'codice dell’app',
  codice: 'codice di recupero',
};

/** `password e codice dell’app`, `Azienda SSO`. A passkey alone, or a provider trusted for both, is said once. */
function comeEntrato(primo: string, secondo: string | null, fornitore: string | null): string {
  const prima = fornitore ?? CON[primo] ?? primo;
  return secondo === null || secondo === primo ? prima : `${prima} e ${CON[secondo] ?? secondo}`;
}
