import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import type { Indicazione, ReteUnita } from '../comunicazioni.schema.ts';

/** Who speaks for all units: the RSP and the administrator; a Responsabile di Area speaks for those of his Area. */
function perTutte(ctx: Contesto): boolean {
  return ctx.profilo === 'amministratore' || ctx.ruoli.has('rsp');
}

/**
 * For each unit that whoever asks may decide about: whom it has indicated and on whose word (RN-73.1), who is told until it has,
 * who heads its Area (RN-73.2), and who works there.
 */
export async function leggiRete(tx: Tx, ctx: Contesto, unita?: string): Promise<ReteUnita[]> {
  const { rows } = await sql<ReteUnita>`
    SELECT u.codice, u.denominazione, coalesce(a.denominazione, '') AS area,
      ${persone(sql`SELECT responsabili_area(u.id)`)} AS "responsabiliArea",
      ${persone(sql`SELECT avvisati_di(u.id)`)} AS avvisati,
      ${persone(sql`SELECT i.utente_id FROM incarico i WHERE i.unita_id = u.id AND i.profilo <> 'amministratore'`)} AS persone,
      coalesce((SELECT jsonb_agg(jsonb_build_object('persona', jsonb_build_object('id', p.id, 'nome', p.cognome || ' ' || p.nome),
          'indicataDa', r.indicata_da, 'indicazione', r.indicazione, 'dal', to_jsonb(r.dal), 'inseritaDa', r.inserita_da) ORDER BY p.cognome, p.nome, p.id)
        FROM rete_comunicazioni r JOIN utente p ON p.id = r.utente_id WHERE r.unita_id = u.id AND r.revocata_il IS NULL), '[]') AS indicate
    FROM unita u LEFT JOIN unita a ON a.id = area_di(u.id)
    WHERE u.attiva AND (u.uu OR u.uop) AND (${unita ?? null}::text IS NULL OR u.codice = ${unita ?? null})
      AND (${perTutte(ctx)} OR ${ctx.utenteId}::uuid IN (SELECT responsabili_area(u.id)))
    ORDER BY area, u.denominazione`.execute(tx);
  return rows;
}

const persone = (quali: ReturnType<typeof sql>) => sql`
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'nome', p.cognome || ' ' || p.nome) ORDER BY p.cognome, p.nome, p.id)
    FROM utente p WHERE p.attivo AND p.id IN (${quali})), '[]')`;

/**
 * Sets whom a unit's communications go to, as the Responsabile of its Area has indicated (RN-73.1). Who was and is no longer
 * stays written, with who took him off. An empty list goes back to the heads of the unit.
 *
 * @throws Rifiuto `rete.unita-non-trovata`, `rete.non-lavora-li`, `rete.responsabile-mancante`
 */
export async function impostaRete(
  tx: Tx,
  ctx: Contesto,
  codice: string,
  { persone: scelte, indicataDa, indicazione }: Indicazione,
): Promise<ReteUnita> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('rete ' || ${ctx.ente.id} || ${codice}, 0))`.execute(
    tx,
  );
  const [rete] = await leggiRete(tx, ctx, codice);
  if (!rete)
    throw new Rifiuto({
      codice: 'rete.unita-non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'L’unità non esiste, o è di un’altra Area.',
    });
  const estraneo = scelte.find((id) => !rete.persone.some((p) => p.id === id));
  if (estraneo !== undefined)
    throw new Rifiuto({
      codice: 'rete.non-lavora-li',
      categoria: 'nonValido',
      campo: 'persone',
      dettaglio: `Si indicano persone che lavorano in ${rete.denominazione}.`,
    });
  // Himself, or the one whose word it is.
  const responsabile = rete.responsabiliArea.find((p) => p.id === (indicataDa ?? ctx.utenteId));
  if (!responsabile)
    throw new Rifiuto({
      codice: 'rete.responsabile-mancante',
      categoria: 'nonValido',
      campo: 'indicataDa',
      dettaglio: `Decide il Responsabile dell’Area di ${rete.denominazione}: dire chi l’ha indicato.`,
    });
  const { rows } = await sql<{ tolte: number; messe: number }>`
    WITH unita_sua AS (SELECT id FROM unita WHERE codice = ${codice}),
    tolte AS (
      UPDATE rete_comunicazioni SET revocata_il = clock_timestamp(), revocata_da = ${ctx.attore}
      WHERE unita_id = (SELECT id FROM unita_sua) AND revocata_il IS NULL AND utente_id <> ALL (${scelte}::uuid[]) RETURNING id
    ), messe AS (
      INSERT INTO rete_comunicazioni (ente_id, unita_id, utente_id, indicata_da, indicazione, inserita_da)
      SELECT ${ctx.ente.id}, (SELECT id FROM unita_sua), x, ${responsabile.nome}, ${indicazione}, ${ctx.attore} FROM unnest(${scelte}::uuid[]) x
      WHERE NOT EXISTS (SELECT FROM rete_comunicazioni r WHERE r.unita_id = (SELECT id FROM unita_sua) AND r.utente_id = x AND r.revocata_il IS NULL)
      RETURNING id
    ) SELECT (SELECT count(*) FROM tolte) AS tolte, (SELECT count(*) FROM messe) AS messe`.execute(tx);
  await traccia(
    tx,
    ctx,
    'rete-comunicazioni.modificata',
    { tipo: 'unita', id: codice },
    { persone: scelte, indicataDa: responsabile.nome, indicazione, ...rows[0] },
  );
  const [nuova] = await leggiRete(tx, ctx, codice);
  return nuova ?? rete;
}
