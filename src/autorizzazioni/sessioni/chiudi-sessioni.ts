import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import { verificaUtente } from './verifica-utente.ts';
import { descriviAgente } from './descrivi-agente.ts';

/**
 * Ends sessions of a user, from the next request on: one by its id, or all but the one that asks.
 *
 * @returns how many were ended
 * @throws Rifiuto `utente.non-trovato`; `sessione.non-trovata` when the one named is not there, or is of somebody else
 */
export async function chiudiSessioni(
  tx: Tx,
  ctx: Contesto,
  utenteId: string,
  quali: { id: string } | { tranne: Buffer | undefined },
): Promise<number> {
  await verificaUtente(tx, utenteId);
  const chiuse = await tx
    .deleteFrom('sessione')
    .where('utente_id', '=', utenteId)
    .where((eb) =>
      'id' in quali ? eb('id', '=', quali.id) : eb('impronta_segreto', '!=', quali.tranne ?? Buffer.alloc(0)),
    )
    .returning(['agente', 'ip'])
    .execute();
  if ('id' in quali && chiuse.length === 0)
    throw new Rifiuto({
      codice: 'sessione.non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'La sessione non c’è, o è già finita.',
    });
  for (const { agente, ip } of chiuse)
    await traccia(
      tx,
      ctx,
      'sessione.revocata',
      { tipo: 'utente', id: utenteId },
      { dispositivo: descriviAgente(agente), ip },
    );
  return chiuse.length;
}
