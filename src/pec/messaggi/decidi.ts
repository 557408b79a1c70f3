import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { escludi } from '#registrazione';
import { traccia } from '#tracciamento';
import { delProtocollo } from '../caselle/caselle-mie.ts';
import { annota } from '../libro/annota.ts';
import { conflitto, nonValido } from '../pec.errors.ts';
import { concludi, messaggioDaDecidere, messaggioDaProtocollare } from './agisci.ts';
import type { Allegazione, NonRegistrazione, RifiutoMessaggio, Verifica } from './messaggi.schema.ts';
import { comunicareEntro } from './termine-rifiuto.ts';

/**
 * The message is not registered, and why. What is of the protocollo leaves its queue only as of an excluded kind, which is noted with
 * the other exclusions (RN-9.1, RN-38.1); an office says of its ordinary mail what it likes (AMB-26).
 *
 * @throws Rifiuto `pec.categoria-mancante`; those of the exclusions
 */
export async function nonRegistrare(
  tx: Tx,
  ctx: Contesto,
  id: string,
  { motivo, categoria }: NonRegistrazione,
): Promise<void> {
  const m = await messaggioDaDecidere(tx, ctx, id);
  const esclusa = delProtocollo(ctx);
  if (esclusa && categoria === undefined)
    throw nonValido(
      'categoria-mancante',
      'categoria',
      'Si registra tutto ciò che non è di una categoria esclusa (art. 38): quale?',
    );
  await concludi(tx, ctx, id, 'non-registrato', { motivo, ...(categoria !== undefined && { categoria }) });
  if (!esclusa || categoria === undefined) return;
  await escludi(tx, ctx, {
    categoria,
    descrizione: (m.oggetto?.trim() || 'Messaggio senza oggetto').slice(0, 1000),
    ...(m.mittente !== null && { mittente: m.mittente }),
    mezzo: m.tipo === 'posta-certificata' ? 'pec' : 'email',
    motivo: motivo.slice(0, 1000),
  });
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
  const m = await messaggioDaProtocollare(tx, ctx, id);
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
  await messaggioDaProtocollare(tx, ctx, id);
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
  const m = await messaggioDaProtocollare(tx, ctx, id);
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
  const m = await messaggioDaDecidere(tx, ctx, id);
  if (m.stato === stato) return;
  await tx.updateTable('messaggio').set({ stato }).where('id', '=', id).execute();
  await annota(tx, ctx, id, stato, {});
  await traccia(tx, ctx, `pec.${stato}`, { tipo: 'messaggio', id }, {});
}
