import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Preferenze, PreferenzeScelte, RegolaPosta } from '../comunicazioni.schema.ts';

/** How one who never said gets his mail: once a day, before the offices open. */
export const PREDEFINITE = { modo: 'riepilogo', ora: 8 } as const;

/** The rule of the ente: whether somebody may have no mail at all. Until it is decided, he may. */
export async function leggiRegola(tx: Tx): Promise<RegolaPosta> {
  const r = await tx.selectFrom('regola_posta').selectAll().executeTakeFirst();
  return {
    maiAmmesso: r?.mai_ammesso ?? true,
    ...(r && { decisaDa: r.decisa_da, decisaIl: r.decisa_il.toISOString() }),
  };
}

export async function leggiPreferenze(tx: Tx, ctx: Contesto, spedisce: boolean): Promise<Preferenze> {
  const { rows } = await sql<{ modo: Preferenze['modo'] | null; ora: number | null; email: string | null }>`
    SELECT p.modo, p.ora, u.email FROM utente u LEFT JOIN preferenza_posta p ON p.utente_id = u.id
    WHERE u.id = ${ctx.utenteId}`.execute(tx);
  const { maiAmmesso } = await leggiRegola(tx);
  const scelto = rows[0]?.modo ?? PREDEFINITE.modo;
  return {
    modo: scelto === 'mai' && !maiAmmesso ? 'riepilogo' : scelto,
    ora: rows[0]?.ora ?? PREDEFINITE.ora,
    ...(rows[0]?.email && { email: rows[0].email }),
    maiAmmesso,
    postaAttiva: spedisce,
  };
}

/**
 * How one wants his communications by mail. In the interface they arrive in any case.
 *
 * @throws Rifiuto `posta.mai-non-ammesso` where the ente wants them at least gathered once a day
 */
export async function scegliPreferenze(tx: Tx, ctx: Contesto, p: PreferenzeScelte): Promise<void> {
  if (p.modo === 'mai' && !(await leggiRegola(tx)).maiAmmesso)
    throw new Rifiuto({
      codice: 'posta.mai-non-ammesso',
      categoria: 'nonValido',
      campo: 'modo',
      dettaglio: 'L’ente ha stabilito che le comunicazioni si ricevano almeno una volta al giorno.',
    });
  await sql`
    INSERT INTO preferenza_posta (utente_id, ente_id, modo, ora) VALUES (${ctx.utenteId}, ${ctx.ente.id}, ${p.modo}, ${p.ora})
    ON CONFLICT (utente_id) DO UPDATE SET modo = excluded.modo, ora = excluded.ora`.execute(tx);
  await traccia(tx, ctx, 'preferenze-posta.scelte', { tipo: 'utente', id: ctx.soggetto.id }, { ...p });
}

export async function decidiRegola(tx: Tx, ctx: Contesto, maiAmmesso: boolean): Promise<void> {
  await sql`
    INSERT INTO regola_posta (ente_id, mai_ammesso, decisa_da) VALUES (${ctx.ente.id}, ${maiAmmesso}, ${ctx.attore})
    ON CONFLICT (ente_id) DO UPDATE SET mai_ammesso = excluded.mai_ammesso, decisa_da = excluded.decisa_da, decisa_il = clock_timestamp()`.execute(
    tx,
  );
  await traccia(tx, ctx, 'regola-posta.decisa', { tipo: 'ente', id: ctx.ente.id }, { maiAmmesso });
}
