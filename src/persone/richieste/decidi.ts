import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { comunica } from '#comunicazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { concedi } from '../autorizzazioni/concedi.ts';
import { modificaAutorizzazione } from '../autorizzazioni/modifica.ts';
import { revocaAutorizzazione } from '../autorizzazioni/revoca.ts';
import { findRichiesta } from './richieste.queries.ts';
import type { DecisioneRichiesta, Richiesta } from './richieste.schema.ts';

/**
 * The RSP grants or refuses; what he grants is carried out here and now, and holds from the person's next request (RN-72.1).
 *
 * @throws Rifiuto `richiesta-autorizzazione.non-trovata`, `richiesta-autorizzazione.gia-decisa`, and those of the act itself
 */
export async function decidi(
  tx: Tx,
  ctx: Contesto,
  id: string,
  decisione: DecisioneRichiesta,
): Promise<Richiesta> {
  const r = await leggiInAttesa(tx, ctx, id);
  if (decisione.esito === 'accolta') await esegui(tx, ctx, r, decisione.motivo ?? r.motivo);
  const decisa = await concludi(tx, ctx, r, decisione.esito, decisione.motivo);
  const { chiesta_da } = await tx
    .selectFrom('richiesta_autorizzazione')
    .select('chiesta_da')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await comunica(
    tx,
    ctx,
    {
      tipo: 'autorizzazione.decisa',
      oggetto: `Richiesta di autorizzazione ${decisione.esito}`,
      testo: `${r.utente.cognome} ${r.utente.nome}, ${r.unita.denominazione}: ${decisione.motivo ?? `richiesta ${decisione.esito}`}.`,
    },
    decisione.esito === 'accolta' ? [chiesta_da, r.utente.id] : [chiesta_da],
  );
  return decisa;
}

/**
 * Who asked takes the request back, while nobody has decided on it.
 *
 * @throws Rifiuto `richiesta-autorizzazione.non-trovata`, `richiesta-autorizzazione.gia-decisa`
 */
export async function ritira(tx: Tx, ctx: Contesto, id: string): Promise<Richiesta> {
  const r = await leggiInAttesa(tx, ctx, id);
  if (!r.mia) throw nonTrovata();
  return await concludi(tx, ctx, r, 'ritirata', undefined);
}

async function leggiInAttesa(tx: Tx, ctx: Contesto, id: string): Promise<Richiesta> {
  await tx.selectFrom('richiesta_autorizzazione').select('id').where('id', '=', id).forUpdate().execute();
  const r = await findRichiesta(tx, ctx, id);
  if (!r) throw nonTrovata();
  if (r.stato !== 'in-attesa')
    throw new Rifiuto({
      codice: 'richiesta-autorizzazione.gia-decisa',
      categoria: 'conflitto',
      dettaglio: `La richiesta è già ${r.stato}.`,
    });
  return r;
}

async function esegui(tx: Tx, ctx: Contesto, r: Richiesta, motivo: string): Promise<void> {
  const { profilo, responsabileUnita, accesso, dal, al } = r;
  if (r.autorizzazione === undefined) {
    // The day it was asked for may have passed while it waited.
    const { rows } = await sql<{ passato: boolean }>`
      SELECT coalesce(${dal ?? null}::date <= (now() AT TIME ZONE 'Europe/Rome')::date, true) AS passato`.execute(
      tx,
    );
    const daQuando = rows[0]?.passato ? {} : { dal };
    const nuova = {
      unita: r.unita.codice,
      profilo,
      responsabileUnita,
      accesso,
      ...(al !== undefined && { al }),
      motivo,
    };
    await concedi(
      tx,
      ctx,
      r.utente.id,
      { ...nuova, ...(daQuando.dal !== undefined && { dal: daQuando.dal }) },
      r.id,
    );
  } else if (r.tipo === 'modifica')
    await modificaAutorizzazione(
      tx,
      ctx,
      r.autorizzazione,
      { profilo, responsabileUnita, accesso, al: al ?? null, motivo },
      r.id,
    );
  else await revocaAutorizzazione(tx, ctx, r.autorizzazione, motivo, r.id);
}

async function concludi(
  tx: Tx,
  ctx: Contesto,
  r: Richiesta,
  stato: 'accolta' | 'respinta' | 'ritirata',
  motivo: string | undefined,
): Promise<Richiesta> {
  await tx
    .updateTable('richiesta_autorizzazione')
    .set({
      stato,
      decisa_il: sql<Date>`clock_timestamp()`,
      decisa_da: ctx.utenteId,
      decisa_da_nome: ctx.attore,
      decisione: motivo ?? null,
    })
    .where('id', '=', r.id)
    .execute();
  await traccia(
    tx,
    ctx,
    `richiesta-autorizzazione.${stato}`,
    { tipo: 'utente', id: r.utente.id },
    { richiesta: r.id, ...(motivo && { motivo }) },
  );
  const decisa = await findRichiesta(tx, ctx, r.id);
  if (!decisa) throw new Error(`richiesta ${r.id} decisa e non riletta`);
  return decisa;
}

const nonTrovata = (): Rifiuto =>
  new Rifiuto({
    codice: 'richiesta-autorizzazione.non-trovata',
    categoria: 'nonTrovato',
    dettaglio: 'La richiesta non esiste.',
  });
