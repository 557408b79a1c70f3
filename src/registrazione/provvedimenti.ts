import { sql, type Selectable } from 'kysely';
import { PROTEZIONE, RISERVATO, visibile, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { DB, Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { numeroASetteCifre } from '#segnatura';
import { traccia } from '#tracciamento';
import { applicaProvvedimento } from './applica-provvedimento.ts';
import { conflitto, nonAmmesso, nonValido } from './registrazione.errors.ts';
import { trovaRegistrazionePerId } from './registrazione.queries.ts';
import type { CampoRettificabile, Decisione, Provvedimento } from './registrazione.schema.ts';
import { valoreInVigore } from './valore-in-vigore.ts';

async function componi(tx: Tx, ctx: Contesto, q: Selectable<DB['richiesta']>): Promise<Provvedimento> {
  const r = await trovaRegistrazionePerId(tx, ctx, q.registrazione_id);
  const aperta = q.stato === 'in-attesa';
  // Of a reserved document what it is about is read in its detail, saying why.
  const leggibile = r.protezione < PROTEZIONE.riservato || r.motivata;
  return {
    id: q.id,
    registro: r.registro_codice,
    anno: r.anno,
    numero: numeroASetteCifre(r.numero),
    oggetto: leggibile ? r.oggetto_in_vigore : RISERVATO,
    tipo: q.tipo as Provvedimento['tipo'],
    campo: q.campo ?? undefined,
    // Once decided, what stood before is in the rettifica; here it would be the new value.
    prima:
      q.campo && aperta && leggibile ? await valoreInVigore(tx, r, q.campo as CampoRettificabile) : undefined,
    valore: leggibile ? (q.valore ?? undefined) : undefined,
    motivazione: q.motivazione,
    atto: q.atto_numero && q.atto_data ? { numero: q.atto_numero, data: q.atto_data } : undefined,
    richiestaDa: q.richiesta_da_nome,
    richiestaIl: oraDiRoma(q.richiesta_il),
    stato: q.stato as Provvedimento['stato'],
    decisaDa: q.decisa_da_nome ?? undefined,
    decisaIl: q.decisa_il ? oraDiRoma(q.decisa_il) : undefined,
    motivoDecisione: q.motivo_decisione ?? undefined,
  };
}

async function trovaRichiesta(tx: Tx, ctx: Contesto, id: string): Promise<Selectable<DB['richiesta']>> {
  const q = await tx
    .selectFrom('richiesta as q')
    .innerJoin('scheda', 'scheda.registrazione_id', 'q.registrazione_id')
    .selectAll('q')
    .where('q.id', '=', id)
    .where(visibile(ctx, 'scheda'))
    .forUpdate('q')
    .executeTakeFirst();
  if (q) return q;
  throw new Rifiuto({
    codice: 'provvedimento.non-trovato',
    categoria: 'nonTrovato',
    dettaglio: 'La richiesta non esiste.',
  });
}

export async function leggiProvvedimento(tx: Tx, ctx: Contesto, id: string): Promise<Provvedimento> {
  return await componi(
    tx,
    ctx,
    await tx.selectFrom('richiesta').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
}

/** Requests of a register, or (`registro` null) of all of them, oldest first when waiting, newest first otherwise. Who may not authorise sees those it made. */
export async function elencaProvvedimenti(
  tx: Tx,
  ctx: Contesto,
  registro: string | null,
  stato: string | undefined,
  limite: number,
): Promise<Provvedimento[]> {
  const tutte = ctx.permessi.has('provvedimento.autorizza');
  const righe = await tx
    .selectFrom('richiesta as q')
    .innerJoin('registrazione as r', 'r.id', 'q.registrazione_id')
    .innerJoin('registro', 'registro.id', 'r.registro_id')
    .innerJoin('scheda', 'scheda.registrazione_id', 'r.id')
    .selectAll('q')
    .where(visibile(ctx, 'scheda'))
    .$if(registro !== null, (qb) => qb.where('registro.codice', '=', registro ?? ''))
    .$if(stato !== undefined, (qb) => qb.where('q.stato', '=', stato ?? ''))
    .$if(!tutte, (qb) => qb.where('q.richiesta_da_nome', '=', ctx.attore))
    .orderBy('q.richiesta_il', stato === 'in-attesa' ? 'asc' : 'desc')
    .limit(limite)
    .execute();
  const elenco: Provvedimento[] = [];
  for (const q of righe) elenco.push(await componi(tx, ctx, q));
  return elenco;
}

/**
 * Authorises or refuses a waiting request (RN-57.1). Authorising carries it out in the same transaction; refusing wants a
 * reason, and leaves the registration as it is.
 */
export async function decidi(tx: Tx, ctx: Contesto, adesso: Date, id: string, d: Decisione): Promise<void> {
  const q = await trovaRichiesta(tx, ctx, id);
  if (q.stato !== 'in-attesa') throw conflitto('richiesta-gia-decisa', `La richiesta è già ${q.stato}.`);
  if (d.esito === 'autorizzata') {
    const proposto = q.atto_numero && q.atto_data ? { numero: q.atto_numero, data: q.atto_data } : undefined;
    await applicaProvvedimento(tx, ctx, adesso, q, {
      atto: d.atto ?? proposto,
      motivo: d.motivazione ?? null,
    });
    return;
  }
  if (!d.motivazione?.trim())
    throw nonValido('motivazione-mancante', 'motivazione', 'Chi respinge una richiesta deve dire perché.');
  await chiudi(tx, ctx, id, 'respinta', d.motivazione);
  await traccia(
    tx,
    ctx,
    `${q.tipo}.respinto`,
    { tipo: 'registrazione', id: q.registrazione_id },
    { richiesta: id },
  );
}

/** The one who asked takes the request back, before it is decided. */
export async function ritira(tx: Tx, ctx: Contesto, id: string): Promise<void> {
  const q = await trovaRichiesta(tx, ctx, id);
  if (q.richiesta_da_nome !== ctx.attore)
    throw nonAmmesso('richiesta-altrui', 'Può ritirare la richiesta solo chi l’ha fatta.');
  if (q.stato !== 'in-attesa') throw conflitto('richiesta-gia-decisa', `La richiesta è già ${q.stato}.`);
  await chiudi(tx, ctx, id, 'ritirata', null);
  await traccia(
    tx,
    ctx,
    `${q.tipo}.ritirato`,
    { tipo: 'registrazione', id: q.registrazione_id },
    { richiesta: id },
  );
}

async function chiudi(
  tx: Tx,
  ctx: Contesto,
  id: string,
  stato: 'respinta' | 'ritirata',
  motivo: string | null,
): Promise<void> {
  await tx
    .updateTable('richiesta')
    .set({
      stato,
      decisa_da: ctx.utenteId,
      decisa_da_nome: ctx.attore,
      decisa_il: sql`clock_timestamp()`,
      motivo_decisione: motivo,
    })
    .where('id', '=', id)
    .execute();
}
