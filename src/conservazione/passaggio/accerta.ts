import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { accodaPer } from '#platform/jobs';
import { traccia } from '#tracciamento';
import { pacchettoNonTrovato, rifiuto } from '../conservazione.errors.ts';
import { bloccoDi } from '../consegna/solo-io.ts';
import { muovi } from '../pacchetti/muovi.ts';

async function prendi(tx: Tx, id: string): Promise<{ identificativo: string; denominazione: string }> {
  const { rows } = await sql<{
    identificativo: string;
    denominazione: string;
    incerto: boolean;
  }>`SELECT p.identificativo, c.denominazione,
      p.stato = 'prodotto' AND NOT c.attivo AND p.partito_il IS NOT NULL AND p.arrivo_incerto AS incerto
    FROM pacchetto p JOIN conservatore c ON c.id = p.conservatore_id WHERE p.id = ${id} FOR UPDATE OF p`.execute(
    tx,
  );
  const [p] = rows;
  if (!p) throw pacchettoNonTrovato();
  if (!p.incerto)
    throw rifiuto(
      'nulla-da-accertare',
      'conflitto',
      'Di questo pacchetto si sa dov’è: non c’è nulla da accertare.',
    );
  return p;
}

/**
 * Of a package that may have reached a conservatore since replaced the responsabile della conservazione says, having asked him, whether
 * it did. It did: it is his, and his rapporto is waited for. It did not: it is withdrawn, and one for the new conservatore is made.
 *
 * @throws Rifiuto `conservazione.nulla-da-accertare`, `conservazione.in-consegna`, `conservazione.non-responsabile`
 */
export async function accerta(
  tx: Tx,
  ctx: Contesto,
  id: string,
  { arrivato, motivo }: { arrivato: boolean; motivo: string },
): Promise<void> {
  const p = await prendi(tx, id);
  const { rows } = await sql<{ libero: boolean }>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${bloccoDi(id)}, 0)) AS libero`.execute(tx);
  if (!rows[0]?.libero)
    throw rifiuto(
      'in-consegna',
      'conflitto',
      'Il pacchetto si sta consegnando in questo momento: si riprova fra qualche minuto.',
    );
  await muovi(tx, ctx, id, {
    ...(arrivato
      ? { stato: 'inviato', inviato_il: sql<Date>`partito_il` }
      : { stato: 'ritirato', concluso_il: sql<Date>`istante_corrente()` }),
    motivo,
  });
  await traccia(
    tx,
    ctx,
    'conservazione.accertato',
    { tipo: 'pacchetto', id },
    { identificativo: p.identificativo, conservatore: p.denominazione, arrivato, motivo },
  );
  const enteId = ctx.ente.id;
  await accodaPer(tx, 'conservazione.ronda', `conservazione.ronda:${enteId}`, { enteId }, new Date());
}
