import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { romano } from './romano.ts';
import { bloccaBozza } from './versioni.queries.ts';
import type { ModificaVoce, NuovaVoce, VoceScritta } from './versioni.schema.ts';

const scritta = (v: { id: string; codice: string | null; denominazione: string }): VoceScritta => ({
  id: v.id,
  ...(v.codice !== null && { codice: v.codice }),
  denominazione: v.denominazione,
});

function nonValida(codice: string, dettaglio: string, campo?: string): Rifiuto {
  return new Rifiuto({
    codice: `titolario.${codice}`,
    categoria: 'nonValido',
    dettaglio,
    ...(campo && { campo }),
  });
}

const codiceUsato = (codice: string): Rifiuto =>
  new Rifiuto({
    codice: 'titolario.codice-gia-usato',
    categoria: 'conflitto',
    dettaglio: `Nella bozza c’è già ${codice}.`,
    campo: 'numero',
  });

async function trova(tx: Tx, bozza: string, id: string) {
  const voce = await tx
    .selectFrom('voce_titolario')
    .select(['id', 'padre_id', 'livello', 'codice', 'numero', 'denominazione', 'tipi', 'nota', 'chiusa'])
    .where('titolario_id', '=', bozza)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!voce)
    throw new Rifiuto({
      codice: 'titolario.voce-sconosciuta',
      categoria: 'nonTrovato',
      dettaglio: 'La voce non è in questa bozza.',
    });
  return voce;
}

/** The next free number among the brothers of the same kind. */
async function prossimoNumero(
  tx: Tx,
  bozza: string,
  padre: string | null,
  conCodice: boolean,
): Promise<number> {
  const { rows } = await sql<{ numero: number }>`
    SELECT coalesce(max(numero), 0) + 1 AS numero FROM voce_titolario
    WHERE titolario_id = ${bozza} AND padre_id IS NOT DISTINCT FROM ${padre} AND (codice IS NOT NULL) = ${conCodice}`.execute(
    tx,
  );
  return rows[0]?.numero ?? 1;
}

/**
 * Adds an entry to a draft: a titolo, a partition under another (up to the third level), or a voce that describes what goes
 * there and has no code (RN-42.1, RN-42.4).
 *
 * @throws Rifiuto `titolario.codice-gia-usato`, `titolario.troppi-livelli`, `titolario.voce-senza-padre`
 */
export async function aggiungiVoce(
  tx: Tx,
  ctx: Contesto,
  bozza: string,
  nuova: NuovaVoce,
): Promise<VoceScritta> {
  await bloccaBozza(tx, bozza);
  const padre = nuova.padre === undefined ? undefined : await trova(tx, bozza, nuova.padre);
  const conCodice = nuova.conCodice ?? true;
  if (!padre && !conCodice)
    throw nonValida('voce-senza-padre', 'Una voce senza codice sta sotto un’altra.', 'padre');
  const livello = (padre?.livello ?? 0) + 1;
  if (padre && (padre.codice === null || (conCodice && livello > 3)))
    throw nonValida('troppi-livelli', 'Le partizioni sono al più di tre livelli.', 'padre');
  if (padre?.chiusa)
    throw nonValida(
      'voce-chiusa',
      `${padre.codice ?? 'La voce'} è chiusa: non vi si aggiunge nulla.`,
      'padre',
    );
  const numero = nuova.numero ?? (await prossimoNumero(tx, bozza, padre?.id ?? null, conCodice));
  const codice = conCodice ? (padre ? `${padre.codice ?? ''}.${numero}` : romano(numero)) : null;
  try {
    const voce = await tx
      .insertInto('voce_titolario')
      .values({
        ente_id: ctx.ente.id,
        titolario_id: bozza,
        padre_id: padre?.id ?? null,
        livello,
        codice,
        numero,
        denominazione: nuova.denominazione,
        tipi: nuova.tipi ?? [],
        nota: nuova.nota ?? null,
      })
      .returning(['id', 'codice', 'denominazione'])
      .executeTakeFirstOrThrow();
    await traccia(
      tx,
      ctx,
      'titolario.voce-aggiunta',
      { tipo: 'titolario', id: bozza },
      { ...scritta(voce), padre: padre?.codice ?? null },
    );
    return scritta(voce);
  } catch (errore) {
    throw sqlstate(errore) === '23505' ? codiceUsato(codice ?? '') : errore;
  }
}

/**
 * Changes an entry of a draft: text, kinds, note, number (and with it the codes of all that is under it), or closes it with
 * all that is under it (RN-42.4). An entry under one that is closed is not reopened alone.
 *
 * @throws Rifiuto `titolario.codice-gia-usato`, `titolario.voce-sconosciuta`, `titolario.padre-chiuso`
 */
export async function modificaVoce(
  tx: Tx,
  ctx: Contesto,
  bozza: string,
  id: string,
  m: ModificaVoce,
): Promise<VoceScritta> {
  await bloccaBozza(tx, bozza);
  const prima = await trova(tx, bozza, id);
  const padre = prima.padre_id === null ? undefined : await trova(tx, bozza, prima.padre_id);
  if (m.chiusa === false && padre?.chiusa)
    throw nonValida(
      'padre-chiuso',
      `${padre.codice ?? 'La voce superiore'} è chiusa: si riapre prima quella.`,
      'chiusa',
    );
  const numero = m.numero ?? prima.numero;
  const codice = prima.codice === null ? null : padre ? `${padre.codice ?? ''}.${numero}` : romano(numero);
  try {
    await tx
      .updateTable('voce_titolario')
      .set({
        numero,
        codice,
        denominazione: m.denominazione ?? prima.denominazione,
        tipi: m.tipi ?? prima.tipi,
        ...(m.nota !== undefined && { nota: m.nota }),
      })
      .where('id', '=', id)
      .execute();
    if (codice !== null && codice !== prima.codice)
      await ricodificaSotto(tx, bozza, prima.codice ?? '', codice);
  } catch (errore) {
    throw sqlstate(errore) === '23505' ? codiceUsato(codice ?? '') : errore;
  }
  if (m.chiusa !== undefined && m.chiusa !== prima.chiusa) await chiudiConSotto(tx, bozza, id, m.chiusa);
  const dopo = await trova(tx, bozza, id);
  await traccia(tx, ctx, 'titolario.voce-modificata', { tipo: 'titolario', id: bozza }, { prima, dopo });
  return scritta(dopo);
}

async function ricodificaSotto(tx: Tx, bozza: string, prima: string, dopo: string): Promise<void> {
  await sql`UPDATE voce_titolario SET codice = ${dopo} || substr(codice, ${prima.length + 1}::integer)
    WHERE titolario_id = ${bozza} AND starts_with(codice, ${`${prima}.`})`.execute(tx);
}

async function chiudiConSotto(tx: Tx, bozza: string, id: string, chiusa: boolean): Promise<void> {
  await sql`WITH RECURSIVE sotto AS (
      SELECT v.id FROM voce_titolario v WHERE v.id = ${id}
      UNION ALL SELECT f.id FROM voce_titolario f JOIN sotto s ON f.padre_id = s.id
    )
    UPDATE voce_titolario v SET chiusa = ${chiusa} FROM sotto s WHERE s.id = v.id AND v.titolario_id = ${bozza}`.execute(
    tx,
  );
}

/**
 * Takes out of a draft an entry that the draft brought in, with what is under it. One that was in use is closed instead:
 * what is classified under it must go on reading it.
 *
 * @throws Rifiuto `titolario.voce-gia-in-uso`
 */
export async function togliVoce(tx: Tx, ctx: Contesto, bozza: string, id: string): Promise<void> {
  await bloccaBozza(tx, bozza);
  const voce = await trova(tx, bozza, id);
  const { rows } = await sql<{ id: string; gia: boolean }>`
    WITH RECURSIVE sotto AS (
      SELECT v.id, v.identita FROM voce_titolario v WHERE v.id = ${id}
      UNION ALL SELECT f.id, f.identita FROM voce_titolario f JOIN sotto s ON f.padre_id = s.id
    )
    SELECT s.id, EXISTS (SELECT FROM voce_titolario a WHERE a.identita = s.identita AND a.titolario_id <> ${bozza}) AS gia
    FROM sotto s`.execute(tx);
  if (rows.some((r) => r.gia))
    throw new Rifiuto({
      codice: 'titolario.voce-gia-in-uso',
      categoria: 'conflitto',
      dettaglio: 'La voce, o una che contiene, è già stata in uso: si chiude, non si toglie.',
    });
  await tx
    .deleteFrom('voce_titolario')
    .where(
      'id',
      'in',
      rows.map((r) => r.id),
    )
    .execute();
  await traccia(tx, ctx, 'titolario.voce-tolta', { tipo: 'titolario', id: bozza }, scritta(voce));
}
