import { sql, type RawBuilder } from 'kysely';
import type { Contesto } from './contesto.ts';

/** Bits of `scheda.protezione` (migration 0022): why a registration is not for everybody. */
export const PROTEZIONE = { particolari: 1, giudiziari: 2, limitato: 4, riservato: 8 } as const;

/** What of the register somebody sees: what the searching functions take, and {@link visibile} says in SQL. */
export type Vista = {
  /** Identities something is visible to that are his; null: everything is. */
  principali: string[] | null;
  /** Besides, everything that is neither limitato nor riservato. */
  ancheAperte: boolean;
  /** Bits of `protezione` that he may not see, whatever else holds (RN-A.9). */
  vietata: number;
};

function datiVietati(ctx: Contesto): number {
  return (
    (ctx.datiParticolari ? 0 : PROTEZIONE.particolari) | (ctx.datiGiudiziari ? 0 : PROTEZIONE.giudiziari)
  );
}

/**
 * Who sees the register of all the offices: the RSP, his delegates, who has the profile of responsabile or registers for the Ufficio
 * Protocollo, keys that may consult. Of what is limitato or riservato only the RSP in office sees all (RN-A.10, RN-4.2).
 */
export function vedeTutto(ctx: Contesto): boolean {
  if (ctx.soggetto.tipo !== 'utente' || ctx.ruoli.has('rsp') || ctx.delegatoRsp) return true;
  if (ctx.profilo === 'responsabile') return true;
  return ctx.profilo === 'operatore' && ctx.unita?.ufficioProtocollo === true;
}

/** All the identities of whoever asks, the office he acts for and the ente (what is `pubblico`) included. */
export function principaliDi(ctx: Contesto): string[] {
  return [...new Set([...ctx.principali, ...(ctx.unita ? [ctx.unita.id] : []), ctx.ente.id])];
}

export function vista(ctx: Contesto): Vista {
  if (ctx.soggetto.tipo === 'sistema') return { principali: null, ancheAperte: true, vietata: 0 };
  const vietata = datiVietati(ctx);
  if (ctx.ruoli.has('rsp')) return { principali: null, ancheAperte: true, vietata };
  return { principali: principaliDi(ctx), ancheAperte: vedeTutto(ctx), vietata };
}

/**
 * Condition on a scheda: whether whoever asks sees that registration at all. Every query that reads the register for somebody
 * has it; what it does not satisfy is answered as if it were not there.
 *
 * @param scheda alias of the table in the query
 */
export function visibile(ctx: Contesto, scheda: string): RawBuilder<boolean> {
  const s = sql.table(scheda);
  const { principali, ancheAperte, vietata } = vista(ctx);
  const lecita =
    vietata === 0 ? sql<boolean>`true` : sql<boolean>`(${s}.protezione & ${vietata}::integer) = 0`;
  if (principali === null) return lecita;
  const sua = sql<boolean>`${s}.visibile_a && ${principali}::uuid[]`;
  if (!ancheAperte) return sql<boolean>`(${lecita} AND ${sua})`;
  return sql<boolean>`(${lecita} AND (${s}.protezione < ${PROTEZIONE.limitato} OR ${sua}))`;
}

/** The same of a registration already read. */
export function loVede(ctx: Contesto, r: { protezione: number; visibileA: readonly string[] }): boolean {
  const { principali, ancheAperte, vietata } = vista(ctx);
  if ((r.protezione & vietata) !== 0) return false;
  if (principali === null || (ancheAperte && r.protezione < PROTEZIONE.limitato)) return true;
  return r.visibileA.some((p) => principali.includes(p));
}

/** What stands for the oggetto and the names of a reserved document wherever no reason for reading it was asked. */
export const RISERVATO = 'Documento riservato';
/** The same of one that whoever asks does not see at all, named by another that he sees. */
export const NON_VISIBILE = 'Documento non visibile';

/** The oggetto, or another text of `scheda`, as lists show it: of a reserved document not even to those who may open it. */
export function inElenco(scheda: string, colonna: 'oggetto' | 'corrispondenti'): RawBuilder<string> {
  const s = sql.table(scheda);
  const testo = colonna === 'oggetto' ? RISERVATO : '';
  return sql<string>`CASE WHEN ${s}.protezione >= ${PROTEZIONE.riservato} THEN ${testo} ELSE ${s}.${sql.ref(colonna)} END`;
}

/**
 * The same where what is shown goes to whoever is there: an assignment on the desk of an office, a mail. Also of what has data that
 * not everybody in the office may process.
 */
export function perChiunque(scheda: string, colonna: 'oggetto' | 'corrispondenti'): RawBuilder<string> {
  const s = sql.table(scheda);
  const { particolari, giudiziari, riservato } = PROTEZIONE;
  const testo = colonna === 'oggetto' ? RISERVATO : '';
  return sql<string>`CASE WHEN (${s}.protezione & ${particolari | giudiziari | riservato}::integer) <> 0 THEN ${testo}
    ELSE ${s}.${sql.ref(colonna)} END`;
}

/**
 * Condition on a scheda that is visible: whether its files may be read without further ado. Not by who reads only the estremi
 * (RN-34.3a), not before a tender is opened, and not if reserved, which asks for a reason one document at a time.
 */
export function contenutoAperto(ctx: Contesto, scheda: string): RawBuilder<boolean> {
  if (ctx.accesso === 'estremi') return sql<boolean>`false`;
  const s = sql.table(scheda);
  return sql<boolean>`(${s}.protezione < ${PROTEZIONE.riservato} AND coalesce(${s}.gara_fino_a <= clock_timestamp(), true))`;
}
