import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import type { Credenziale } from '../segreti.ts';
import type { RispostaPasskey } from './fattori.schema.ts';
import { nomePerPasskey, type Origine } from './origine.ts';
import { sfidaDi, usaSfida, type Scopo } from './sfide.ts';

/** A passkey that answered as it should, or why it did not, for the audit trail. */
export type EsitoPasskey = { passkey: string } | { motivo: 'sfida' | 'sconosciuta' | 'firma' | 'contatore' };

/**
 * Verifies what a passkey signed (WebAuthn §7.2) and remembers its use. The row is held meanwhile: a counter that does not
 * grow, the sign of a copied key, is seen also when both copies ask together.
 *
 * @param attesa.verifica the authenticator must have asked who is there (PIN, finger): where it is the only factor
 */
export async function verificaPasskey(
  tx: Tx,
  utenteId: string,
  risposta: RispostaPasskey,
  attesa: { scopo: Scopo; sessione: Credenziale | undefined; origine: Origine; verifica: boolean },
): Promise<EsitoPasskey> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const expectedRPID = nomePerPasskey(attesa.origine);
  const sfida = sfidaDi(risposta.response.clientDataJSON);
  if (!(await usaSfida(tx, sfida, attesa.scopo, attesa.sessione))) return { motivo: 'sfida' };
  const passkey = await tx
    .selectFrom('passkey')
    .select(['id', 'chiave_pubblica', 'contatore'])
    .where('utente_id', '=', utenteId)
    .where('credenziale', '=', Buffer.from(risposta.id, 'base64url'))
    .forUpdate()
    .executeTakeFirst();
  if (!passkey) return { motivo: 'sconosciuta' };
  const esito = await verifyAuthenticationResponse({
    response: { ...risposta, type: 'public-key' },
    expectedChallenge: sfida,
    expectedOrigin: attesa.origine,
    expectedRPID,
    requireUserVerification: attesa.verifica,
    credential: {
      id: risposta.id,
      publicKey: Uint8Array.from(passkey.chiave_pubblica),
      counter: passkey.contatore,
    },
  }).catch((errore: unknown): EsitoPasskey => ({
    motivo: errore instanceof Error && errore.message.includes('counter') ? 'contatore' : 'firma',
  }));
  if ('motivo' in esito) return esito;
  if (!('verified' in esito) || !esito.verified) return { motivo: 'firma' };
  const { newCounter, credentialBackedUp } = esito.authenticationInfo;
  await tx
    .updateTable('passkey')
    .set({
      contatore: newCounter,
      sincronizzata: credentialBackedUp,
      ultimo_uso: sql<Date>`clock_timestamp()`,
    })
    .where('id', '=', passkey.id)
    .execute();
  return { passkey: passkey.id };
}

/** The same words whatever was wrong: which passkeys exist is nobody's business. */
export function passkeyRifiutata(): Rifiuto {
  return new Rifiuto({
    codice: 'passkey.rifiutata',
    categoria: 'nonAutenticato',
    dettaglio: 'La passkey non è stata riconosciuta, o la richiesta è scaduta: riprovare.',
  });
}
