import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { attua } from '../unita/attua.ts';
import { giornoPrima, oggiARoma } from '../unita/unita.queries.ts';
import {
  decorrenza,
  nonInCorso,
  nonTrovata,
  periodo,
  senzaTermine,
  seStesso,
  sovrapposta,
  utenteSconosciuto,
  vicarioDiSeStesso,
} from './nomine.errors.ts';
import { findNomine } from './nomine.queries.ts';
import type { Nomina, NuovaNomina } from './nomine.schema.ts';

/**
 * Appoints a person by an act, from a day. One holder at a time: who is in office stays, unless the appointment says that it
 * succeeds to his, which then ends the day before. Nobody appoints himself.
 *
 * @throws Rifiuto `nomina.sovrapposta` (RN-2.1g), `nomina.periodo`, `nomina.senza-termine`, `nomina.decorrenza`, `nomina.utente`,
 *   `nomina.se-stesso`, `nomina.vicario`, `nomina.non-trovata`, `nomina.non-in-corso`
 */
export async function nomina(tx: Tx, ctx: Contesto, nuova: NuovaNomina): Promise<Nomina> {
  const { ruolo, utente, dal, al, atto, succedeA } = nuova;
  if (al !== undefined && al < dal) throw periodo();
  if (ruolo === 'rsp' && al !== undefined) throw senzaTermine();
  if (utente === ctx.utenteId) throw seStesso();
  const persona = await tx
    .selectFrom('utente')
    .select('id')
    .where('id', '=', utente)
    .where('attivo', '=', true)
    .executeTakeFirst();
  if (!persona) throw utenteSconosciuto();
  const altre = await findNomine(tx);
  const oggi = await oggiARoma(tx);
  if (ruolo === 'rsp' && dal < oggi && altre.some((n) => n.ruolo === 'rsp')) throw decorrenza();
  const duplice = { rsp: 'vicario-rsp', 'vicario-rsp': 'rsp' }[ruolo as string];
  if (altre.some((n) => n.ruolo === duplice && n.utente.id === utente && siToccano(n, nuova)))
    throw vicarioDiSeStesso();

  if (succedeA !== undefined) await concludi(tx, altre, nuova, succedeA);
  const id = await scrivi(tx, ctx, nuova).catch((errore: unknown) => {
    if (sqlstate(errore) !== SOVRAPPOSTI) throw errore;
    throw sovrapposta(
      ruolo,
      altre.find((n) => n.ruolo === ruolo && n.id !== succedeA && siToccano(n, nuova)),
    );
  });
  await traccia(
    tx,
    ctx,
    'nomina.conferita',
    { tipo: 'nomina', id },
    { ruolo, utente, dal, al, atto, succedeA },
  );
  if (dal <= oggi) await attua(tx);
  const [scritta] = await findNomine(tx, id);
  if (!scritta) throw new Error(`nomina ${id} scritta e non riletta`);
  return scritta;
}

const SOVRAPPOSTI = '23P01';
const MAI = '9999-12-31';

function siToccano(a: { dal: string; al?: string }, b: { dal: string; al?: string }): boolean {
  return a.dal <= (b.al ?? MAI) && b.dal <= (a.al ?? MAI);
}

// The row says when it ends only once: of two that would succeed to it, the second finds it ended.
async function concludi(
  tx: Tx,
  altre: readonly Nomina[],
  nuova: NuovaNomina,
  precedente: string,
): Promise<void> {
  const corrente = altre.find((n) => n.id === precedente && n.ruolo === nuova.ruolo);
  if (!corrente) throw nonTrovata();
  if (nuova.dal <= corrente.dal) throw periodo();
  const { numUpdatedRows } = await tx
    .updateTable('nomina')
    .set({ al: giornoPrima(nuova.dal), atto_fine: nuova.atto })
    .where('id', '=', precedente)
    .where(sql<boolean>`(al IS NULL OR al >= ${nuova.dal})`)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw nonInCorso();
}

async function scrivi(tx: Tx, ctx: Contesto, n: NuovaNomina): Promise<string> {
  const { id } = await tx
    .insertInto('nomina')
    .values({
      ente_id: ctx.ente.id,
      ruolo: n.ruolo,
      utente_id: n.utente,
      dal: n.dal,
      al: n.al ?? null,
      atto: n.atto,
      scritta_da: ctx.attore,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
