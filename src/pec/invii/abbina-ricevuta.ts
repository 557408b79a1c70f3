import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { conflitto, invioNonTrovato, nonValido, ricevutaNonTrovata } from './invii.errors.ts';
import { lega } from './lega-ricevuta.ts';

/**
 * Says by hand which sending a receipt is of, and which of its recipients it speaks of; for good.
 *
 * @throws Rifiuto `ricevuta.non-trovata`, `invio.ricevuta-gia-abbinata`, `invio.non-trovato`, `invio.destinatario-sconosciuto`
 */
export async function abbinaRicevuta(
  tx: Tx,
  ctx: Contesto,
  ricevutaId: string,
  a: { invio: string; destinatario?: string | undefined },
): Promise<void> {
  const r = await tx
    .selectFrom('ricevuta')
    .select('invio_id')
    .where('id', '=', ricevutaId)
    .forUpdate()
    .executeTakeFirst();
  if (!r) throw ricevutaNonTrovata();
  if (r.invio_id !== null) throw conflitto('ricevuta-gia-abbinata', 'La ricevuta è già di un invio.');
  const invio = await tx
    .selectFrom('invio')
    .select('partito_il')
    .where('id', '=', a.invio)
    .forUpdate()
    .executeTakeFirst();
  if (!invio) throw invioNonTrovato();
  if (invio.partito_il === null)
    throw conflitto('mai-partito', 'L’invio non è mai partito: la ricevuta non può essere sua.');
  if (a.destinatario !== undefined) {
    const d = await tx
      .selectFrom('invio_destinatario')
      .select('id')
      .where('id', '=', a.destinatario)
      .where('invio_id', '=', a.invio)
      .executeTakeFirst();
    if (!d)
      throw nonValido('destinatario-sconosciuto', 'destinatario', 'Il destinatario non è di questo invio.');
  }
  await lega(tx, ctx, a.invio, ricevutaId, { destinatarioId: a.destinatario ?? null });
  await traccia(
    tx,
    ctx,
    'pec.ricevuta-abbinata',
    { tipo: 'invio', id: a.invio },
    { ricevuta: ricevutaId, ...a },
  );
}
