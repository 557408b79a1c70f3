import { sql, type RawBuilder } from 'kysely';
import { principaliDi, visibile, type Contesto } from '#autorizzazioni';

/** The office the asker acts for: what he opens, files and takes out is its. */
export function ufficioDi(ctx: Contesto): string | null {
  return ctx.unita?.id ?? null;
}

/**
 * Condition on `f`, a fascicolo: whoever is not of an office admitted neither opens nor finds it (RN-44.1d). Of an office are
 * those who work there, also when they are acting for another of theirs, and the heads of what it belongs to.
 */
export function apribile(ctx: Contesto): RawBuilder<boolean> {
  return sql<boolean>`(f.tutti_gli_uffici OR f.uffici_ammessi && ${principaliDi(ctx)}::uuid[])`;
}

/** Condition on `s`, a scheda: whether the asker sees that registration. */
export function consultabile(ctx: Contesto): RawBuilder<boolean> {
  return visibile(ctx, 's');
}

/** May correct what the protocollo filed (RN-45.1, AMB-09). */
export function correggeFascicolazioni(ctx: Contesto): boolean {
  return ctx.permessi.has('fascicolo.corregge') && ctx.unita?.ufficioProtocollo === true;
}

/**
 * Whether the asker may change, close, reopen this fascicolo: its office, its RPA, the Ufficio Protocollo, the RSP. Adding
 * documents needs only that it is open to him (RN-43.5).
 */
export function puoModificare(ctx: Contesto, f: { unita_id: string; rpa_utente_id: string | null }): boolean {
  if (!ctx.permessi.has('fascicolo.gestisce')) return false;
  if (ctx.unita?.ufficioProtocollo === true || ctx.profilo === 'responsabile') return true;
  return f.unita_id === ufficioDi(ctx) || (f.rpa_utente_id !== null && f.rpa_utente_id === ctx.utenteId);
}

/**
 * Whether the asker may move a document or take it out: what the protocollo filed, only the Ufficio Protocollo (AMB-09);
 * otherwise the office that put it there or the one the fascicolo belongs to.
 */
export function puoSpostare(
  ctx: Contesto,
  g: { dal_protocollo: boolean; unita_id: string | null; fascicolo_unita_id: string },
): boolean {
  if (!ctx.permessi.has('fascicolo.gestisce')) return false;
  if (correggeFascicolazioni(ctx)) return true;
  const ufficio = ufficioDi(ctx);
  return (
    !g.dal_protocollo && ufficio !== null && (g.unita_id === ufficio || g.fascicolo_unita_id === ufficio)
  );
}
