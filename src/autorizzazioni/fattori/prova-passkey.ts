import { inTransazione, type Db, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import type { SessioneAperta } from '../sessioni/apri-sessione.ts';
import type { SessioneInUso } from './attivato.ts';
import { completaAccesso } from './completa-accesso.ts';
import type { OpzioniWebAuthn, RispostaPasskey } from './fattori.schema.ts';
import { nomePerPasskey, type Origine } from './origine.ts';
import { segnaProva } from './prova-recente.ts';
import { nuovaSfida } from './sfide.ts';
import { azzeraErrori, contaErrore, prendiFattori } from './tentativi-fattore.ts';
import { passkeyRifiutata, verificaPasskey } from './verifica-passkey.ts';

/** What the browser needs to ask one of the passkeys of who has this session. */
export async function opzioniProva(
  tx: Tx,
  ctx: Contesto,
  sessione: SessioneInUso,
  origine: Origine,
): Promise<OpzioniWebAuthn> {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  const rpID = nomePerPasskey(origine);
  const sue = await tx
    .selectFrom('passkey')
    .select(['credenziale', 'trasporti'])
    .where('utente_id', '=', ctx.soggetto.id)
    .execute();
  if (sue.length === 0)
    throw new Rifiuto({
      codice: 'secondo-fattore.assente',
      categoria: 'conflitto',
      dettaglio: 'Questo utente non ha passkey.',
    });
  const sfida = await nuovaSfida(tx, ctx.ente.id, 'prova', sessione.credenziale);
  return await generateAuthenticationOptions({
    rpID,
    challenge: Uint8Array.from(Buffer.from(sfida, 'base64url')),
    timeout: 300_000,
    userVerification: sessione.parziale ? 'preferred' : 'required',
    allowCredentials: sue.map((k) => ({
      id: k.credenziale.toString('base64url'),
      transports: k.trasporti,
    })),
  });
}

/**
 * A passkey completes a sign-in; in a whole session it opens the lock or proves again who is there, and then, standing in the
 * place of the password, it must have asked who is there.
 *
 * @returns the new session, when one was completed
 * @throws Rifiuto `passkey.rifiutata`
 */
export async function provaPasskey(
  db: Db,
  ctx: Contesto,
  sessione: SessioneInUso,
  risposta: RispostaPasskey,
  origine: Origine,
): Promise<SessioneAperta | undefined> {
  const utenteId = ctx.soggetto.id;
  const oggetto = { tipo: 'utente', id: utenteId };
  const esito = await inTransazione(db, ctx.ente.id, async (tx) => {
    await prendiFattori(tx, ctx);
    const esito = await verificaPasskey(tx, utenteId, risposta, {
      scopo: 'prova',
      sessione: sessione.credenziale,
      origine,
      verifica: sessione.parziale === null,
    });
    if ('motivo' in esito) {
      await contaErrore(tx, utenteId);
      await traccia(tx, ctx, 'passkey.rifiutata', oggetto, esito);
      return { rifiuto: passkeyRifiutata() };
    }
    await azzeraErrori(tx, utenteId);
    if (sessione.parziale) return { aperta: await completaAccesso(tx, ctx, sessione.credenziale, 'passkey') };
    await segnaProva(tx, sessione.credenziale);
    await traccia(tx, ctx, 'sessione.provata', oggetto, { fattore: 'passkey', ...esito });
    return {};
  });
  if (esito.rifiuto) throw esito.rifiuto;
  return esito.aperta;
}
