import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia, type Attore } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import { prendiFattori } from './tentativi-fattore.ts';

/** Tells people something, in the transaction of what happened. It stands above this slice, which is handed it. */
export type Informa = (
  tx: Tx,
  chi: Attore,
  comunicazione: { tipo: string; oggetto: string; testo: string; collegamento?: string },
  utenti: readonly string[],
) => Promise<unknown>;

/**
 * Takes away every second factor of somebody who lost them: he signs in with the first one, and gets another if he must.
 * His sessions end, and he is told by whom and why.
 *
 * @throws Rifiuto `secondo-fattore.proprio`, `secondo-fattore.utente`, `secondo-fattore.assente`
 */
export async function azzeraFattori(
  tx: Tx,
  ctx: Contesto,
  informa: Informa,
  utenteId: string,
  motivo: string,
): Promise<void> {
  if (utenteId === ctx.soggetto.id)
    throw new Rifiuto({
      codice: 'secondo-fattore.proprio',
      categoria: 'nonAmmesso',
      dettaglio:
        'Il proprio secondo fattore si cambia dal proprio profilo; se è perduto, lo azzera un altro.',
    });
  const utente = await tx.selectFrom('utente').select('id').where('id', '=', utenteId).executeTakeFirst();
  if (!utente)
    throw new Rifiuto({
      codice: 'secondo-fattore.utente',
      categoria: 'nonTrovato',
      dettaglio: 'L’utente indicato non esiste.',
    });
  await prendiFattori(tx, ctx, utenteId);
  const totp = await tx
    .deleteFrom('fattore_totp')
    .where('utente_id', '=', utenteId)
    .returning('confermato_il')
    .execute();
  const passkey = await tx
    .deleteFrom('passkey')
    .where('utente_id', '=', utenteId)
    .returning('nome')
    .execute();
  await tx.deleteFrom('codice_recupero').where('utente_id', '=', utenteId).execute();
  const confermati = totp.filter((t) => t.confermato_il !== null).length;
  if (confermati + passkey.length === 0)
    throw new Rifiuto({
      codice: 'secondo-fattore.assente',
      categoria: 'conflitto',
      dettaglio: 'Questo utente non ha un secondo fattore.',
    });
  await tx
    .updateTable('tentativi_fattore')
    .set({ falliti: 0, sospeso_fino: null })
    .where('utente_id', '=', utenteId)
    .execute();
  await tx.deleteFrom('sessione').where('utente_id', '=', utenteId).execute();
  await traccia(
    tx,
    ctx,
    'secondo-fattore.azzerato',
    { tipo: 'utente', id: utenteId },
    { motivo, totp: confermati > 0, passkey: passkey.map((k) => k.nome) },
  );
  await informa(
    tx,
    ctx,
    {
      tipo: 'secondo-fattore.azzerato',
      oggetto: 'Il secondo fattore è stato azzerato',
      testo: `${ctx.attore} ha tolto i secondi fattori di questo utente. Motivo: ${motivo} Se non è stato chiesto, avvisare subito il responsabile.`,
      collegamento: '/profilo/secondo-fattore',
    },
    [utenteId],
  );
}
