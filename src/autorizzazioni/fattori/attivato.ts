import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import type { Parziale } from '../autentica.ts';
import type { Contesto } from '../contesto.ts';
import type { Credenziale } from '../segreti.ts';
import type { SessioneAperta } from '../sessioni/apri-sessione.ts';
import { findFattori } from '../sessioni/leggi-sessione.ts';
import { rinnovaCodici } from './codici-recupero.ts';
import { chiudiAltriParziali, completaAccesso } from './completa-accesso.ts';

export type SessioneInUso = { credenziale: Credenziale; parziale: Parziale | null };

/** What getting a factor brings: the recovery codes, if there were none, and the whole session, if one waited for it. */
export type Attivazione = { codici: string[] | undefined; aperta: SessioneAperta | undefined };

/** What follows when somebody got a factor, in the same transaction. */
export async function attivato(
  tx: Tx,
  ctx: Contesto,
  sessione: SessioneInUso,
  fattore: 'totp' | 'passkey',
): Promise<Attivazione> {
  const utenteId = ctx.soggetto.id;
  let codici: string[] | undefined;
  if (!(await findFattori(tx, utenteId)).codici) {
    codici = await rinnovaCodici(tx, ctx.ente.id, utenteId);
    await traccia(tx, ctx, 'codici-recupero.generati', { tipo: 'utente', id: utenteId });
  }
  await chiudiAltriParziali(tx, ctx, sessione.credenziale);
  const aperta = sessione.parziale
    ? await completaAccesso(tx, ctx, sessione.credenziale, fattore)
    : undefined;
  return { codici, aperta };
}
