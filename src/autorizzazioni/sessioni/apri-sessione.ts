import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { traccia, type Attore } from '#tracciamento';
import type { Parziale } from '../autentica.ts';
import { adesso } from '../orologio-accessi.ts';
import { nuovoSegreto, type Credenziale } from '../segreti.ts';
import type { UtentePerAccesso } from './sessione.queries.ts';

/** Hours after which one signs in again, however busy. */
const DURATA_ORE = 12;
/** Minutes to give the second factor, or to get one. */
const DURATA_PARZIALE_MINUTI = 10;

/** What goes in the cookie, nobody can read it again; and by what the session is found. */
export type SessioneAperta = { segreto: string; credenziale: Credenziale };

/** How somebody proved to be who he is. `secondo` is null until he gave a second factor. */
export type Prova = {
  primo: 'password' | 'passkey' | 'fornitore';
  secondo: 'totp' | 'codice' | 'passkey' | 'fornitore' | null;
  /** The identity provider that vouched for him. */
  fornitore?: { id: string; nome: string } | undefined;
  /** Says that he was not asked anything now: the proof is as old as his session at the provider. */
  vecchia?: boolean;
};

/**
 * Opens a session with a new secret, in place of the one this browser had. Where a second factor is missing it is a parziale
 * one, which can only be completed or left; the database refuses any other.
 */
export async function apriSessione(
  tx: Tx,
  attore: Attore,
  utente: Pick<UtentePerAccesso, 'id' | 'incaricoIniziale'>,
  prova: Prova,
  da: { ip: string; agente?: string | undefined; precedente: Credenziale | undefined },
): Promise<SessioneAperta> {
  const enteId = attore.ente.id;
  const { testo, impronta } = nuovoSegreto(enteId);
  const parziale = prova.secondo === null ? await passoMancante(tx, utente.id) : null;
  await tx
    .deleteFrom('sessione')
    .where((eb) =>
      eb.or([
        eb.and([eb('utente_id', '=', utente.id), eb('scade_il', '<', adesso)]),
        ...(da.precedente ? [eb('impronta_segreto', '=', da.precedente.impronta)] : []),
      ]),
    )
    .execute();
  await tx
    .insertInto('sessione')
    .values({
      impronta_segreto: impronta,
      ente_id: enteId,
      utente_id: utente.id,
      incarico_id: parziale ? null : utente.incaricoIniziale,
      parziale,
      primo_fattore: prova.primo,
      secondo_fattore: prova.secondo,
      fornitore_id: prova.fornitore?.id ?? null,
      ...(prova.vecchia && { provata_il: sql<Date>`'epoch'` }),
      scade_il: sql<Date>`${adesso} + make_interval(mins => ${parziale ? DURATA_PARZIALE_MINUTI : DURATA_ORE * 60})`,
      ip: da.ip,
      agente: da.agente?.slice(0, 400) ?? null,
    })
    .execute();
  await traccia(
    tx,
    attore,
    parziale ? 'accesso.da-completare' : 'sessione.aperta',
    { tipo: 'utente', id: utente.id },
    {
      primoFattore: prova.primo,
      ...(prova.fornitore && { fornitore: prova.fornitore.nome }),
      ...(prova.secondo && { secondoFattore: prova.secondo }),
      ...(parziale && { manca: parziale }),
    },
  );
  return { segreto: testo, credenziale: { enteId, impronta } };
}

/** What is missing to somebody who gave the first factor only; null when that is enough. */
export async function passoMancante(tx: Tx, utenteId: string): Promise<Parziale | null> {
  const { rows } = await sql<{ passo: Parziale | null }>`SELECT passo_mancante(${utenteId}) AS passo`.execute(
    tx,
  );
  return rows[0]?.passo ?? null;
}
