import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { adesso } from '../orologio-accessi.ts';
import { leggiSegreto, nuovoSegreto, type Credenziale } from '../segreti.ts';

/** Minutes somebody has to sign in at the provider. */
export const DURATA_MINUTI = 10;

/** What goes with somebody to the provider and must come back, or be answered for. */
export type Segreti = {
  /** In its cookie: the browser that comes back is the one that left. One for all its tabs. */
  browser: string;
  stato: string;
  nonce: string;
  verificatore: string;
};

/** Kept nowhere: made again, when he comes back, from what he brings. 256 bits each (RFC 7636 §7.1). */
function deriva(browser: string, stato: string): Segreti {
  const di = (uso: string): string =>
    createHmac('sha256', browser).update(`${uso} ${stato}`).digest('base64url');
  return { browser, stato, nonce: di('nonce'), verificatore: di('pkce') };
}

/**
 * Writes down that somebody is being sent to a provider.
 *
 * @param da.browser what this browser has in its cookie, from another tab
 */
export async function annotaPartenza(
  tx: Tx,
  enteId: string,
  da: {
    fornitoreId: string;
    browser: string | undefined;
    precedente: Credenziale | undefined;
    verso: string;
  },
): Promise<Segreti> {
  const stato = nuovoSegreto(enteId);
  const suo = leggiSegreto(da.browser ?? '');
  const nuovo = nuovoSegreto(enteId);
  await sql`DELETE FROM accesso_esterno WHERE scade_il < ${adesso}`.execute(tx);
  await tx
    .insertInto('accesso_esterno')
    .values({
      impronta_stato: stato.impronta,
      ente_id: enteId,
      fornitore_id: da.fornitoreId,
      impronta_browser: suo?.impronta ?? nuovo.impronta,
      precedente: da.precedente?.impronta ?? null,
      verso: da.verso,
      scade_il: sql<Date>`${adesso} + make_interval(mins => ${DURATA_MINUTI})`,
    })
    .execute();
  return deriva(suo && da.browser ? da.browser : nuovo.testo, stato.testo);
}

export type Rientro = {
  fornitoreId: string;
  precedente: Credenziale | undefined;
  verso: string;
  iniziatoIl: Date;
  segreti: Segreti;
};

/**
 * Who comes back is one of those who left, from this browser, in time; it is used up. From another browser it stays where it is:
 * who knows an address he was not given cannot spoil it.
 */
export async function prendiPartenza(
  tx: Tx,
  enteId: string,
  stato: string,
  browser: string | undefined,
): Promise<Rientro | undefined> {
  const riga = await tx
    .deleteFrom('accesso_esterno')
    .where('impronta_stato', '=', leggiSegreto(stato)?.impronta ?? Buffer.alloc(0))
    .where('impronta_browser', '=', leggiSegreto(browser ?? '')?.impronta ?? Buffer.alloc(0))
    .returning(['fornitore_id', 'precedente', 'verso', 'iniziato_il'])
    .returning(sql<boolean>`scade_il > ${adesso}`.as('in_tempo'))
    .executeTakeFirst();
  if (!riga?.in_tempo || browser === undefined) return undefined;
  return {
    fornitoreId: riga.fornitore_id,
    precedente: riga.precedente ? { enteId, impronta: riga.precedente } : undefined,
    verso: riga.verso,
    iniziatoIl: riga.iniziato_il,
    segreti: deriva(browser, stato),
  };
}
