import { inTransazione, type Db } from '#platform/db';
import { traccia, type Attore } from '#tracciamento';
import type { Credenziale } from '../segreti.ts';
import { apriSessione, type SessioneAperta } from '../sessioni/apri-sessione.ts';
import { leggiUtentePerAccesso } from '../sessioni/sessione.queries.ts';
import type { OpzioniWebAuthn, RispostaPasskey } from './fattori.schema.ts';
import { nomePerPasskey, type Origine } from './origine.ts';
import { nuovaSfida } from './sfide.ts';
import { leggiUtente } from './utente-webauthn.ts';
import { passkeyRifiutata, verificaPasskey } from './verifica-passkey.ts';

/** What the browser needs to ask for any passkey it has for us, before we know whose. */
export async function opzioniAccesso(db: Db, enteId: string, origine: Origine): Promise<OpzioniWebAuthn> {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  const rpID = nomePerPasskey(origine);
  const sfida = await inTransazione(db, enteId, (tx) => nuovaSfida(tx, enteId, 'accede', undefined));
  return await generateAuthenticationOptions({
    rpID,
    challenge: Uint8Array.from(Buffer.from(sfida, 'base64url')),
    timeout: 300_000,
    userVerification: 'required',
  });
}

/**
 * Signs in with a passkey alone: something one has, and a PIN or a finger that the key asked for. Two factors in one.
 *
 * @throws Rifiuto `passkey.rifiutata`, the same for an unknown key, an inactive user and a bad signature
 */
export async function accediConPasskey(
  db: Db,
  risposta: RispostaPasskey,
  da: {
    ip: string;
    richiestaId: string;
    agente: string | undefined;
    precedente: Credenziale | undefined;
    origine: Origine;
  },
): Promise<SessioneAperta> {
  const chi = leggiUtente(risposta.response.userHandle);
  if (!chi) throw passkeyRifiutata();
  const { enteId, utenteId } = chi;
  const aperta = await inTransazione(db, enteId, async (tx) => {
    const utente = await leggiUtentePerAccesso(tx, { id: utenteId });
    if (!utente) return undefined;
    const attore: Attore = {
      ente: { id: enteId },
      attore: `${utente.cognome} ${utente.nome} (${utente.nomeUtente})`,
      utenteId,
      chiaveApiId: null,
      unita: null,
      ip: da.ip,
      richiestaId: da.richiestaId,
    };
    const esito = await verificaPasskey(tx, utenteId, risposta, {
      scopo: 'accede',
      sessione: undefined,
      origine: da.origine,
      verifica: true,
    });
    if ('motivo' in esito) {
      await traccia(tx, attore, 'passkey.rifiutata', { tipo: 'utente', id: utenteId }, esito);
      return undefined;
    }
    return await apriSessione(tx, attore, utente, { primo: 'passkey', secondo: 'passkey' }, da);
  });
  if (!aperta) throw passkeyRifiutata();
  return aperta;
}
