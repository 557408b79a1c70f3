import { inLettura, inTransazione, type Db } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia, type Attore } from '#tracciamento';
import { passwordCorretta } from '../password.ts';
import type { Credenziale } from '../segreti.ts';
import { apriSessione, type SessioneAperta } from './apri-sessione.ts';
import { leggiUtentePerAccesso } from './sessione.queries.ts';
import type { RichiestaAccesso } from './sessione.schema.ts';
import { contaTentativo } from './tentativi.ts';
import { trovaEnte } from './trova-ente.ts';

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
): Promise<SessioneAperta> {
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

function credenzialiErrate(): Rifiuto {
  return new Rifiuto({
    codice: 'sessione.credenziali',
    categoria: 'nonAutenticato',
    dettaglio:
      'Utente o password non corretti. Dopo cinque errori di seguito l’accesso si sospende per qualche minuto.',
  });
}
