import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { delProtocollo } from '../caselle/caselle-mie.ts';
import { annota } from '../libro/annota.ts';
import { conflitto } from '../pec.errors.ts';
import { messaggioDaDecidere } from './agisci.ts';
import type { Trasmissione } from './messaggi.schema.ts';

const SI_TRASMETTE = ['da-esaminare', 'quarantena', 'accantonato'];

/**
 * The office gives a message of its ordinary box to the protocollo, with all it brings, for formal acquisition: it does so when it
 * thinks fit, and once; from then on the protocollo decides, and the message ends registered, excluded or returned (RN-17.4, AMB-26).
 *
 * @throws Rifiuto `pec.gia-al-protocollo` it is of a box of the protocollo; `pec.gia-deciso`
 */
export async function trasmetti(tx: Tx, ctx: Contesto, id: string, { nota }: Trasmissione): Promise<void> {
  const m = await messaggioDaDecidere(tx, ctx, id);
  if (m.genere === 'pec' || delProtocollo(ctx))
    throw conflitto('gia-al-protocollo', 'Il messaggio è già dell’Ufficio Protocollo.');
  if (!SI_TRASMETTE.includes(m.stato)) throw conflitto('gia-deciso', 'Di questo messaggio si è già deciso.');
  await tx
    .updateTable('messaggio')
    .set({ stato: 'trasmesso', trasmesso_il: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .execute();
  const dettaglio = nota === undefined ? {} : { motivo: nota };
  await annota(tx, ctx, id, 'trasmesso', dettaglio);
  await traccia(tx, ctx, 'pec.trasmesso', { tipo: 'messaggio', id }, dettaglio);
}
