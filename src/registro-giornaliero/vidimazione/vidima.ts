import { sql } from 'kysely';
import { conferma, rinvia } from '#assegnazioni';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import type { RigaGiornaliero } from '../giornalieri.queries.ts';
import { rifiuto } from '../registro-giornaliero.errors.ts';
import { fermaRicerca, togliArretrate } from './arretrate.queries.ts';
import { decidiCarta } from './decidi-carta.ts';
import { altraArea, dirige, leggiVidimazioni, trovaArea } from './estratto-area.ts';
import { impronta } from './impronta.ts';
import type { DaVidimare, Vidimazione } from './vidimazione.schema.ts';
import { improntaAttese, vociEstratto, type VoceLetta } from './voci-estratto.ts';

const cambiato = (): Error =>
  rifiuto(
    'estratto-cambiato',
    'conflitto',
    'Mentre lo leggevi l’estratto è cambiato: ora è qui com’è adesso. Rileggilo, poi vidima.',
  );

function nulla(voci: readonly VoceLetta[], firmato: boolean): Error {
  if (voci.some((v) => v.stato === 'da-domani'))
    return rifiuto(
      'carta-da-domani',
      'conflitto',
      'La carta inviata oggi si ritira, e si vidima, da domani mattina.',
    );
  return firmato
    ? rifiuto('gia-vidimato', 'conflitto', 'Questo estratto è già vidimato: la vidimazione non si cambia.')
    : rifiuto('estratto-vuoto', 'conflitto', 'Quel giorno non c’è nulla che riguardi questa Area.');
}

/**
 * The head of the Area, or who stands in for him, signs off the extract of the day before (RN-34.2-2, AMB-27): the paper he accepts is
 * taken in charge, what he refuses goes back to the UOP with the reason (RN-35.1e), and the list is signed; all of it or nothing. Once:
 * what reaches the Area after that is signed by an addition, which names the digest of what it follows and touches nothing of it.
 *
 * @param adesso the application's clock
 * @throws Rifiuto `registro-giornaliero.altra-area`, `.gia-vidimato`, `.estratto-vuoto`, `.carta-da-domani`, `.estratto-cambiato`, `.carta-da-decidere`, and of the assignments
 */
export async function vidima(
  tx: Tx,
  ctx: Contesto,
  adesso: Date,
  g: RigaGiornaliero,
  codiceArea: string,
  r: DaVidimare,
): Promise<Vidimazione> {
  const area = await trovaArea(tx, codiceArea);
  if (!dirige(ctx, area) || ctx.utenteId === null) throw altraArea(area);
  await fermaRicerca(tx, g.registroId);
  // One at a time for an Area and a day: who comes second must see what the first has signed.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`vidimazione/${g.id}/${area.id}`}, 0))`.execute(
    tx,
  );
  const prima = (await leggiVidimazioni(tx, g.id, area.id)).at(-1);
  const tutte = await vociEstratto(tx, g, area);
  const voci = tutte.filter((v) => v.stato === 'da-vidimare');
  if (voci.length === 0) throw nulla(tutte, prima !== undefined);
  if (improntaAttese(tutte) !== r.attese) throw cambiato();
  const carta = decidiCarta(voci, r.carta ?? []);
  const ancora = new Set(
    voci.flatMap((v) => v.carta.filter((c) => c.esito === undefined).map((c) => c.assegnazione)),
  );
  const daFare = carta.filter((c) => ancora.has(c.assegnazione));
  // Refusals first: they hold the registration before the assignment, as everybody does.
  for (const c of daFare.filter((x) => x.esito === 'rifiutata'))
    await rinvia(tx, ctx, adesso, c.assegnazione, { motivo: c.motivo ?? '' });
  for (const c of daFare.filter((x) => x.esito === 'accettata')) await conferma(tx, ctx, c.assegnazione, {});
  const progressivo = (prima?.progressivo ?? 0) + 1;
  const estratto = {
    registroGiornaliero: g.identificativo,
    area: area.codice,
    ...(prima && { segue: prima.impronta }),
    voci: voci.map((v) => ({ anno: v.anno, numero: v.numero, uffici: v.uffici })),
    carta: carta.map(({ assegnazione, esito, motivo }) => ({ assegnazione, esito, motivo })),
  };
  const improntaEstratto = impronta(estratto);
  const { id } = await tx
    .insertInto('vidimazione')
    .values({
      ente_id: ctx.ente.id,
      giornaliero_id: g.id,
      area_id: area.id,
      progressivo,
      utente_id: ctx.utenteId,
      nominativo: ctx.attore,
      delegato: ctx.perConto !== null,
      per_conto_di: ctx.perConto?.nome ?? null,
      quante: voci.length,
      impronta: improntaEstratto,
      estratto: JSON.stringify(estratto),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await sql`INSERT INTO vidimazione_voce (ente_id, vidimazione_id, giornaliero_id, area_id, registrazione_id, ritorna)
    SELECT ${ctx.ente.id}, ${id}, ${g.id}, ${area.id}, v.id, v.ritorna
    FROM unnest(${voci.map((v) => v.id)}::uuid[], ${voci.map((v) => v.firmata)}::boolean[]) v (id, ritorna)`.execute(
    tx,
  );
  if (carta.length > 0)
    await tx
      .insertInto('vidimazione_carta')
      .values(
        carta.map((c) => ({
          ente_id: ctx.ente.id,
          vidimazione_id: id,
          assegnazione_id: c.assegnazione,
          registrazione_id: c.registrazione,
          esito: c.esito,
          motivo: c.motivo ?? null,
        })),
      )
      .execute();
  await togliArretrate(tx, g.id, area.id);
  await traccia(
    tx,
    ctx,
    'registro-giornaliero.vidimato',
    { tipo: 'registro-giornaliero', id: g.id },
    { giorno: g.giorno, area: area.codice, progressivo, quante: voci.length, impronta: improntaEstratto },
  );
  const scritta = (await leggiVidimazioni(tx, g.id, area.id)).at(-1);
  if (!scritta) throw new Error('vidimazione non scritta');
  return scritta;
}
