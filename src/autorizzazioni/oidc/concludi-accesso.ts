import type { IDToken } from 'openid-client';
import { inTransazione, type Db, type Tx } from '#platform/db';
import type { Vault } from '#platform/vault';
import { traccia } from '#tracciamento';
import type { Informa } from '../fattori/azzera.ts';
import { leggiSegreto } from '../segreti.ts';
import { apriSessione, type SessioneAperta } from '../sessioni/apri-sessione.ts';
import type { Motivo } from './accesso.schema.ts';
import { conSecondoFattore, leggiAttributo, type Affermazioni } from './affermazioni.ts';
import { apriCliente, SCARTO_OROLOGIO_SECONDI } from './cliente.ts';
import { findFornitore, type FornitorePerAccesso } from './fornitori.queries.ts';
import { DURATA_MINUTI, prendiPartenza, type Rientro } from './in-corso.ts';
import { riconosci } from './riconosci.ts';
import { causa, ignoto, tracciaRifiuto, type Da } from './rifiutato.ts';

export type Esito = { aperta: SessioneAperta; verso: string } | { motivo: Motivo };

/**
 * Takes back who comes from the provider: exchanges the code, believes the ID token once the library has verified it (signature,
 * issuer, audience, times, nonce; the issuer of the answer too, RFC 9207), finds whose account it is and opens a session like
 * any other. Whatever goes wrong leaves a line in the audit trail and a word for the page, which says nothing of who works here.
 *
 * @param da.url the address he came back to, as the provider was told it
 * @param da.browser the cookie he left with
 */
export async function concludiAccesso(
  parti: { db: Db; vault: Vault; informa: Informa },
  da: Da & { url: URL; browser: string | undefined },
): Promise<Esito> {
  const { db } = parti;
  const stato = da.url.searchParams.get('state') ?? '';
  const enteId = leggiSegreto(stato)?.enteId;
  if (enteId === undefined) return { motivo: 'scaduto' };
  const partenza = await inTransazione(db, enteId, async (tx) => {
    const rientro = await prendiPartenza(tx, enteId, stato, da.browser);
    return rientro && { rientro, fornitore: await findFornitore(tx, rientro.fornitoreId) };
  });
  if (!partenza?.fornitore?.attivo) {
    await tracciaRifiuto(db, enteId, da, { motivo: partenza ? 'fornitore-non-attivo' : 'richiesta' });
    return { motivo: 'scaduto' };
  }
  const { rientro, fornitore } = partenza;
  const detto = await scambia(parti.vault, fornitore, rientro, da.url).catch((errore: unknown) => ({
    rifiuto: errore,
  }));
  if ('rifiuto' in detto) {
    const annullato = diFornitore(detto.rifiuto) === 'access_denied';
    await tracciaRifiuto(db, enteId, da, {
      motivo: annullato ? 'annullato' : 'fornitore',
      fornitore: fornitore.nome,
      errore: causa(detto.rifiuto),
    });
    return { motivo: annullato ? 'annullato' : 'fornitore' };
  }
  if (fornitore.nuovaProva && !provatoOra(detto.idToken, rientro)) {
    await tracciaRifiuto(db, enteId, da, { motivo: 'prova-vecchia', fornitore: fornitore.nome });
    return { motivo: 'fornitore' };
  }
  return await inTransazione(db, enteId, (tx) => entra(tx, parti, enteId, fornitore, rientro, detto, da));
}

type Detto = { idToken: IDToken; affermazioni: Affermazioni };

async function scambia(
  vault: Vault,
  fornitore: FornitorePerAccesso,
  { segreti }: Rientro,
  url: URL,
): Promise<Detto> {
  const { authorizationCodeGrant, fetchUserInfo } = await import('openid-client');
  const { clientId } = fornitore;
  const segreto = vault.open(`fornitore_identita/${fornitore.id}`, fornitore.segreto);
  const cliente = await apriCliente(fornitore.emittente, { clientId, segreto });
  const gettoni = await authorizationCodeGrant(cliente, url, {
    expectedState: segreti.stato,
    expectedNonce: segreti.nonce,
    pkceCodeVerifier: segreti.verificatore,
    idTokenExpected: true,
    ...(fornitore.nuovaProva && { maxAge: DURATA_MINUTI * 60 }),
  });
  const idToken = gettoni.claims();
  if (!idToken) throw new Error('no ID token');
  // What is not in it may be asked for (Core §5.3); the access token serves for this and is kept nowhere.
  const altrove =
    leggiAttributo(idToken, fornitore.attributo) === undefined && cliente.serverMetadata().userinfo_endpoint
      ? await fetchUserInfo(cliente, gettoni.access_token, idToken.sub)
      : undefined;
  return { idToken, affermazioni: altrove ?? idToken };
}

/** He was asked who he is after he left us, not before. */
function provatoOra(idToken: IDToken, { iniziatoIl }: Rientro): boolean {
  const provato = idToken.auth_time ?? 0;
  return provato >= iniziatoIl.getTime() / 1000 - SCARTO_OROLOGIO_SECONDI;
}

async function entra(
  tx: Tx,
  { vault, informa }: { vault: Vault; informa: Informa },
  enteId: string,
  fornitore: FornitorePerAccesso,
  rientro: Rientro,
  { idToken, affermazioni }: Detto,
  da: Da,
): Promise<Esito> {
  const chi = await riconosci(tx, enteId, fornitore, idToken.sub, affermazioni);
  if ('motivo' in chi) {
    const { utenteId: id, ...dettaglio } = chi;
    const oggetto = { tipo: 'utente', ...(id !== undefined && { id }) };
    await traccia(tx, ignoto(enteId, da), 'accesso.rifiutato', oggetto, {
      ...dettaglio,
      fornitore: fornitore.nome,
    });
    return { motivo: 'rifiutato' };
  }
  const { utente, nuova } = chi;
  const attore = {
    ...ignoto(enteId, da),
    attore: `${utente.cognome} ${utente.nome} (${utente.nomeUtente})`,
    utenteId: utente.id,
  };
  if (nuova) {
    const oggetto = { tipo: 'utente', id: utente.id };
    await traccia(tx, attore, 'identita-esterna.collegata', oggetto, { fornitore: fornitore.nome });
    const comunicazione = {
      tipo: 'identita-esterna.collegata',
      oggetto: `Ora si può entrare anche con ${fornitore.nome}`,
      testo: `Un accesso con ${fornitore.nome} è stato riconosciuto come di questo utente. Se non è stato fatto da chi legge, avvisare subito l’amministratore del sistema.`,
      collegamento: '/profilo',
    };
    await informa(tx, attore, comunicazione, [utente.id]);
  }
  if (vault.isStale(fornitore.segreto)) await richiudi(tx, vault, fornitore);
  const secondo = conSecondoFattore(idToken, fornitore.secondoFattore) ? 'fornitore' : null;
  const prova = { primo: 'fornitore', secondo, fornitore, vecchia: !fornitore.nuovaProva } as const;
  const aperta = await apriSessione(tx, attore, utente, prova, { ...da, precedente: rientro.precedente });
  return { aperta, verso: rientro.verso };
}

/** Under the key of now, as every secret is when it is used. */
async function richiudi(tx: Tx, vault: Vault, { id, segreto }: FornitorePerAccesso): Promise<void> {
  const posto = `fornitore_identita/${id}`;
  await tx
    .updateTable('fornitore_identita')
    .set({ segreto: vault.seal(posto, vault.open(posto, segreto)) })
    .where('id', '=', id)
    .where('segreto', '=', segreto)
    .execute();
}

/** The error the provider sent somebody back with (RFC 6749 §4.1.2.1). */
function diFornitore(errore: unknown): string | undefined {
  return errore instanceof Error && errore.name === 'AuthorizationResponseError' && 'error' in errore
    ? String(errore.error)
    : undefined;
}
