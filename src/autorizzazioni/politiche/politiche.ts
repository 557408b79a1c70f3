import { sql } from 'kysely';
import { sqlstate, type Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Contesto } from '../contesto.ts';
import type { ElencoConferme, NuovaPolitica, PoliticaUso } from './politiche.schema.ts';

/** The rules of use in force, with when this person confirmed them; undefined when none were ever published. */
export async function leggiPolitica(tx: Tx, utenteId: string): Promise<PoliticaUso | undefined> {
  const p = await tx
    .selectFrom('politica_uso as p')
    .leftJoin('conferma_politica as c', (j) =>
      j.onRef('c.versione', '=', 'p.versione').on('c.utente_id', '=', utenteId),
    )
    .select(['p.versione', 'p.testo', 'p.pubblicata_il', 'c.confermata_il'])
    .orderBy('p.versione', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (
    p && {
      versione: p.versione,
      testo: p.testo,
      pubblicataIl: p.pubblicata_il.toISOString(),
      confermataIl: p.confermata_il?.toISOString(),
    }
  );
}

/**
 * Writes down that a person has read the rules in force (RN-11.1). Twice is once.
 *
 * @throws Rifiuto `politiche.assenti`; `politiche.superata` when another version came in the meantime
 */
export async function confermaPolitica(tx: Tx, ctx: Contesto, versione: number): Promise<void> {
  const inVigore = await leggiPolitica(tx, ctx.soggetto.id);
  if (!inVigore) throw politicheAssenti();
  if (inVigore.versione !== versione)
    throw new Rifiuto({
      codice: 'politiche.superata',
      categoria: 'conflitto',
      dettaglio: 'Nel frattempo è stata pubblicata un’altra versione: leggere quella.',
    });
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('conferma_politica')
    .values({ ente_id: ctx.ente.id, utente_id: ctx.soggetto.id, versione })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows)
    await traccia(tx, ctx, 'politiche.confermate', { tipo: 'utente', id: ctx.soggetto.id }, { versione });
}

/**
 * Publishes a version: from the next request on everybody is asked to read it before anything else.
 *
 * @throws Rifiuto `politiche.versione` when it is not the one that follows
 */
export async function pubblicaPolitica(tx: Tx, ctx: Contesto, nuova: NuovaPolitica): Promise<void> {
  const inVigore = await leggiPolitica(tx, ctx.soggetto.id);
  if (nuova.versione !== (inVigore?.versione ?? 0) + 1) throw versioneSbagliata();
  await tx
    .insertInto('politica_uso')
    .values({ ente_id: ctx.ente.id, ...nuova, pubblicata_da: ctx.soggetto.id })
    .execute()
    .catch((errore: unknown) => {
      throw sqlstate(errore) === '23505' ? versioneSbagliata() : errore;
    });
  await traccia(tx, ctx, 'politiche.pubblicate', { tipo: 'politica-uso' }, { versione: nuova.versione });
}

const PAGINA = 100;

/** Who confirmed the version in force and who did not yet, those first; by surname. */
export async function elencaConferme(
  tx: Tx,
  cursore: string | undefined,
): Promise<ElencoConferme | undefined> {
  const ultima = await tx
    .selectFrom('politica_uso')
    .select('versione')
    .orderBy('versione', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!ultima) return undefined;
  const { versione } = ultima;
  const dopo = /^\d{1,7}$/.test(cursore ?? '') ? Number(cursore) : 0;
  const righe = await tx
    .selectFrom('utente as u')
    .leftJoin('conferma_politica as c', (j) =>
      j.onRef('c.utente_id', '=', 'u.id').on('c.versione', '=', versione),
    )
    .select(['u.id', 'u.nome_utente', 'u.nome', 'u.cognome', 'c.confermata_il'])
    .where((eb) => eb.or([eb('u.attivo', '=', true), eb('c.confermata_il', 'is not', null)]))
    .orderBy(sql`c.confermata_il IS NOT NULL`)
    .orderBy('u.cognome')
    .orderBy('u.nome')
    .orderBy('u.id')
    .offset(dopo)
    .limit(PAGINA + 1)
    .execute();
  const { confermate, mancanti } = await tx
    .selectFrom('utente as u')
    .leftJoin('conferma_politica as c', (j) =>
      j.onRef('c.utente_id', '=', 'u.id').on('c.versione', '=', versione),
    )
    .select([
      sql<number>`count(c.versione)::int`.as('confermate'),
      sql<number>`(count(*) FILTER (WHERE u.attivo AND c.versione IS NULL))::int`.as('mancanti'),
    ])
    .executeTakeFirstOrThrow();
  return {
    versione,
    confermate,
    mancanti,
    items: righe.slice(0, PAGINA).map((r) => ({
      utente: r.id,
      nomeUtente: r.nome_utente,
      nome: r.nome,
      cognome: r.cognome,
      confermataIl: r.confermata_il?.toISOString(),
    })),
    cursore: righe.length > PAGINA ? String(dopo + PAGINA) : undefined,
  };
}

export function politicheAssenti(): Rifiuto {
  return new Rifiuto({
    codice: 'politiche.assenti',
    categoria: 'nonTrovato',
    dettaglio: 'L’ente non ha ancora pubblicato le politiche di uso accettabile.',
  });
}

function versioneSbagliata(): Rifiuto {
  return new Rifiuto({
    codice: 'politiche.versione',
    categoria: 'conflitto',
    dettaglio: 'Le politiche sono cambiate nel frattempo: rileggerle prima di pubblicare.',
  });
}
