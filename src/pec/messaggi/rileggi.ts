import type { Contesto } from '#autorizzazioni';
import { inLettura, inTransazione } from '#platform/db';
import { traccia } from '#tracciamento';
import { leggiMessaggioConservato } from '../libro/leggi-conservato.ts';
import { messaggioDaDecidere } from './agisci.ts';
import type { PartiMessaggi } from './parti-messaggi.ts';

/** Reads a message again from its bytes: the reader was mended, or an authority was added. */
export async function rileggi(parti: PartiMessaggi, ctx: Contesto, id: string): Promise<void> {
  await inLettura(parti.db, ctx.ente.id, (tx) => messaggioDaDecidere(tx, ctx, id));
  await leggiMessaggioConservato(parti, ctx.ente.id, id);
  await inTransazione(parti.db, ctx.ente.id, (tx) =>
    traccia(tx, ctx, 'pec.riletto', { tipo: 'messaggio', id }),
  );
}
