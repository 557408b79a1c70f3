import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { chiuso } from './fascicoli.errors.ts';
import { trovaFascicolo } from './fascicoli.queries.ts';
import { scriviEvento } from './evento.ts';
import { verificaPuoModificare } from './modifica-fascicolo.ts';

/**
 * Closes a fascicolo and, with it, its parts still open: closing date is that of the last document each holds, its own parts
 * included (RN-44.3); the instant of the operation is kept beside it (AMB-08). One that holds no document closes on the day it
 * was opened. Nothing goes in afterwards.
 *
 * @throws Rifiuto `fascicolo.chiuso` if it already is; `fascicolo.di-altro-ufficio`
 */
export async function chiudiFascicolo(
  tx: Tx,
  ctx: Contesto,
  numero: string,
  note: string | undefined,
): Promise<void> {
  // Held from the outermost in: a document going in is waited for, and counts.
  const f = await trovaFascicolo(tx, ctx, numero, 'per-modifica');
  verificaPuoModificare(ctx, f);
  if (f.chiuso_il !== null) throw chiuso(numero);
  const { rows: parti } = await sql<{ id: string; codice: string }>`
    SELECT id, codice FROM fascicolo WHERE registro_id = ${f.registro_id} AND numero = ${f.numero} AND chiuso_il IS NULL
      AND (${f.livello} = 1 OR sottofascicolo = ${f.sottofascicolo}) AND (${f.livello} < 3 OR inserto = ${f.inserto})
    ORDER BY sottofascicolo, inserto FOR UPDATE`.execute(tx);
  const ids = parti.map((p) => p.id);
  const { rows } = await sql<{ id: string; data_chiusura: string; chiuso_il: Date }>`
    UPDATE fascicolo f SET chiuso_il = x.istante, chiuso_da = ${ctx.attore}, versione = f.versione + 1,
      data_chiusura = coalesce((SELECT max(g.giorno) FROM fascicolo p JOIN fascicolazione g ON g.fascicolo_id = p.id
        WHERE p.registro_id = f.registro_id AND p.numero = f.numero AND (f.sottofascicolo = 0 OR p.sottofascicolo = f.sottofascicolo)
          AND (f.inserto = 0 OR p.inserto = f.inserto) AND g.tolta_il IS NULL), f.data_apertura)
    FROM (SELECT istante_corrente() AS istante) x WHERE f.id = ANY (${ids}::uuid[])
    RETURNING f.id, f.data_chiusura, f.chiuso_il`.execute(tx);
  for (const chiusa of rows) {
    await scriviEvento(tx, ctx, chiusa.id, 'chiusura', {
      istante: chiusa.chiuso_il,
      dopo: { dataChiusura: chiusa.data_chiusura },
      ...(chiusa.id === f.id && note !== undefined && { motivo: note }),
    });
  }
  await traccia(
    tx,
    ctx,
    'fascicolo.chiuso',
    { tipo: 'fascicolo', id: f.id },
    { numero, conParti: parti.map((p) => p.codice).filter((c) => c !== numero) },
  );
}
