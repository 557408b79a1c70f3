import { inTransazione, sqlstate, type Db, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import { verificaAttivabile } from './attivabile.ts';
import { attivato, type Attivazione, type SessioneInUso } from './attivato.ts';
import type { NuovaPasskey, OpzioniWebAuthn } from './fattori.schema.ts';
import { componiUtente } from './utente-webauthn.ts';
import { nomePerPasskey, type Origine } from './origine.ts';
import { nuovaSfida, sfidaDi, usaSfida } from './sfide.ts';
import { prendiFattori } from './tentativi-fattore.ts';

/** EdDSA, ES256, RS256 (COSE): what keys on sale sign with. */
const ALGORITMI = [-8, -7, -257];

/** Keys one person may have. */
const QUANTE = 20;

/** What the browser needs to make a passkey for who asks (WebAuthn §5.4). */
export async function opzioniRegistrazione(
  tx: Tx,
  ctx: Contesto,
  sessione: SessioneInUso,
  chi: { nomeUtente: string; nome: string; origine: Origine },
): Promise<OpzioniWebAuthn> {
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  const rpID = nomePerPasskey(chi.origine);
  await verificaAttivabile(tx, ctx, sessione);
  const gia = await tx
    .selectFrom('passkey')
    .select(['credenziale', 'trasporti'])
    .where('utente_id', '=', ctx.soggetto.id)
    .execute();
  if (gia.length >= QUANTE)
    throw new Rifiuto({
      codice: 'passkey.troppe',
      categoria: 'conflitto',
      dettaglio: `Una persona può avere al più ${QUANTE} passkey: toglierne una.`,
    });
  const sfida = await nuovaSfida(tx, ctx.ente.id, 'registra', sessione.credenziale);
  return await generateRegistrationOptions({
    rpName: 'Tabularium',
    rpID,
    userName: chi.nomeUtente,
    userDisplayName: chi.nome,
    userID: componiUtente(ctx.ente.id, ctx.soggetto.id),
    challenge: Uint8Array.from(Buffer.from(sfida, 'base64url')),
    timeout: 300_000,
    supportedAlgorithmIDs: ALGORITMI,
    // Which maker's key it is does not concern us; that it can sign in by itself and asks who is there is welcome.
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    excludeCredentials: gia.map((k) => ({
      id: k.credenziale.toString('base64url'),
      transports: k.trasporti,
    })),
  });
}

/**
 * Keeps the passkey the browser made.
 *
 * @throws Rifiuto `passkey.non-valida`, `passkey.gia-registrata`
 */
export async function registraPasskey(
  db: Db,
  ctx: Contesto,
  sessione: SessioneInUso,
  nuova: NuovaPasskey,
  origine: Origine,
): Promise<Attivazione> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const expectedRPID = nomePerPasskey(origine);
  return await inTransazione(db, ctx.ente.id, async (tx) => {
    await prendiFattori(tx, ctx);
    await verificaAttivabile(tx, ctx, sessione);
    const { risposta } = nuova;
    const sfida = sfidaDi(risposta.response.clientDataJSON);
    if (!(await usaSfida(tx, sfida, 'registra', sessione.credenziale))) throw nonValida();
    const esito = await verifyRegistrationResponse({
      response: { ...risposta, type: 'public-key' },
      expectedChallenge: sfida,
      expectedOrigin: origine,
      expectedRPID,
      requireUserVerification: false,
      supportedAlgorithmIDs: ALGORITMI,
    }).catch((errore: unknown) => {
      throw nonValida(errore);
    });
    if (!esito.verified) throw nonValida();
    const { credential, credentialBackedUp } = esito.registrationInfo;
    const { id } = await tx
      .insertInto('passkey')
      .values({
        ente_id: ctx.ente.id,
        utente_id: ctx.soggetto.id,
        credenziale: Buffer.from(credential.id, 'base64url'),
        chiave_pubblica: Buffer.from(credential.publicKey),
        contatore: credential.counter,
        trasporti: risposta.response.transports ?? [],
        sincronizzata: credentialBackedUp,
        nome: nuova.nome.trim(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await traccia(
      tx,
      ctx,
      'secondo-fattore.attivato',
      { tipo: 'utente', id: ctx.soggetto.id },
      { fattore: 'passkey', passkey: id, nome: nuova.nome.trim() },
    );
    return await attivato(tx, ctx, sessione, 'passkey');
  }).catch((errore: unknown) => {
    if (sqlstate(errore) === '23505')
      throw new Rifiuto({
        codice: 'passkey.gia-registrata',
        categoria: 'conflitto',
        dettaglio: 'Questa passkey è già registrata.',
      });
    throw errore;
  });
}

function nonValida(causa?: unknown): Rifiuto {
  return Object.assign(
    new Rifiuto({
      codice: 'passkey.non-valida',
      categoria: 'nonValido',
      dettaglio: 'La passkey non è stata riconosciuta, o la richiesta è scaduta: riprovare.',
    }),
    { cause: causa },
  );
}
