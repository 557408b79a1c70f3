import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { adesso } from '../orologio-accessi.ts';
import type { Incarico } from './sessione.schema.ts';

export type UtentePerAccesso = {
  id: string;
  nomeUtente: string;
  nome: string;
  cognome: string;
  /** Argon2 string. */
  password: string;
  incaricoIniziale: string | null;
  /** It was given by somebody else, and the days to change it are over. */
  inizialeScaduta: boolean;
};

/** An active user with what signing in needs; the initial incarico is the first at a unit that registers. */
export async function leggiUtentePerAccesso(
  tx: Tx,
  chi: { nomeUtente: string } | { id: string },
): Promise<UtentePerAccesso | undefined> {
  return await tx
    .selectFrom('utente')
    .select((eb) => [
      'id',
      'nome_utente as nomeUtente',
      'nome',
      'cognome',
      'password',
      sql<boolean>`coalesce(password_iniziale_fino <= ${adesso}, false)`.as('inizialeScaduta'),
      eb
        .selectFrom('incarico as i')
        .innerJoin('unita as u', 'u.id', 'i.unita_id')
        .select('i.id')
        .whereRef('i.utente_id', '=', 'utente.id')
        .orderBy(sql`u.uop AND u.attiva`, 'desc')
        .orderBy('i.responsabile_unita', 'desc')
        .orderBy('i.id')
        .limit(1)
        .as('incaricoIniziale'),
    ])
    .where('attivo', '=', true)
    .where((eb) => ('id' in chi ? eb('id', '=', chi.id) : eb('nome_utente', '=', chi.nomeUtente)))
    .executeTakeFirst();
}

export async function findIncarichi(tx: Tx, utenteId: string): Promise<Incarico[]> {
  const righe = await tx
    .selectFrom('incarico as i')
    .innerJoin('unita as u', 'u.id', 'i.unita_id')
    .select([
      'i.id',
      sql<Incarico['profilo']>`i.profilo`.as('profilo'),
      'i.responsabile_unita as responsabileUnita',
      'u.codice',
      'u.denominazione',
      sql<boolean>`u.uop AND u.attiva`.as('uop'),
      sql<boolean>`u.ufficio_protocollo AND u.attiva`.as('ufficioProtocollo'),
    ])
    .where('i.utente_id', '=', utenteId)
    .orderBy('u.denominazione')
    .orderBy('i.id')
    .execute();
  return righe.map(({ codice, denominazione, uop, ufficioProtocollo, ...i }) => ({
    ...i,
    unita: { codice, denominazione, uop, ufficioProtocollo },
  }));
}

/** When the password of a user must be changed (RN-11.5-3, RN-11.5-4). */
export async function leggiScadenzaPassword(tx: Tx, utenteId: string): Promise<string> {
  const { scade } = await tx
    .selectFrom('utente')
    .select(sql<Date>`password_scade_il(utente)`.as('scade'))
    .where('id', '=', utenteId)
    .executeTakeFirstOrThrow();
  return scade.toISOString();
}
