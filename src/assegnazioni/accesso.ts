import { sql, type RawBuilder } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { nonAmmesso, nonTrovata } from './assegnazioni.errors.ts';
import type { RigaAssegnazione } from './assegnazioni.queries.ts';
import type { Azione } from './assegnazioni.schema.ts';

/** Where an assignment and who asks meet: computed once, then asked many times. */
export type Parte = {
  /** The UOP side: the unit that registered or assigned, the Ufficio Protocollo, the RSP. */
  uop: boolean;
  /** The office side: works for that unit and it is not somebody else's, or leads it. */
  ufficio: boolean;
  /** Head of the unit, or of one above it. */
  capo: boolean;
  rsp: boolean;
};

/** Acts as the UOP on a document that `registrataDa` registered (RN-33.3-4). */
export function agisceComeUop(ctx: Contesto, ...unita: (string | null)[]): boolean {
  if (!ctx.permessi.has('assegnazione.assegna')) return false;
  if (ctx.profilo === 'responsabile' || ctx.unita?.ufficioProtocollo === true) return true;
  return ctx.unita?.uop === true && unita.includes(ctx.unita.id);
}

/** The units the asker leads: his own, if he is its head, and those below it. Acts are of the office in use. */
export async function unitaGuidate(tx: Tx, ctx: Contesto): Promise<ReadonlySet<string>> {
  if (!ctx.responsabileUnita || !ctx.unita) return new Set();
  const { rows } = await sql<{
    id: string;
  }>`SELECT id FROM unita_sottostanti(${ctx.unita.id}) AS t (id)`.execute(tx);
  return new Set(rows.map((r) => r.id));
}

export function parteDi(ctx: Contesto, a: RigaAssegnazione, guidate: ReadonlySet<string>): Parte {
  const capo = guidate.has(a.unita_id);
  const lavora = ctx.permessi.has('assegnazione.lavora');
  const suo = a.unita_id === ctx.unita?.id && (a.utente_id === null || a.utente_id === ctx.utenteId);
  return {
    uop: agisceComeUop(ctx, a.registrata_da_unita, a.da_unita_id),
    ufficio: lavora && (suo || capo),
    capo: capo && ctx.permessi.has('assegnazione.subassegna'),
    // Of the person in office, not of who has the profile (RN-4.2).
    rsp: ctx.ruoli.has('rsp') || ctx.delegatoRsp,
  };
}

const aperte = ['assegnata', 'smistata', 'in-carico'];

/** What can be done with it now, by who asks: the buttons of the desk. The verbs ask the same again. */
export function azioniPossibili(a: RigaAssegnazione, p: Parte): Azione[] {
  const azioni: Azione[] = [];
  if (p.uop && a.stato === 'assegnata' && !a.annullata) azioni.push('smista');
  if (p.ufficio && !a.annullata && (a.stato === 'smistata' || a.stato === 'in-carico')) {
    if (a.confermata_il === null) azioni.push('conferma');
    if (!a.subassegnata) azioni.push('rinvia');
  }
  if (p.capo && !a.subassegnata && a.utente_id === null && a.stato === 'in-carico' && !a.annullata)
    azioni.push('subassegna');
  if (p.ufficio && a.stato === 'in-carico') azioni.push('archivia');
  if (p.ufficio && a.stato === 'archiviata' && !a.annullata) azioni.push('riapri');
  if (aperte.includes(a.stato)) {
    if (a.subassegnata ? p.capo : p.uop) azioni.push('revoca', 'modifica');
  }
  if (p.uop && a.stato === 'rinviata' && a.rinvio_evaso_il === null) azioni.push('evadi-rinvio');
  if (p.rsp && a.stato === 'smistata' && a.supporto === 'analogico' && a.ritiro_autorizzato_il === null)
    azioni.push('autorizza-ritiro');
  return azioni;
}

/**
 * Lets through who is on that side of the assignment.
 *
 * @throws Rifiuto 404 for who has nothing to do with it, 403 for who sees it from the other side
 */
export async function verificaParte(
  tx: Tx,
  ctx: Contesto,
  a: RigaAssegnazione | undefined,
  lato: keyof Parte,
): Promise<{ a: RigaAssegnazione; parte: Parte; guidate: ReadonlySet<string> }> {
  if (!a) throw nonTrovata();
  const guidate = await unitaGuidate(tx, ctx);
  const parte = parteDi(ctx, a, guidate);
  if (parte[lato]) return { a, parte, guidate };
  const estraneo = !parte.uop && a.unita_id !== ctx.unita?.id && !guidate.has(a.unita_id);
  if (estraneo) throw nonTrovata();
  const detto = {
    uop: ['della-uop', 'Lo fa la UOP che ha registrato o assegnato il documento.'],
    ufficio: ['dell-ufficio', 'Lo fa l’ufficio a cui il documento è assegnato, o la persona a cui è dato.'],
    capo: ['del-responsabile', 'Lo fa il responsabile dell’ufficio.'],
    rsp: ['del-rsp', 'Lo autorizza il responsabile del servizio di protocollo.'],
  }[lato] as [string, string];
  throw nonAmmesso(...detto);
}

/** Condition on `a`: what of the offices the asker works with, in the office in use. */
export function delMioUfficio(ctx: Contesto, guidate: ReadonlySet<string>): RawBuilder<boolean> {
  const unita = [...new Set([...(ctx.unita ? [ctx.unita.id] : []), ...guidate])];
  return sql<boolean>`(a.unita_id = ANY (${unita}::uuid[]) AND (a.utente_id IS NULL OR a.utente_id = ${ctx.utenteId}::uuid
    OR a.unita_id = ANY (${[...guidate]}::uuid[])))`;
}
