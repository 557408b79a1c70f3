import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { chiuso, nonAmmesso, nonValido } from './fascicoli.errors.ts';
import { trovaFascicolo } from './fascicoli.queries.ts';
import type { NuovoSottofascicolo } from './fascicoli.schema.ts';
import { scriviEvento } from './evento.ts';

/**
 * Opens a sottofascicolo in a fascicolo, or an inserto in a sottofascicolo (RN-43.3, RN-A.17). Class, kind, access and RPA are
 * those of what contains it; its number is the next in there.
 *
 * @returns its number (`1207.1`)
 * @throws Rifiuto `fascicolo.oltre-inserto` in an inserto; `fascicolo.chiuso`
 */
export async function apriSottofascicolo(
  tx: Tx,
  ctx: Contesto,
  padre: string,
  r: NuovoSottofascicolo,
): Promise<string> {
  if (!ctx.unita)
    throw nonAmmesso(
      'senza-ufficio',
      'Apre un sottofascicolo chi agisce per un ufficio: questo accesso non ne ha.',
    );
  // Held: two who add at once get two places, one after the other.
  const p = await trovaFascicolo(tx, ctx, padre, 'per-modifica');
  if (p.chiuso_il !== null) throw chiuso(padre);
  if (p.livello === 3)
    throw nonValido(
      'oltre-inserto',
      'numero',
      'Dentro un inserto non si apre altro: si può nel sottofascicolo che lo contiene.',
    );
  const { ultimo } = await tx
    .selectFrom('fascicolo')
    .select((eb) => eb.fn.coalesce(eb.fn.max('progressivo'), sql<number>`0`).as('ultimo'))
    .where('padre_id', '=', p.id)
    .executeTakeFirstOrThrow();
  const posto = (ultimo ?? 0) + 1;
  const { rows } = await sql<{ id: string; codice: string }>`
    INSERT INTO fascicolo (ente_id, registro_id, numero, sottofascicolo, inserto, padre_id, anno, aperto_il, unita_id, utente_id,
      chiave_api_id, operatore, tipo, criterio, voce_titolario_id, ordine_classe, denominazione, oggetto, riservatezza,
      tutti_gli_uffici, uffici_ammessi, rpa_utente_id, luogo, note, dati)
    SELECT f.ente_id, f.registro_id, f.numero, ${p.livello === 1 ? posto : p.sottofascicolo}, ${p.livello === 1 ? 0 : posto}, f.id,
      extract(year FROM x.istante AT TIME ZONE 'Europe/Rome'), x.istante, ${ctx.unita.id}, ${ctx.utenteId}, ${ctx.chiaveApiId},
      ${ctx.attore}, f.tipo, f.criterio, f.voce_titolario_id, f.ordine_classe, ${r.denominazione}, ${r.oggetto}, f.riservatezza,
      f.tutti_gli_uffici, f.uffici_ammessi, f.rpa_utente_id, ${r.luogo ?? null}, ${r.note ?? null}, ${JSON.stringify(r.dati ?? {})}
    FROM fascicolo f, (SELECT istante_corrente() AS istante) x WHERE f.id = ${p.id}
    RETURNING id, codice`.execute(tx);
  const [nuovo] = rows;
  if (!nuovo) throw new Error(`sottofascicolo di ${padre} non scritto`);
  await scriviEvento(tx, ctx, nuovo.id, 'apertura', {});
  await scriviEvento(tx, ctx, p.id, 'sottofascicolo', {
    dopo: { numero: nuovo.codice, denominazione: r.denominazione },
  });
  await traccia(tx, ctx, 'fascicolo.aperto', { tipo: 'fascicolo', id: nuovo.id }, { numero: nuovo.codice });
  return nuovo.codice;
}
