import { sql } from 'kysely';
import { GIORNI_PASSWORD_INIZIALE } from '#autorizzazioni';
import type { Tx } from '#platform/db';

export type ProfiloIncarico = 'amministratore' | 'responsabile' | 'operatore' | 'consultazione';

/** A unit of the organisation chart with those below it; the order of writing is the order of showing. */
export type NuovaUnita = {
  codice: string;
  denominazione: string;
  tipo: 'area' | 'servizio' | 'ufficio';
  /** May register (RN-2.1h). */
  uop?: boolean;
  /** May be assigned documents (RN-2.1i). */
  uu?: boolean;
  /** Registers outgoing documents too (RN-28.1, AMB-20). */
  ufficioProtocollo?: boolean;
  sotto?: NuovaUnita[];
};

/** A user with what he may do and for which units (by code). `passwordCifrata` is the Argon2 string, never the password. */
export type NuovoUtente = {
  nomeUtente: string;
  nome: string;
  cognome: string;
  passwordCifrata: string;
  /** Somebody else knows it: it opens for some days, and only to be changed (RN-11.5-2). */
  passwordIniziale?: boolean;
  email?: string;
  codiceFiscale?: string;
  /** Act that appoints him to process personal data (RN-A.18); null: not appointed. Those who open the ente are, by its act. */
  incaricatoAtto?: string | null;
  datiParticolari?: boolean;
  datiGiudiziari?: boolean;
  incarichi: { unita: string; profilo: ProfiloIncarico; responsabileUnita?: boolean }[];
};

/** An ente with its only AOO (RN-3.1, RN-3.1-2), chart and first users. */
export type NuovoEnte = {
  codiceIpa: string;
  denominazione: string;
  codiceFiscale?: string;
  dimostrativo?: boolean;
  aoo: { codice: string; denominazione: string; responsabile: string; casellaPec: string; indirizzo: string };
  unita: NuovaUnita[];
  /** Code of the unit that is the Servizio protocollo e archivi (RN-4.1); without it, the Ufficio Protocollo. */
  servizioProtocollo?: string;
  utenti: NuovoUtente[];
  /** Who of the users is the RSP from today (RN-2.1g), by which act; without it nobody has his functions until he is appointed. */
  rsp?: { nomeUtente: string; atto: string };
};

const ATTIVAZIONE = 'attivazione';

/**
 * Creates an ente whole. Only the owner's connection may: an ente is made by its installer, never by a request.
 * From here on the transaction speaks for the new ente, so that titolario and registro can follow in it.
 *
 * @throws the database's own error when a code is already taken or malformed
 */
export async function creaEnte(tx: Tx, ente: NuovoEnte): Promise<{ enteId: string; aooId: string }> {
  const { id: enteId } = await tx
    .insertInto('ente')
    .values({
      codice_ipa: ente.codiceIpa,
      denominazione: ente.denominazione,
      codice_fiscale: ente.codiceFiscale ?? null,
      dimostrativo: ente.dimostrativo ?? false,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`SELECT set_config('tabularium.ente', ${enteId}, true)`.execute(tx);
  const { id: aooId } = await tx
    .insertInto('aoo')
    .values({
      ente_id: enteId,
      codice: ente.aoo.codice,
      denominazione: ente.aoo.denominazione,
      responsabile: ente.aoo.responsabile,
      casella_pec: ente.aoo.casellaPec,
      indirizzo: ente.aoo.indirizzo,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const unita = new Map<string, string>();
  await creaUnita(tx, { enteId, aooId, padreId: null }, ente.unita, unita);
  await designaServizio(
    tx,
    enteId,
    unita.get(ente.servizioProtocollo ?? ufficioProtocollo(ente.unita) ?? ''),
  );
  for (const utente of ente.utenti) await creaUtente(tx, enteId, utente, unita);
  if (ente.rsp) await nominaRsp(tx, enteId, ente.rsp);
  return { enteId, aooId };
}

function ufficioProtocollo(elenco: readonly NuovaUnita[]): string | undefined {
  const tutte = elenco.flatMap(function distesa(u): NuovaUnita[] {
    return [u, ...(u.sotto ?? []).flatMap(distesa)];
  });
  return (tutte.find((u) => u.ufficioProtocollo) ?? tutte[0])?.codice;
}

async function designaServizio(tx: Tx, enteId: string, unitaId: string | undefined): Promise<void> {
  if (!unitaId) throw new Error('Un ente ha almeno l’unità che tiene il protocollo (RN-4.1)');
  await tx
    .insertInto('servizio_protocollo')
    .values({
      ente_id: enteId,
      dal: '-infinity',
      unita_id: unitaId,
      atto: 'Organigramma all’attivazione',
      scritta_da: ATTIVAZIONE,
    })
    .execute();
}

async function nominaRsp(tx: Tx, enteId: string, rsp: { nomeUtente: string; atto: string }): Promise<void> {
  await tx
    .insertInto('nomina')
    .columns(['ente_id', 'ruolo', 'utente_id', 'dal', 'atto', 'scritta_da', 'attuata_il'])
    .expression((eb) =>
      eb
        .selectFrom('utente')
        .select([
          'ente_id',
          sql<string>`'rsp'`.as('ruolo'),
          'id',
          sql<string>`(clock_timestamp() AT TIME ZONE 'Europe/Rome')::date`.as('dal'),
          sql<string>`${rsp.atto}`.as('atto'),
          sql<string>`${ATTIVAZIONE}`.as('scritta_da'),
          // The AOO has the name that whoever installs gave it.
          sql<Date>`clock_timestamp()`.as('attuata_il'),
        ])
        .where('ente_id', '=', enteId)
        .where('nome_utente', '=', rsp.nomeUtente),
    )
    .execute();
}

async function creaUnita(
  tx: Tx,
  dove: { enteId: string; aooId: string; padreId: string | null },
  elenco: NuovaUnita[],
  create: Map<string, string>,
): Promise<void> {
  for (const [ordine, unita] of elenco.entries()) {
    const { id } = await tx
      .insertInto('unita')
      .values({
        ente_id: dove.enteId,
        aoo_id: dove.aooId,
        padre_id: dove.padreId,
        codice: unita.codice,
        denominazione: unita.denominazione,
        tipo: unita.tipo,
        uop: unita.uop ?? false,
        uu: unita.uu ?? false,
        ufficio_protocollo: unita.ufficioProtocollo ?? false,
        ordine,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    create.set(unita.codice, id);
    await creaUnita(tx, { ...dove, padreId: id }, unita.sotto ?? [], create);
  }
}

async function creaUtente(
  tx: Tx,
  enteId: string,
  utente: NuovoUtente,
  unita: Map<string, string>,
): Promise<void> {
  const { incaricatoAtto = 'Attivazione del protocollo informatico' } = utente;
  const { id } = await tx
    .insertInto('utente')
    .values({
      ente_id: enteId,
      nome_utente: utente.nomeUtente,
      nome: utente.nome,
      cognome: utente.cognome,
      password: utente.passwordCifrata,
      ...(utente.passwordIniziale && {
        password_da_cambiare: true,
        password_iniziale_fino: sql<Date>`istante_accessi() + make_interval(days => ${GIORNI_PASSWORD_INIZIALE})`,
      }),
      email: utente.email ?? null,
      codice_fiscale: utente.codiceFiscale ?? null,
      ...(incaricatoAtto !== null && {
        incaricato_atto: incaricatoAtto,
        incaricato_dal: sql<string>`oggi_a_roma()`,
        dati_particolari: utente.datiParticolari ?? false,
        dati_giudiziari: utente.datiGiudiziari ?? false,
      }),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const incarico of utente.incarichi) {
    const unitaId = unita.get(incarico.unita);
    if (!unitaId) throw new Error(`Incarico presso un'unità che non c'è: ${incarico.unita}`);
    await tx
      .insertInto('incarico')
      .values({
        ente_id: enteId,
        utente_id: id,
        unita_id: unitaId,
        profilo: incarico.profilo,
        responsabile_unita: incarico.responsabileUnita ?? false,
      })
      .execute();
  }
}
