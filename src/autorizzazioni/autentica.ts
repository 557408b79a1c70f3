import { sql } from 'kysely';
import type { FastifyRequest } from 'fastify';
import type { Db } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { leggiCookie } from './cookie.ts';
import type { Accessibile, Contesto, UnitaCorrente } from './contesto.ts';
import {
  manca,
  permessiDellAmbito,
  permessiDi,
  type Permesso,
  type Profilo,
  type Ruolo,
  type Titoli,
} from './permessi.ts';
import { leggiSegreto, type Credenziale } from './segreti.ts';

/** What `identita_accesso` and `identita_chiave` say of a credential. */
export type Identita = {
  ente: Contesto['ente'];
  utente?: {
    id: string;
    nomeUtente: string;
    nome: string;
    cognome: string;
    incaricatoTrattamento: boolean;
    datiParticolari: boolean;
    datiGiudiziari: boolean;
  };
  chiave?: { id: string; nome: string; ambiti: string[] };
  bloccata?: boolean;
  /** The step that is missing; then nothing else is told but whose the session is. */
  parziale?: Parziale;
  incarico?: {
    id: string;
    profilo: Profilo;
    responsabileUnita: boolean;
    accesso: Accessibile;
    unita: UnitaCorrente;
  } | null;
  unita?: UnitaCorrente | null;
  delegatoRsp?: boolean;
  /** What he is by appointment. */
  nomine?: Ruolo[];
  principali?: string[];
  sessioneId?: string;
  /** What the person must do before anything else. */
  obblighi?: Obbligo[];
};

/** Change the password (RN-11.5-2..4), confirm the rules of use (RN-11.1). */
export type Obbligo = 'password' | 'politiche';

/** What is missing to a session opened with the first factor only: to give the second one, or to get one. */
export type Parziale = 'verifica' | 'attivazione';

/** The request's identity, with the state of its session: a locked one may only unlock or leave, a parziale one complete or leave. */
export type Autenticazione = {
  contesto: Contesto;
  bloccata: boolean;
  parziale: Parziale | null;
  obblighi: readonly Obbligo[];
  /** Has the profile for it, and is not appointed to process personal data (RN-20.1). */
  nonIncaricato: (permesso: Permesso) => boolean;
};

/**
 * Who a session belongs to and for which unit he acts; null when it is over.
 *
 * @param sottofondo the page asks by itself: it does not keep the session open
 */
export async function identitaSessione(
  db: Db,
  credenziale: Credenziale,
  inattivitaMinuti: number,
  sottofondo = false,
): Promise<Identita | null> {
  const { rows } = await sql<{ i: Identita | null }>`
    WITH chi AS MATERIALIZED (
      SELECT identita_accesso(${credenziale.enteId}, ${credenziale.impronta}, make_interval(mins => ${inattivitaMinuti}),
        ${sottofondo}) AS i)
    SELECT CASE WHEN jsonb_exists(i, 'parziale') THEN i
      ELSE i || jsonb_build_object('nomine', nomine_di((i #>> '{utente,id}')::uuid)) END AS i FROM chi`.execute(
    db,
  );
  return rows[0]?.i ?? null;
}

/**
 * What the powers of a person come from now: the incarico in use, what he is by appointment, delegations (RN-71.2, RN-57.1). The
 * functions of the RSP are of who is in office, not of who has the profile (RN-4.2).
 */
export function titoliUtente(i: Identita): Titoli {
  const ruoli: Ruolo[] = [...(i.nomine ?? [])];
  if (i.incarico?.responsabileUnita && i.incarico.profilo !== 'amministratore') ruoli.push('capo-ufficio');
  if (i.delegatoRsp) ruoli.push('delegato-rsp');
  return {
    profilo: i.incarico?.profilo ?? null,
    ruoli,
    incaricato: i.utente?.incaricatoTrattamento ?? false,
    unita: i.incarico?.unita ?? null,
  };
}

/** What a person may do now. */
export const permessiUtente = (i: Identita): Set<Permesso> => permessiDi(titoliUtente(i));

function contestoUtente(
  i: Identita,
  utente: NonNullable<Identita['utente']>,
  titoli: Titoli,
  richiesta: FastifyRequest,
): Contesto {
  return {
    ente: i.ente,
    soggetto: { tipo: 'utente', id: utente.id },
    attore: `${utente.cognome} ${utente.nome} (${utente.nomeUtente})`,
    utenteId: utente.id,
    chiaveApiId: null,
    profilo: i.incarico?.profilo ?? null,
    responsabileUnita: i.incarico?.responsabileUnita ?? false,
    delegatoRsp: i.delegatoRsp ?? false,
    ruoli: new Set(titoli.ruoli),
    perConto: null,
    unita: i.incarico?.unita ?? null,
    permessi: permessiDi(titoli),
    principali: i.principali ?? [],
    accesso: i.incarico?.accesso ?? 'contenuto',
    incaricatoTrattamento: utente.incaricatoTrattamento,
    datiParticolari: utente.datiParticolari,
    datiGiudiziari: utente.datiGiudiziari,
    ip: richiesta.ip,
    richiestaId: richiesta.id,
  };
}

function contestoChiave(
  i: Identita,
  chiave: NonNullable<Identita['chiave']>,
  richiesta: FastifyRequest,
): Contesto {
  return {
    ente: i.ente,
    soggetto: { tipo: 'chiave', id: chiave.id },
    attore: `chiave API «${chiave.nome}»`,
    utenteId: null,
    chiaveApiId: chiave.id,
    profilo: null,
    responsabileUnita: false,
    delegatoRsp: false,
    ruoli: new Set(),
    perConto: null,
    unita: i.unita ?? null,
    permessi: new Set(chiave.ambiti.flatMap((a) => permessiDellAmbito[a] ?? [])),
    principali: [],
    accesso: 'contenuto',
    incaricatoTrattamento: true,
    datiParticolari: false,
    datiGiudiziari: false,
    ip: richiesta.ip,
    richiestaId: richiesta.id,
  };
}

/**
 * Reads the credential of a request: `Authorization: Bearer <chiave API>` for machines, the session cookie for people.
 *
 * @param inattivitaMinuti minutes without a request after which a session locks
 * @returns undefined when there is no credential or it is not (or no longer) good
 * @throws Rifiuto `sessione.altro-sito` when a cookie comes with a writing request that another site caused
 */
export async function autentica(
  db: Db,
  richiesta: FastifyRequest,
  inattivitaMinuti: number,
): Promise<Autenticazione | undefined> {
  const portatore = /^Bearer (\S+)$/i.exec(richiesta.headers.authorization ?? '')?.[1];
  if (portatore) {
    const credenziale = leggiSegreto(portatore);
    if (!credenziale || !portatore.startsWith('tab_')) return undefined;
    const { rows } = await sql<{
      i: Identita | null;
    }>`SELECT identita_chiave(${credenziale.enteId}, ${credenziale.impronta}) AS i`.execute(db);
    const i = rows[0]?.i;
    return i?.chiave
      ? {
          contesto: contestoChiave(i, i.chiave, richiesta),
          bloccata: false,
          obblighi: [],
          parziale: null,
          nonIncaricato: () => false,
        }
      : undefined;
  }
  const credenziale = leggiSegreto(leggiCookie(richiesta, 'sessione') ?? '');
  if (!credenziale) return undefined;
  verificaStessoSito(richiesta);
  const i = await identitaSessione(
    db,
    credenziale,
    inattivitaMinuti,
    richiesta.routeOptions.config.sottofondo,
  );
  if (!i?.utente) return undefined;
  const titoli = titoliUtente(i);
  return {
    contesto: contestoUtente(i, i.utente, titoli, richiesta),
    bloccata: i.bloccata ?? false,
    obblighi: i.obblighi ?? [],
    parziale: i.parziale ?? null,
    nonIncaricato: (permesso) => manca(permesso, titoli) === 'non-incaricato',
  };
}

// The cookie is SameSite=Strict already; this holds also where a browser or a sibling host bends that rule.
function verificaStessoSito(richiesta: FastifyRequest): void {
  if (richiesta.method === 'GET' || richiesta.method === 'HEAD') return;
  const sito = richiesta.headers['sec-fetch-site'];
  if (sito === undefined || sito === 'same-origin' || sito === 'none') return;
  throw new Rifiuto({
    codice: 'sessione.altro-sito',
    categoria: 'nonAmmesso',
    dettaglio: 'La richiesta non viene da una pagina di Tabularium.',
  });
}
