import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { adesso } from '../orologio-accessi.ts';
import type { AmbitoSostituzione } from '../permessi.ts';
import type { Incarico, SostituzioneDaScegliere } from './sessione.schema.ts';

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

/** For whom somebody may act today, by a delegation that holds of a person who still has what he delegated. */
export async function findSostituzioniDi(tx: Tx, utenteId: string): Promise<SostituzioneDaScegliere[]> {
  const righe = await tx
    .selectFrom('sostituzione as z')
    .innerJoin('incarico as i', 'i.id', 'z.autorizzazione_id')
    .innerJoin('unita as u', 'u.id', 'i.unita_id')
    .innerJoin('utente as t', 't.id', 'z.titolare_id')
    .select([
      'z.id',
      sql<AmbitoSostituzione[]>`z.ambiti`.as('ambiti'),
      'z.al',
      't.nome',
      't.cognome',
      'u.codice',
      'u.denominazione',
      sql<boolean>`u.uop AND u.attiva`.as('uop'),
      sql<boolean>`u.ufficio_protocollo AND u.attiva`.as('ufficioProtocollo'),
    ])
    .where('z.sostituto_id', '=', utenteId)
    .where('z.revocata_il', 'is', null)
    .where('t.attivo', '=', true)
    .where(sql<boolean>`(now() AT TIME ZONE 'Europe/Rome')::date BETWEEN z.dal AND z.al`)
    .orderBy('t.cognome')
    .orderBy('z.id')
    .execute();
  return righe.map(({ nome, cognome, codice, denominazione, uop, ufficioProtocollo, ...z }) => ({
    ...z,
    titolare: { nome, cognome },
    unita: { codice, denominazione, uop, ufficioProtocollo },
  }));
}
