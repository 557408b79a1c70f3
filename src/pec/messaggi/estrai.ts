import { Readable } from 'node:stream';
import type { Contesto } from '#autorizzazioni';
import { carica, leggiContenuto, ricevi, riconosciByte, type PartiDocumenti } from '#documenti';
import { inTransazione } from '#platform/db';
import { Rifiuto } from '#platform/http';
import type { ParteMessaggio } from '../messaggio/messaggio.ts';
import { estraiParte } from '../messaggio/estrai-parte.ts';
import type { RigaMessaggio } from './messaggi.queries.ts';

const MASSIMO = 512 * 1024 * 1024;

const nonTrovata = (): Rifiuto =>
  new Rifiuto({
    codice: 'pec.parte-non-trovata',
    categoria: 'nonTrovato',
    dettaglio: 'Nel messaggio questa parte non c’è.',
  });

/** The bytes of a part, from the message as it was kept; both digests are checked. @throws Rifiuto `pec.parte-non-trovata` */
export async function contenutoParte(
  parti: PartiDocumenti,
  enteId: string,
  m: RigaMessaggio,
  percorso: string,
): Promise<{ byte: Buffer; parte: ParteMessaggio; formato: string }> {
  const trovata = estraiParte(await leggiContenuto(parti, enteId, m), percorso);
  if (!trovata) throw nonTrovata();
  // What it is, by its bytes: what the message says of it decides nothing.
  return { ...trovata, formato: await riconosciByte(trovata.byte) };
}

/**
 * Makes documents of the parts of a message that are about to be registered: same bytes, same digest, name as it was sent. What is
 * not registered after all is taken by the sweeper of uploads.
 *
 * @returns ids, in the order asked for
 */
export async function documentiDaParti(
  parti: PartiDocumenti,
  ctx: Contesto,
  m: RigaMessaggio,
  percorsi: readonly string[],
): Promise<string[]> {
  const intero = await leggiContenuto(parti, ctx.ente.id, m);
  const documenti: string[] = [];
  for (const percorso of percorsi) {
    const trovata = estraiParte(intero, percorso);
    if (!trovata) throw nonTrovata();
    const ricevuto = await ricevi(parti.archivio, ctx.ente.id, Readable.from([trovata.byte]), MASSIMO);
    try {
      const { id } = await inTransazione(parti.db, ctx.ente.id, (tx) =>
        carica(tx, ctx, ricevuto, trovata.parte.nome),
      );
      documenti.push(id);
    } finally {
      await ricevuto.deposito.discard();
    }
  }
  return documenti;
}
