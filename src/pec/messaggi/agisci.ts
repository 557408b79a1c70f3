import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { richiediCasella } from '../caselle/caselle-mie.ts';
import { annota, type Evento } from '../libro/annota.ts';
import { conflitto, messaggioNonTrovato } from '../pec.errors.ts';
import { trovaMessaggi, type RigaMessaggio } from './messaggi.queries.ts';
import type { StatoMessaggio } from './messaggi.schema.ts';

/**
 * The message somebody is about to decide of.
 *
 * @throws Rifiuto `pec.messaggio-non-trovato`; `pec.riservata` it is of a box that he does not work
 */
export async function messaggioMio(tx: Tx, ctx: Contesto, id: string): Promise<RigaMessaggio> {
  const [m] = await trovaMessaggi(tx, sql`m.id = ${id}`);
  if (!m) throw messaggioNonTrovato();
  richiediCasella(ctx, m);
  return m;
}

type Colonne = {
  registrazione_id?: string;
  motivo?: string;
  categoria?: string;
  comunicare_entro?: string;
};

/**
 * Ends a message: its state, who decided and when, its history and the audit line, together.
 *
 * @throws database error `TB072` somebody decided first; `TB073` not verified
 */
export async function concludi(
  tx: Tx,
  ctx: Contesto,
  id: string,
  stato: StatoMessaggio & Evento,
  colonne: Colonne,
  dettaglio: Record<string, unknown> = {},
): Promise<void> {
  await tx
    .updateTable('messaggio')
    .set({
      stato,
      ...colonne,
      concluso_il: sql<Date>`clock_timestamp()`,
      concluso_da: ctx.attore,
      concluso_da_id: ctx.utenteId,
    })
    .where('id', '=', id)
    .execute();
  const detto = { ...colonne, ...dettaglio };
  await annota(tx, ctx, id, stato, detto);
  await traccia(tx, ctx, `pec.${stato}`, { tipo: 'messaggio', id }, detto);
}

/** What the database refuses of a message, in words. */
export function rifiutoMessaggio(errore: unknown): unknown {
  switch (sqlstate(errore)) {
    case 'TB072':
      return conflitto(
        'gia-deciso',
        'Di questo messaggio si è già deciso: lo stato in cui è non lo consente.',
      );
    case 'TB073':
      return conflitto(
        'da-verificare',
        'Integrità e leggibilità del messaggio non risultano verificate: prima di registrarlo va scritto che cosa si decide.',
      );
    default:
      return errore;
  }
}

/** Runs a verb on a message; whatever the database refuses is said in words. */
export async function conRifiuti<T>(azione: () => Promise<T>): Promise<T> {
  try {
    return await azione();
  } catch (errore) {
    throw rifiutoMessaggio(errore);
  }
}
