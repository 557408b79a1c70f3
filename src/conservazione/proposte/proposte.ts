import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import { sqlstate, type Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { rifiuto } from '../conservazione.errors.ts';
import type {
  DecisioneProposta,
  ElencoProposte,
  ElencoSerie,
  NuovaProposta,
  Proposta,
} from './proposte.schema.ts';

const SCONOSCIUTA = '23503';

async function trova(tx: Tx, ctx: Contesto, id: string | null): Promise<Proposta[]> {
  const { rows } = await sql<{
    id: string;
    titolo: string;
    descrizione: string;
    costi: string;
    benefici: string;
    costo_stimato: number | null;
    proposta_da: string;
    proposta_da_id: string;
    proposta_il: Date;
    stato: Proposta['stato'];
    decisione: string | null;
    decisa_da: string | null;
    decisa_il: Date | null;
    serie: Proposta['serie'];
  }>`SELECT p.*, (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'denominazione', s.denominazione) ORDER BY s.denominazione), '[]')
      FROM proposta_conservazione_serie x JOIN serie s ON s.id = x.serie_id WHERE x.proposta_id = p.id) AS serie
    FROM proposta_conservazione p WHERE (${id}::uuid IS NULL OR p.id = ${id})
    ORDER BY p.stato = 'in-attesa' DESC, p.id DESC LIMIT 200`.execute(tx);
  return rows.map((p) => ({
    id: p.id,
    titolo: p.titolo,
    descrizione: p.descrizione,
    costi: p.costi,
    benefici: p.benefici,
    ...(p.costo_stimato !== null && { costoStimato: p.costo_stimato }),
    serie: p.serie,
    propostaDa: p.proposta_da,
    propostaIl: oraDiRoma(p.proposta_il),
    stato: p.stato,
    ...(p.decisione !== null && { decisione: p.decisione }),
    ...(p.decisa_da !== null && { decisaDa: p.decisa_da }),
    ...(p.decisa_il !== null && { decisaIl: oraDiRoma(p.decisa_il) }),
    propria: p.proposta_da_id === ctx.utenteId,
  }));
}

/** Series a proposal can be about. */
export async function serieDaConservare(tx: Tx): Promise<ElencoSerie> {
  const items = await tx
    .selectFrom('serie')
    .select(['id', 'denominazione'])
    .orderBy('denominazione')
    .limit(1000)
    .execute();
  return { items };
}

async function una(tx: Tx, ctx: Contesto, id: string): Promise<Proposta> {
  const [proposta] = await trova(tx, ctx, id);
  if (!proposta) throw rifiuto('proposta-non-trovata', 'nonTrovato', 'La proposta non esiste.');
  return proposta;
}

export async function elencaProposte(tx: Tx, ctx: Contesto): Promise<ElencoProposte> {
  return {
    items: await trova(tx, ctx, null),
    puoProporre: ctx.permessi.has('conservazione.propone'),
    puoDecidere: ctx.permessi.has('conservazione.decide-proposta'),
  };
}

/** RN-37.3-2: proposes that paper be kept as files in place of the originals. @throws Rifiuto `conservazione.serie-sconosciuta` */
export async function proponi(tx: Tx, ctx: Contesto, nuova: NuovaProposta): Promise<Proposta> {
  const { id } = await tx
    .insertInto('proposta_conservazione')
    .values({
      ente_id: ctx.ente.id,
      titolo: nuova.titolo,
      descrizione: nuova.descrizione,
      costi: nuova.costi,
      benefici: nuova.benefici,
      costo_stimato: nuova.costoStimato ?? null,
      proposta_da: ctx.attore,
      proposta_da_id: ctx.utenteId ?? '',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('proposta_conservazione_serie')
    .values(nuova.serie.map((serie_id) => ({ ente_id: ctx.ente.id, proposta_id: id, serie_id })))
    .execute()
    .catch((errore: unknown) => {
      if (sqlstate(errore) !== SCONOSCIUTA) throw errore;
      throw rifiuto('serie-sconosciuta', 'nonValido', 'Una delle serie indicate non esiste.', 'serie');
    });
  await traccia(tx, ctx, 'conservazione.proposta', { tipo: 'proposta-conservazione', id }, nuova);
  return await una(tx, ctx, id);
}

/**
 * The RSP, or his vicario, decides, once; never of what he proposed himself.
 *
 * @throws Rifiuto `conservazione.proposta-non-trovata`, `conservazione.proposta-propria`, `conservazione.proposta-decisa`
 */
export async function decidiProposta(
  tx: Tx,
  ctx: Contesto,
  id: string,
  { esito, decisione }: DecisioneProposta,
): Promise<Proposta> {
  const prima = await una(tx, ctx, id);
  if (prima.propria)
    throw rifiuto(
      'proposta-propria',
      'nonAmmesso',
      'Chi ha fatto la proposta non la decide: decide il responsabile del servizio che non l’ha fatta, o il suo vicario.',
    );
  const fatta = await tx
    .updateTable('proposta_conservazione')
    .set({
      stato: esito,
      decisione,
      decisa_da: ctx.attore,
      decisa_da_id: ctx.utenteId,
      decisa_il: sql<Date>`istante_corrente()`,
    })
    .where('id', '=', id)
    .where('stato', '=', 'in-attesa')
    .executeTakeFirst();
  if (fatta.numUpdatedRows === 0n) throw rifiuto('proposta-decisa', 'conflitto', 'La proposta è già decisa.');
  await traccia(
    tx,
    ctx,
    'conservazione.proposta-decisa',
    { tipo: 'proposta-conservazione', id },
    { titolo: prima.titolo, esito, decisione },
  );
  return await una(tx, ctx, id);
}
