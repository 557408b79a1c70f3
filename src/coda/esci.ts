import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { numeroASetteCifre } from '#segnatura';
import { traccia } from '#tracciamento';
import { conflitto, nonAmmesso, nonTrovata } from './coda.errors.ts';
import { bloccaInCoda, type RigaCoda } from './coda.queries.ts';
import { puoVedere } from './mostra-voce.ts';

const uscite = {
  registrata: 'è già registrato',
  esclusa: 'è già stato escluso dalla registrazione',
  ritirata: 'è stato ritirato dall’ufficio',
  restituita: 'è stato restituito all’ufficio',
  recapitata: 'è già stato recapitato',
};

/** @throws Rifiuto `coda.gia-uscita`, with the number if it was registered */
export function verificaInCoda(c: RigaCoda): void {
  if (c.stato === 'in-coda') return;
  const numero = c.registrata
    ? ` con il numero ${numeroASetteCifre(c.registrata.numero)}/${c.registrata.anno}`
    : '';
  throw conflitto('gia-uscita', `Il documento ${uscite[c.stato]}${numero}.`, {
    stato: c.stato,
    ...(c.registrata && { registrazione: c.registrata }),
  });
}

async function concludi(
  tx: Tx,
  ctx: Contesto,
  c: RigaCoda,
  stato: 'ritirata' | 'restituita' | 'recapitata' | 'esclusa',
  altro: { motivo?: string | undefined; esclusione?: string },
): Promise<void> {
  await tx
    .updateTable('coda')
    .set({
      stato,
      conclusa_il: sql<Date>`istante_corrente()`,
      conclusa_da: ctx.attore,
      conclusa_da_id: ctx.utenteId,
      motivo: altro.motivo ?? null,
      esclusione_id: altro.esclusione ?? null,
    })
    .where('id', '=', c.id)
    .execute();
  await traccia(tx, ctx, `coda.${stato}`, { tipo: 'coda', id: c.id }, { motivo: altro.motivo });
}

async function daConcludere(tx: Tx, ctx: Contesto, id: string): Promise<RigaCoda> {
  const c = await bloccaInCoda(tx, id);
  if (!c || !puoVedere(ctx, c)) throw nonTrovata();
  verificaInCoda(c);
  return c;
}

/** The office takes back what it submitted. What came from outside cannot be taken back: it is to be registered (RN-38.1). */
export async function ritira(tx: Tx, ctx: Contesto, id: string, motivo: string | undefined): Promise<void> {
  const c = await daConcludere(tx, ctx, id);
  if (c.unita_id !== ctx.unita?.id)
    throw nonAmmesso('di-altro-ufficio', 'Ritira l’ufficio che ha sottoposto il documento.');
  if (c.flusso === 'E')
    throw conflitto(
      'da-registrare',
      'Quanto è pervenuto esce dalla coda registrato o escluso (art. 38): non si ritira.',
    );
  await concludi(tx, ctx, c, 'ritirata', { motivo });
}

/** The Ufficio Protocollo gives back to the office what cannot be registered as it is, and says why. */
export async function restituisci(tx: Tx, ctx: Contesto, id: string, motivo: string): Promise<void> {
  const c = await daConcludere(tx, ctx, id);
  if (c.flusso === 'E')
    throw conflitto(
      'da-registrare',
      'Quanto è pervenuto esce dalla coda registrato o escluso (art. 38): non si restituisce.',
    );
  await concludi(tx, ctx, c, 'restituita', { motivo });
}

/** A closed envelope goes on, closed, to whom it is for; where is said (AMB-13). */
export async function recapita(tx: Tx, ctx: Contesto, id: string, motivo: string): Promise<void> {
  const c = await daConcludere(tx, ctx, id);
  if (!c.busta_chiusa)
    throw conflitto('non-busta', 'Si recapita chiusa solo una busta che non è stata aperta.');
  await concludi(tx, ctx, c, 'recapitata', { motivo });
}

/** What was excluded from registration leaves the queue with its exclusion: category, operator and date are there (RN-38.1-4). */
export async function chiudiEsclusa(tx: Tx, ctx: Contesto, id: string, esclusione: string): Promise<void> {
  const c = await daConcludere(tx, ctx, id);
  if (!ctx.permessi.has('coda.protocolla'))
    throw nonAmmesso('del-protocollo', 'La coda la svuota l’Ufficio Protocollo.');
  if (c.flusso !== 'E')
    throw conflitto('non-in-arrivo', 'Si esclude ciò che è pervenuto; il resto si restituisce all’ufficio.');
  await concludi(tx, ctx, c, 'esclusa', { esclusione });
}
