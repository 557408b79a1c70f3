import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { annota } from '../libro/annota.ts';
import { conflitto } from '../pec.errors.ts';
import { concludi, messaggioMio } from './agisci.ts';
import type { Allegazione, NonRegistrazione, RifiutoMessaggio, Verifica } from './messaggi.schema.ts';
import { comunicareEntro } from './termine-rifiuto.ts';

/** The message is not registered, and why (RN-9.1: nothing leaves the queue without a word). */
export async function nonRegistrare(
  tx: Tx,
  ctx: Contesto,
  id: string,
  { motivo, categoria }: NonRegistrazione,
): Promise<void> {
  await messaggioMio(tx, ctx, id);
  await concludi(tx, ctx, id, 'non-registrato', { motivo, ...(categoria !== undefined && { categoria }) });
}

/**
 * The message is not as it must be, and its pratica counts as «non presentata»: somebody decides so, never the programme (RN-79.5).
 * From here on it is to be told to who sent it, within a term (RN-79.6).
 */
export async function rifiuta(
  tx: Tx,
  ctx: Contesto,
  id: string,
  { motivi }: RifiutoMessaggio,
): Promise<void> {
  const m = await messaggioMio(tx, ctx, id);
  await concludi(
    tx,
    ctx,
    id,
    'non-presentato',
    { motivo: motivi.join('; '), comunicare_entro: comunicareEntro(m) },
    { motivi },
  );
}

/** The message says more of something already registered: it goes there whole. */
export async function allega(tx: Tx, ctx: Contesto, id: string, a: Allegazione): Promise<void> {
  await messaggioMio(tx, ctx, id);
  const { rows } = await sql<{ id: string; annullata: boolean }>`
    SELECT r.id, s.annullata FROM registrazione r JOIN registro g ON g.id = r.registro_id JOIN scheda s ON s.registrazione_id = r.id
    WHERE g.codice = ${a.registro} AND r.anno = ${a.anno} AND r.numero = ${a.numero}`.execute(tx);
  const registrazione = rows[0];
  if (!registrazione)
    throw new Rifiuto({
      codice: 'pec.registrazione-non-trovata',
      categoria: 'nonTrovato',
      campo: 'numero',
      dettaglio: `Nel registro ${a.registro} non c’è il numero ${a.numero} del ${a.anno}.`,
    });
  if (registrazione.annullata)
    throw conflitto('registrazione-annullata', 'La registrazione è annullata: non le si aggiunge nulla.');
  await concludi(
    tx,
    ctx,
    id,
    'allegato',
    { registrazione_id: registrazione.id, ...(a.motivo !== undefined && { motivo: a.motivo }) },
    { registro: a.registro, anno: a.anno, numero: a.numero },
  );
}

/** What somebody found looking at it himself: it may be registered nonetheless, or not (RN-17.1-2). */
export async function verifica(
  tx: Tx,
  ctx: Contesto,
  id: string,
  { ammesso, motivo }: Verifica,
): Promise<void> {
  const m = await messaggioMio(tx, ctx, id);
  if (m.concluso_il) throw conflitto('gia-deciso', 'Di questo messaggio si è già deciso.');
  const esito = ammesso ? 'ammesso' : 'negativa';
  await tx.updateTable('messaggio').set({ verifica: esito }).where('id', '=', id).execute();
  await annota(tx, ctx, id, 'verificato', { esito, motivo });
  await traccia(tx, ctx, 'pec.verificato', { tipo: 'messaggio', id }, { esito, motivo });
}

/** Sets a message aside, or takes it back to the desk. */
export async function sposta(
  tx: Tx,
  ctx: Contesto,
  id: string,
  stato: 'accantonato' | 'da-esaminare',
): Promise<void> {
  const m = await messaggioMio(tx, ctx, id);
  if (m.stato === stato) return;
  await tx.updateTable('messaggio').set({ stato }).where('id', '=', id).execute();
  await annota(tx, ctx, id, stato, {});
  await traccia(tx, ctx, `pec.${stato}`, { tipo: 'messaggio', id }, {});
}
