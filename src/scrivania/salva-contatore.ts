import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { MASSIMO_SALVATI } from './contatori.ts';
import type { NuovoContatore } from './scrivania.schema.ts';

/**
 * Keeps a search of the register as a counter of one's desk, after the others.
 *
 * @throws Rifiuto `scrivania.nome-usato`, `scrivania.troppi-contatori`
 */
export async function salvaContatore(tx: Tx, ctx: Contesto, c: NuovoContatore): Promise<string> {
  const { rows } = await sql<{ n: number; ultimo: number }>`
    SELECT count(*) AS n, coalesce(max(ordine), 0) AS ultimo FROM contatore_scrivania WHERE utente_id = ${ctx.utenteId}`.execute(
    tx,
  );
  if ((rows[0]?.n ?? 0) >= MASSIMO_SALVATI)
    throw new Rifiuto({
      codice: 'scrivania.troppi-contatori',
      categoria: 'conflitto',
      dettaglio: `Sulla scrivania ci sono già ${MASSIMO_SALVATI} contatori: toglierne uno.`,
    });
  try {
    const { id } = await tx
      .insertInto('contatore_scrivania')
      .values({
        ente_id: ctx.ente.id,
        utente_id: ctx.soggetto.id,
        nome: c.nome.trim(),
        filtri: JSON.stringify(c.filtri),
        ordine: (rows[0]?.ultimo ?? 0) + 1,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await traccia(tx, ctx, 'scrivania.contatore-salvato', { tipo: 'contatore', id }, { nome: c.nome.trim() });
    return id;
  } catch (errore) {
    if (sqlstate(errore) !== '23505') throw errore;
    throw new Rifiuto({
      codice: 'scrivania.nome-usato',
      categoria: 'conflitto',
      campo: 'nome',
      dettaglio: 'Sulla scrivania c’è già un contatore con questo nome.',
    });
  }
}

/** Takes it off the desk. @throws Rifiuto `scrivania.contatore-non-trovato`, also for somebody else's */
export async function togliContatore(tx: Tx, ctx: Contesto, id: string): Promise<void> {
  const tolto = await tx
    .deleteFrom('contatore_scrivania')
    .where('id', '=', id)
    .where('utente_id', '=', ctx.utenteId)
    .returning('nome')
    .executeTakeFirst();
  if (!tolto)
    throw new Rifiuto({
      codice: 'scrivania.contatore-non-trovato',
      categoria: 'nonTrovato',
      dettaglio: 'Il contatore non c’è, o è di un altro.',
    });
  await traccia(tx, ctx, 'scrivania.contatore-tolto', { tipo: 'contatore', id }, tolto);
}
