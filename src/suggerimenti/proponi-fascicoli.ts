import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import type { MisureFascicoli } from './misure-fascicoli.ts';
import type { Misura } from './modello.ts';
import type { DomandaSuggerimenti, Suggerimenti } from './suggerimenti.schema.ts';

/** With neither the sender nor so much of the words in common a fascicolo is of the same class and nothing more. */
const PAROLE_MINIME = 0.02;
/**
 * Open fascicoli where there are documents of the same correspondent, or about the same words (RN-43.4), with how often such
 * proposals were right: of the last that were shown, because a fascicolo opened today is in no model.
 */
export async function proponiFascicoli(
  tx: Tx,
  ctx: Contesto,
  domanda: DomandaSuggerimenti,
  voci: string[],
  misure: MisureFascicoli,
): Promise<{ fascicoli: Suggerimenti['fascicoli']; misura?: Misura }> {
  if (!ctx.permessi.has('fascicolo.consulta') || domanda.oggetto.trim() === '') return { fascicoli: [] };
  const codice = domanda.codiceFiscale?.trim().toUpperCase() || null;
  const nome = domanda.corrispondente?.trim() || null;
  const { rows } = await sql<{ numero: string; oggetto: string; punteggio: number }>`
    SELECT f.codice AS numero, f.oggetto,
      least(1, (c.per_corrispondente::int * 0.5 + c.per_oggetto * 3 + c.per_classe::int * 0.3) / 2)::float8 AS punteggio
    FROM suggerisci_fascicoli(${ctx.unita?.id ?? null}::uuid, ${domanda.oggetto}, ${voci}::uuid[], ${codice}, ${nome}, 3)
      WITH ORDINALITY AS c (id, per_corrispondente, per_oggetto, per_classe, posto)
    JOIN fascicolo f ON f.id = c.id
    WHERE c.per_corrispondente OR c.per_oggetto >= ${PAROLE_MINIME}
    ORDER BY c.posto`.execute(tx);
  const misura = rows.length > 0 ? await misure.di(tx, ctx.ente.id) : undefined;
  return {
    fascicoli: rows.map(({ numero, oggetto, punteggio }) => ({
      numero,
      oggetto,
      punteggio: Math.round(punteggio * 1000) / 1000,
    })),
    ...(misura && { misura }),
  };
}
