import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { oggi } from '../giorni.ts';
import { findSostituzioni } from './sostituzioni.queries.ts';
import type { AssenzeUfficio } from './sostituzioni.schema.ts';

type Riga = AssenzeUfficio['assenze'][number];
/** More than are away from any office at once. */
const MASSIMO = 500;

/**
 * Who is away from the office one acts for and from those below, and who stands in for him there. Colleagues see today only, to know
 * whom to turn to; who heads the office sees what is to come too, to arrange for it. Nobody sees why.
 *
 * @throws Rifiuto `assenza.nessun-ufficio`
 */
export async function assenzeUfficio(tx: Tx, ctx: Contesto): Promise<AssenzeUfficio> {
  const { unita } = ctx;
  if (!unita)
    throw new Rifiuto({
      codice: 'assenza.nessun-ufficio',
      categoria: 'nonAmmesso',
      dettaglio: 'Non si agisce per nessun ufficio.',
    });
  const dirige = ctx.permessi.has('autorizzazione.richiede');
  const assenze = await tx
    .selectFrom('assenza as a')
    .innerJoin('utente as u', 'u.id', 'a.utente_id')
    .select([
      'a.id',
      sql<Riga['utente']>`jsonb_build_object('id', u.id, 'nome', u.nome, 'cognome', u.cognome)`.as('utente'),
      'a.dal',
      'a.al',
      sql<boolean>`a.dal <= ${oggi}`.as('oggi'),
      sql<string[]>`ARRAY(SELECT DISTINCT s.cognome || ' ' || s.nome
        FROM sostituzione z JOIN utente s ON s.id = z.sostituto_id AND s.attivo JOIN incarico i ON i.id = z.autorizzazione_id
        WHERE z.titolare_id = a.utente_id AND z.revocata_il IS NULL AND z.al >= ${oggi}
          AND daterange(z.dal, z.al, '[]') && daterange(a.dal, a.al, '[]')
          AND (a.dal > ${oggi} OR z.dal <= ${oggi})
          AND i.unita_id IN (SELECT unita_sottostanti(${unita.id}::uuid)) ORDER BY 1)`.as('sostituti'),
    ])
    .where('u.attivo', '=', true)
    .where('a.annullata_il', 'is', null)
    .where('a.al', '>=', oggi)
    .$if(!dirige, (q) => q.where('a.dal', '<=', oggi))
    .where(
      sql<boolean>`EXISTS (SELECT FROM incarico i WHERE i.utente_id = u.id AND i.profilo <> 'amministratore'
        AND i.unita_id IN (SELECT unita_sottostanti(${unita.id}::uuid)))`,
    )
    .orderBy(sql`greatest(a.dal, ${oggi})`)
    .orderBy('u.cognome')
    .orderBy('u.nome')
    .orderBy('a.id')
    .limit(MASSIMO)
    .execute();
  return {
    unita: unita.denominazione,
    dirige,
    assenze,
    sostituzioni: dirige ? await findSostituzioni(tx, { unitaId: unita.id }) : [],
  };
}
