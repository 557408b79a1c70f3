import { inLettura, inTransazione, type Db } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia, type Attore } from '#tracciamento';
import { passwordCorretta } from '../password/cifra.ts';
import { leggiSegreto, type Credenziale } from '../segreti.ts';
import { apriSessione, type SessioneAperta } from './apri-sessione.ts';
import { ricordaDispositivo } from './dispositivo.ts';
import { leggiUtentePerAccesso } from './sessione.queries.ts';
import type { RichiestaAccesso } from './sessione.schema.ts';
import { contaTentativo, nessuno } from './tentativi.ts';
import { trovaEnte } from './trova-ente.ts';

/**
 * Signs a person in: a new secret each time, valid for twelve hours, for the first unit where he may register.
 *
 * The refusal is the same, after the same work, for an unknown user, a wrong password and a paused account: it must not tell who
 * works here.
 *
 * @param da.precedente the session this browser had, which ends here
 * @param da.dispositivo the cookie of a browser from which somebody has signed in already
 * @returns what goes in the cookies; nobody can read it again
 * @throws Rifiuto `sessione.credenziali`, `sessione.ente-da-indicare`, `sessione.ente-sconosciuto`
 */
export async function accedi(
  db: Db,
  dati: RichiestaAccesso,
  da: {
    ip: string;
    agente: string | undefined;
    richiestaId: string;
    precedente: Credenziale | undefined;
    dispositivo: string | undefined;
  },
): Promise<SessioneAperta & { dispositivo: string }> {
  const ente = await trovaEnte(db, dati.ente);
  const nomeUtente = dati.utente.trim().toLowerCase();
  const utente = await inLettura(db, ente.id, (tx) => leggiUtentePerAccesso(tx, { nomeUtente }));
  const esatta = await passwordCorretta(utente?.password, dati.password);
  const letto = leggiSegreto(da.dispositivo ?? '');
  const dispositivo = letto?.enteId === ente.id ? letto : undefined;
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
    // What was compared before may have changed since: a password replaced in the meantime lets nobody in.
    const ora = await leggiUtentePerAccesso(tx, { nomeUtente });
    const vale = esatta && ora !== undefined && ora.password === utente?.password && !ora.inizialeScaduta;
    const chi = ora?.id ?? nessuno(`${ente.id} ${nomeUtente}`);
    const esito = await contaTentativo(tx, ente.id, chi, { ip: da.ip, dispositivo }, vale);
    if (!esito.ammesso || !ora) {
      // The name typed by an unknown user is not written down: it is often a password in the wrong box.
      const motivo = !ora
        ? 'sconosciuto'
        : esatta && ora.inizialeScaduta
          ? 'iniziale-scaduta'
          : !esito.ammesso && esito.motivo;
      const dettaglio = { motivo, ...(!esito.ammesso && { sospesoFino: esito.sospesoFino }) };
      await traccia(
        tx,
        attore,
        'accesso.rifiutato',
        { tipo: 'utente', ...(ora && { id: ora.id }) },
        dettaglio,
      );
      return undefined;
    }
    const presentato =
      dispositivo && da.dispositivo ? { testo: da.dispositivo, credenziale: dispositivo } : undefined;
    const ricordato = await ricordaDispositivo(tx, ente.id, ora.id, presentato);
    const prova = { primo: 'password', secondo: null } as const;
    return { ...(await apriSessione(tx, attore, ora, prova, da)), dispositivo: ricordato };
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
