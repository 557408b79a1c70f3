/**
 * A new access token for a mailbox, from its refresh token (RFC 6749 §6).
 *
 * @throws Error in Italian when the provider refuses: it is shown to whoever configures the box
 */
export async function nuovoAccesso(
  oauth: { tokenUrl: string; clientId: string; ambito?: string },
  refreshToken: string,
): Promise<string> {
  const risposta = await fetch(oauth.tokenUrl, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(15_000),
    headers: { accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: oauth.clientId,
      ...(oauth.ambito !== undefined && { scope: oauth.ambito }),
    }),
  });
  const corpo = (await risposta.json().catch(() => ({}))) as { access_token?: unknown; error?: unknown };
  if (risposta.ok && typeof corpo.access_token === 'string') return corpo.access_token;
  const motivo = typeof corpo.error === 'string' ? corpo.error : `risposta ${risposta.status}`;
  throw new Error(`il gestore non rinnova l’accesso (${motivo.slice(0, 100)}): va autorizzato di nuovo`);
}
