import { sql } from 'kysely';
import { inLettura, inTransazione, type Db, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia, type Attore } from '#tracciamento';
import { passwordCorretta } from '../password.ts';
import { nuovoSegreto, type Credenziale } from '../segreti.ts';
import { leggiUtentePerAccesso, type UtentePerAccesso } from './sessione.queries.ts';
import type { RichiestaAccesso } from './sessione.schema.ts';
import { contaTentativo } from './tentativi.ts';

/** Hours after which one signs in again, however busy. */
const DURATA_ORE = 12;

/**
 * Signs a person in: a new secret each time, valid for twelve hours, for the first unit where he may register.
 *
 * The refusal is the same for an unknown user, a wrong password and a paused account: it must not tell who works here.
 *
 * @param da.precedente the session this browser had, which ends here
 * @returns what goes in the cookie; nobody can read it again
 * @throws Rifiuto `sessione.credenziali`, `sessione.ente-da-indicare`, `sessione.ente-sconosciuto`
 */
export async function accedi(
  db: Db,
  dati: RichiestaAccesso,
  da: { ip: string; richiestaId: string; precedente: Credenziale | undefined },
): Promise<{ segreto: string; credenziale: Credenziale }> {
  const ente = await trovaEnte(db, dati.ente);
  const nomeUtente = dati.utente.trim().toLowerCase();
  const utente = await inLettura(db, ente.id, (tx) => leggiUtentePerAccesso(tx, { nomeUtente }));
  const esatta = await passwordCorretta(utente?.password, dati.password);
  const attore: Attore = {
    ente,
    attore: utente ? `${utente.cognome} ${utente.nome} (${nomeUtente})` : 'utente sconosciuto',
    utenteId: utente?.id ?? null,
    chiaveApiId: null,
    unita: null,
    ip: da.ip,
    richiestaId: da.richiestaId,
  };
  const aperta = await inTransazione(db, ente.id, async (tx) => {
    // The name typed by an unknown user is not written down: it is often a password in the wrong box.
    if (!utente) {
      await traccia(tx, attore, 'accesso.rifiutato', { tipo: 'utente' }, { motivo: 'sconosciuto' });
      return undefined;
    }
    const esito = await contaTentativo(tx, utente.id, utente.password, esatta);
    if (!esito.ammesso) {
      const { motivo, sospesoFino } = esito;
      await traccia(
        tx,
        attore,
        'accesso.rifiutato',
        { tipo: 'utente', id: utente.id },
        { motivo, sospesoFino },
      );
      return undefined;
    }
    return await apriSessione(tx, attore, utente, da);
  });
  if (!aperta) throw credenzialiErrate();
  return aperta;
}

async function apriSessione(
  tx: Tx,
  attore: Attore,
  utente: UtentePerAccesso,
  da: { ip: string; precedente: Credenziale | undefined },
): Promise<{ segreto: string; credenziale: Credenziale }> {
  const enteId = attore.ente.id;
  const { testo, impronta } = nuovoSegreto(enteId);
  await tx
    .deleteFrom('sessione')
    .where((eb) =>
      eb.or([
        eb.and([eb('utente_id', '=', utente.id), eb('scade_il', '<', sql<Date>`clock_timestamp()`)]),
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
      incarico_id: utente.incaricoIniziale,
      scade_il: sql<Date>`clock_timestamp() + make_interval(hours => ${DURATA_ORE})`,
      ip: da.ip,
    })
    .execute();
  await traccia(tx, attore, 'sessione.aperta', { tipo: 'utente', id: utente.id });
  return { segreto: testo, credenziale: { enteId, impronta } };
}

async function trovaEnte(db: Db, codiceIpa: string | undefined): Promise<{ id: string }> {
  const enti = await db
    .selectFrom('ente')
    .select(['id', 'codice_ipa as codiceIpa', 'denominazione'])
    .$if(codiceIpa !== undefined, (q) =>
      q.where(sql<string>`lower(codice_ipa)`, '=', (codiceIpa ?? '').toLowerCase()),
    )
    .orderBy('denominazione')
    .limit(200)
    .execute();
  const [ente, altro] = enti;
  if (!ente)
    throw new Rifiuto({
      codice: 'sessione.ente-sconosciuto',
      categoria: 'nonValido',
      dettaglio: codiceIpa === undefined ? 'Non c’è ancora alcun ente.' : 'L’ente indicato non esiste.',
      campo: 'ente',
    });
  if (altro)
    throw new Rifiuto({
      codice: 'sessione.ente-da-indicare',
      categoria: 'nonValido',
      dettaglio: 'Qui lavorano più enti: indicare il proprio.',
      campo: 'ente',
      dati: { enti: enti.map(({ codiceIpa, denominazione }) => ({ codiceIpa, denominazione })) },
    });
  return ente;
}

function credenzialiErrate(): Rifiuto {
  return new Rifiuto({
    codice: 'sessione.credenziali',
    categoria: 'nonAutenticato',
    dettaglio:
      'Utente o password non corretti. Dopo cinque errori di seguito l’accesso si sospende per qualche minuto.',
  });
}
