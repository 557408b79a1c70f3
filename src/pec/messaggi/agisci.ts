import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { delProtocollo } from '../caselle/caselle-mie.ts';
import { annota, type Evento } from '../libro/annota.ts';
import { conflitto, messaggioNonTrovato, nonAmmesso } from '../pec.errors.ts';
import { trovaMessaggi, type RigaMessaggio } from './messaggi.queries.ts';
import type { StatoMessaggio } from './messaggi.schema.ts';

/**
 * A message for whoever may read it.
 *
 * @throws Rifiuto `pec.messaggio-non-trovato`; `pec.riservata` it is of a box that he does not work
 */
export async function messaggioMio(tx: Tx, ctx: Contesto, id: string): Promise<RigaMessaggio> {
  const [m] = await trovaMessaggi(tx, ctx, sql`m.id = ${id}`);
  if (!m) throw messaggioNonTrovato();
  if (!m.leggibile)
    throw nonAmmesso(
      'riservata',
      m.genere === 'pec'
        ? 'Le caselle PEC le lavora l’Ufficio Protocollo.'
        : 'Questa casella la lavora un altro ufficio.',
    );
  return m;
}

/**
 * The message somebody is about to decide of.
 *
 * @throws Rifiuto those of {@link messaggioMio}; `pec.trasmesso` his office gave it to the protocollo
 */
export async function messaggioDaDecidere(tx: Tx, ctx: Contesto, id: string): Promise<RigaMessaggio> {
  const m = await messaggioMio(tx, ctx, id);
  if (!m.mio)
    throw nonAmmesso(
      'trasmesso',
      'Il messaggio è stato trasmesso al protocollo: ne decide l’Ufficio Protocollo.',
    );
  return m;
}

/**
 * The message that is about to become, or to join, a registration: only the Ufficio Protocollo does that (RN-17.1, RN-17.4).
 *
 * @throws Rifiuto those of {@link messaggioDaDecidere}; `pec.da-trasmettere` it is still of the office that received it
 */
export async function messaggioDaProtocollare(tx: Tx, ctx: Contesto, id: string): Promise<RigaMessaggio> {
  const m = await messaggioDaDecidere(tx, ctx, id);
  if (!delProtocollo(ctx))
    throw nonAmmesso(
      'da-trasmettere',
      'Registra l’Ufficio Protocollo: il messaggio va prima trasmesso al protocollo.',
    );
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
 * @throws database error `TB072` somebody decided first; `TB073` not verified; `TB074` not transmitted
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
    case 'TB074':
      return conflitto('da-trasmettere', 'Il messaggio non è stato trasmesso al protocollo.');
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
