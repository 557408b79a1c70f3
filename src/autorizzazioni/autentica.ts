import { sql } from 'kysely';
import type { FastifyRequest } from 'fastify';
import type { Db } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { leggiCookie } from './cookie.ts';
import type { Accessibile, Contesto, UnitaCorrente } from './contesto.ts';
import {
  manca,
  permessiDegliAmbiti,
  permessiDellAmbito,
  permessiDi,
  type AmbitoSostituzione,
  type Permesso,
  type Profilo,
  type Ruolo,
  type Titoli,
} from './permessi.ts';
import { leggiSegreto, type Credenziale } from './segreti.ts';

type IncaricoInUso = {
  id: string;
  profilo: Profilo;
  responsabileUnita: boolean;
  accesso: Accessibile;
  unita: UnitaCorrente;
};

type SostituzioneInUso = {
  id: string;
  ambiti: AmbitoSostituzione[];
  titolare: { id: string; nome: string; cognome: string };
  /** Identities the other has in that office. */
  principali: string[];
  incarico: IncaricoInUso;
};

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
  incarico?: IncaricoInUso | null;
  /** For whom the person chose to act. */
  sostituzione?: SostituzioneInUso | { id: string; finita: true } | null;
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
  /** Was acting for somebody, and may no more. */
  sostituzioneFinita: boolean;
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
      ELSE i || jsonb_build_object('nomine', nomine_di((i #>> '{utente,id}')::uuid),
        'sostituzione', sostituzione_in_uso(${credenziale.impronta})) END AS i FROM chi`.execute(db);
  return rows[0]?.i ?? null;
}

/**
 * What the powers of a person come from now: the incarico in use, what he is by appointment, delegations (RN-71.2, RN-57.1). The
 * functions of the RSP are of who is in office, not of who has the profile (RN-4.2). Who stands in for somebody has what the other
 * has in that office, and for himself only the appointment to personal data.
 */
export function titoliUtente(i: Identita): Titoli {
  const incaricato = i.utente?.incaricatoTrattamento ?? false;
  if (i.sostituzione && 'finita' in i.sostituzione)
    return { profilo: null, ruoli: [], incaricato, unita: null };
  if (i.sostituzione) {
    const { profilo, responsabileUnita, unita } = i.sostituzione.incarico;
    return { profilo, ruoli: responsabileUnita ? ['capo-ufficio'] : [], incaricato, unita };
  }
  const ruoli: Ruolo[] = [...(i.nomine ?? [])];
  if (i.incarico?.responsabileUnita && i.incarico.profilo !== 'amministratore') ruoli.push('capo-ufficio');
  if (i.delegatoRsp) ruoli.push('delegato-rsp');
  return {
    profilo: i.incarico?.profilo ?? null,
    ruoli,
    incaricato,
    unita: i.incarico?.unita ?? null,
  };
}

/** What a person may do now. */
export function permessiUtente(i: Identita): Set<Permesso> {
  const tutti = permessiDi(titoliUtente(i));
  if (!i.sostituzione || 'finita' in i.sostituzione) return tutti;
  const ammessi = permessiDegliAmbiti(i.sostituzione.ambiti);
  return new Set([...tutti].filter((p) => ammessi.has(p)));
}

function contestoUtente(
  i: Identita,
  utente: NonNullable<Identita['utente']>,
  richiesta: FastifyRequest,
): Contesto {
  const sostituzione = i.sostituzione && 'finita' in i.sostituzione ? undefined : i.sostituzione;
  const incarico = i.sostituzione ? sostituzione?.incarico : i.incarico;
  const titolare = sostituzione && `${sostituzione.titolare.cognome} ${sostituzione.titolare.nome}`;
  const io = `${utente.cognome} ${utente.nome} (${utente.nomeUtente})`;
  return {
    ente: i.ente,
    soggetto: { tipo: 'utente', id: utente.id },
    attore: titolare ? `${io} per conto di ${titolare}` : io,
    utenteId: utente.id,
    chiaveApiId: null,
    profilo: incarico?.profilo ?? null,
    responsabileUnita: incarico?.responsabileUnita ?? false,
    delegatoRsp: !i.sostituzione && (i.delegatoRsp ?? false),
    ruoli: new Set(titoliUtente(i).ruoli),
    perConto:
      sostituzione && titolare
        ? { utenteId: sostituzione.titolare.id, nome: titolare, delegaId: sostituzione.id }
        : null,
    unita: incarico?.unita ?? null,
    permessi: permessiUtente(i),
    principali: [...new Set([...(i.principali ?? []), ...(sostituzione?.principali ?? [])])],
    accesso: incarico?.accesso ?? 'contenuto',
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
          sostituzioneFinita: false,
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
    contesto: contestoUtente(i, i.utente, richiesta),
    bloccata: i.bloccata ?? false,
    obblighi: i.obblighi ?? [],
    parziale: i.parziale ?? null,
    sostituzioneFinita: i.sostituzione != null && 'finita' in i.sostituzione,
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
