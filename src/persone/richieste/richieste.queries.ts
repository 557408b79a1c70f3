import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { oggi } from '../giorni.ts';
import type { ElencoRichieste, FiltroRichieste, PersoneUfficio, Richiesta } from './richieste.schema.ts';

const richieste = (tx: Tx, ctx: Contesto) =>
  tx
    .selectFrom('richiesta_autorizzazione as r')
    .innerJoin('utente as u', 'u.id', 'r.utente_id')
    .innerJoin('unita as n', 'n.id', 'r.unita_id')
    .innerJoin('unita as p', 'p.id', 'r.chiesta_per')
    .select([
      'r.id',
      sql<Richiesta['tipo']>`r.tipo`.as('tipo'),
      'r.utente_id',
      'u.nome',
      'u.cognome',
      sql<boolean>`coalesce(u.incaricato_dal <= ${oggi}, false)`.as('incaricato'),
      'n.codice',
      'n.denominazione',
      'r.autorizzazione_id',
      sql<Richiesta['profilo']>`r.profilo`.as('profilo'),
      'r.responsabile_unita as responsabileUnita',
      sql<Richiesta['accesso']>`r.accesso`.as('accesso'),
      'r.dal',
      'r.al',
      'r.motivo',
      sql<Richiesta['stato']>`r.stato`.as('stato'),
      'r.chiesta_il',
      'r.chiesta_da_nome as chiestaDa',
      'p.denominazione as chiestaPer',
      sql<boolean>`r.chiesta_da = ${ctx.utenteId}::uuid`.as('mia'),
      'r.decisa_il',
      'r.decisa_da_nome',
      'r.decisione',
    ]);
type Riga = Awaited<ReturnType<ReturnType<typeof richieste>['execute']>>[number];

function daRiga(r: Riga): Richiesta {
  const {
    utente_id,
    nome,
    cognome,
    incaricato,
    codice,
    denominazione,
    autorizzazione_id,
    dal,
    al,
    chiesta_il,
    ...resto
  } = r;
  const { decisa_il, decisa_da_nome, decisione, ...richiesta } = resto;
  return {
    ...richiesta,
    utente: { id: utente_id, nome, cognome, incaricato },
    unita: { codice, denominazione },
    ...(autorizzazione_id !== null && { autorizzazione: autorizzazione_id }),
    ...(dal !== null && { dal }),
    ...(al !== null && { al }),
    chiestaIl: chiesta_il.toISOString(),
    ...(decisa_il !== null && { decisaIl: decisa_il.toISOString() }),
    ...(decisa_da_nome !== null && { decisaDa: decisa_da_nome }),
    ...(decisione !== null && { decisione }),
  };
}

/** Who decides sees them all; a head those of his office and of the ones below. From the latest. */
export async function findRichieste(
  tx: Tx,
  ctx: Contesto,
  filtro: FiltroRichieste,
): Promise<ElencoRichieste> {
  const limite = filtro.limit ?? 50;
  const righe = await visibili(tx, ctx)
    .$if(filtro.stato === 'in-attesa', (q) => q.where('r.stato', '=', 'in-attesa'))
    .$if(filtro.stato === 'decise', (q) => q.where('r.stato', '!=', 'in-attesa'))
    .$if(filtro.cursor !== undefined, (q) => q.where('r.id', '<', filtro.cursor ?? ''))
    .orderBy('r.id', 'desc')
    .limit(limite + 1)
    .execute();
  const items = righe.slice(0, limite).map(daRiga);
  const ultima = items.at(-1);
  const { inAttesa } = await tx
    .with('v', () => visibili(tx, ctx))
    .selectFrom('v')
    .select(sql<number>`count(*)::int`.as('inAttesa'))
    .where('stato', '=', 'in-attesa')
    .executeTakeFirstOrThrow();
  return { items, inAttesa, ...(righe.length > limite && ultima && { cursor: ultima.id }) };
}

export async function findRichiesta(tx: Tx, ctx: Contesto, id: string): Promise<Richiesta | undefined> {
  const riga = await visibili(tx, ctx).where('r.id', '=', id).executeTakeFirst();
  return riga && daRiga(riga);
}

const visibili = (tx: Tx, ctx: Contesto) =>
  richieste(tx, ctx).$if(!ctx.permessi.has('autorizzazione.decide'), (q) =>
    q.where((eb) =>
      eb.or([
        eb('r.chiesta_da', '=', ctx.utenteId),
        sql<boolean>`r.unita_id IN (SELECT unita_sottostanti(${ctx.unita?.id ?? null}::uuid))`,
      ]),
    ),
  );

/** Everybody who works in the ente, with what he has in the office that asks and below it. */
export async function findPersoneUfficio(tx: Tx, ctx: Contesto): Promise<PersoneUfficio['items']> {
  return await tx
    .selectFrom('utente as u')
    .select([
      'u.id',
      'u.nome',
      'u.cognome',
      sql<boolean>`coalesce(u.incaricato_dal <= ${oggi}, false)`.as('incaricato'),
      sql<
        PersoneUfficio['items'][number]['autorizzazioni']
      >`(SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
          'id', i.id, 'unita', jsonb_build_object('codice', n.codice, 'denominazione', n.denominazione), 'profilo', i.profilo,
          'responsabileUnita', i.responsabile_unita, 'accesso', i.accesso, 'dal', i.dal, 'al', i.al)) ORDER BY n.denominazione), '[]')
        FROM incarico i JOIN unita n ON n.id = i.unita_id
        WHERE i.utente_id = u.id AND i.profilo <> 'amministratore'
          AND i.unita_id IN (SELECT unita_sottostanti(${ctx.unita?.id ?? null}::uuid)))`.as('autorizzazioni'),
    ])
    .where('u.attivo', '=', true)
    .orderBy('u.cognome')
    .orderBy('u.nome')
    .orderBy('u.id')
    .execute();
}
