import { inLettura, inTransazione, type Db } from '#platform/db';
import type { Credenziale } from '../segreti.ts';
import type { Motivo } from './accesso.schema.ts';
import { indirizzoAmmesso } from './emittente.ts';
import { apriCliente } from './cliente.ts';
import { findFornitore } from './fornitori.queries.ts';
import { annotaPartenza } from './in-corso.ts';
import { causa, tracciaRifiuto, type Da } from './rifiutato.ts';
import { versoAmmesso } from './verso.ts';

/**
 * Sends somebody to the provider: authorization code, PKCE with SHA-256, state and nonce (OpenID Connect Core §3.1.2.1, RFC
 * 9700). What answers for them is in a row of ten minutes, bound to the browser.
 *
 * @param da.ritorno where the provider must send him back
 * @returns where to go, and what goes in the cookie; or why not
 */
export async function avviaAccesso(
  db: Db,
  enteId: string,
  fornitoreId: string,
  da: Da & {
    browser: string | undefined;
    precedente: Credenziale | undefined;
    verso: string | undefined;
    ritorno: string;
  },
): Promise<{ indirizzo: string; browser: string } | { motivo: Motivo }> {
  const fornitore = await inLettura(db, enteId, (tx) => findFornitore(tx, fornitoreId));
  if (!fornitore?.attivo) return { motivo: 'fornitore' };
  const rifiuta = async (errore: string): Promise<{ motivo: Motivo }> => {
    await tracciaRifiuto(db, enteId, da, { motivo: 'fornitore', fornitore: fornitore.nome, errore });
    return { motivo: 'fornitore' };
  };
  const cliente = await apriCliente(fornitore.emittente, { clientId: fornitore.clientId }).catch(
    (errore: unknown) => causa(errore),
  );
  if (typeof cliente === 'string') return await rifiuta(cliente);
  if (!indirizzoAmmesso(cliente.serverMetadata().authorization_endpoint ?? '', fornitore.emittente))
    return await rifiuta('indirizzo-non-ammesso');

  const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import('openid-client');
  const segreti = await inTransazione(db, enteId, (tx) =>
    annotaPartenza(tx, enteId, { ...da, fornitoreId, verso: versoAmmesso(da.verso) }),
  );
  const indirizzo = buildAuthorizationUrl(cliente, {
    response_type: 'code',
    redirect_uri: da.ritorno,
    scope: fornitore.ambiti.join(' '),
    state: segreti.stato,
    nonce: segreti.nonce,
    code_challenge: await calculatePKCECodeChallenge(segreti.verificatore),
    code_challenge_method: 'S256',
    ...(fornitore.nuovaProva && { prompt: 'login', max_age: '0' }),
  });
  return { indirizzo: indirizzo.href, browser: segreti.browser };
}
