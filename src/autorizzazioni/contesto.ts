import type { Permesso, Profilo } from './permessi.ts';

export type UnitaCorrente = {
  id: string;
  codice: string;
  denominazione: string;
  uop: boolean;
  ufficioProtocollo: boolean;
};

/**
 * Who is asking, for which unit, with which powers: what a verb needs to know of the request. Made once per request by
 * {@link autentica}; jobs make one for the system.
 */
export type Contesto = {
  ente: { id: string; codiceIpa: string; denominazione: string; dimostrativo: boolean };
  /** The person or the API key; its id is what idempotency keys are counted by. */
  soggetto: { tipo: 'utente' | 'chiave' | 'sistema'; id: string };
  /** How the audit trail and the screens name it: `Rossi Anna (operatore)`, `chiave API «Sportello»`. */
  attore: string;
  utenteId: string | null;
  chiaveApiId: string | null;
  profilo: Profilo | null;
  responsabileUnita: boolean;
  delegatoRsp: boolean;
  unita: UnitaCorrente | null;
  permessi: ReadonlySet<Permesso>;
  ip: string;
  richiestaId: string;
};

/**
 * Profiles that see only what belongs to their office (RN-72.2d): their lists and details are filtered by unit. Keys and
 * the protocol office see the whole register.
 */
export function vedeSoloLaSuaUnita(ctx: Contesto): boolean {
  return ctx.soggetto.tipo === 'utente' && ctx.profilo === 'consultazione' && !ctx.delegatoRsp;
}
