import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { conferma, rinvia } from '#assegnazioni';
import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import type { RigaGiornaliero } from '../giornalieri.queries.ts';
import { rifiuto } from '../registro-giornaliero.errors.ts';
import {
  altraArea,
  dirige,
  leggiVidimazione,
  trovaArea,
  vociEstratto,
  type VoceLetta,
} from './estratto-area.ts';
import type { DaVidimare, Vidimazione } from './vidimazione.schema.ts';

type Deciso = {
  assegnazione: string;
  registrazione: string;
  esito: 'accettata' | 'rifiutata';
  motivo: string | undefined;
};

const senzaEsito = (): Error =>
  rifiuto(
    'carta-da-decidere',
    'nonValido',
    'Ogni documento cartaceo dell’elenco si ritira o si rifiuta, dicendo perché, prima di vidimare.',
    'carta',
  );

/** What becomes of each paper document: what was said now, or what had already happened to it. */
function decisi(voci: readonly VoceLetta[], detti: NonNullable<DaVidimare['carta']>): Deciso[] {
  const per = new Map(detti.map((d) => [d.assegnazione, d]));
  const carte = voci.flatMap((v) => v.carta.map((c) => ({ ...c, registrazione: v.id })));
  if (detti.some((d) => !carte.some((c) => c.assegnazione === d.assegnazione)))
    throw rifiuto(
      'carta-estranea',
      'nonValido',
      'Uno dei documenti indicati non è in questo elenco.',
      'carta',
    );
  return carte.map(({ assegnazione, registrazione, esito, motivo }) => {
    const detto = per.get(assegnazione);
    if (esito !== undefined) return { assegnazione, registrazione, esito, motivo };
    if (!detto || (detto.esito === 'rifiutata') !== (detto.motivo !== undefined)) throw senzaEsito();
    return { assegnazione, registrazione, esito: detto.esito, motivo: detto.motivo };
  });
}

/**
 * The head of the Area, or who stands in for him, signs off the extract of the day before (RN-34.2-2, AMB-27): the paper he accepts is
 * taken in charge, what he refuses goes back to the UOP with the reason (RN-35.1e), and the list is signed; all of it or nothing. Once.
 *
 * @param adesso the application's clock
 * @throws Rifiuto `registro-giornaliero.altra-area`, `.gia-vidimato`, `.estratto-vuoto`, `.carta-da-decidere`, and of the assignments
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
  const gia = (): Error =>
    rifiuto('gia-vidimato', 'conflitto', 'Questo estratto è già vidimato: la vidimazione non si cambia.');
  if (await leggiVidimazione(tx, g.id, area.id)) throw gia();
  const voci = await vociEstratto(tx, g, area);
  if (voci.length === 0)
    throw rifiuto('estratto-vuoto', 'conflitto', 'Quel giorno non c’è nulla che riguardi questa Area.');
  const carta = decisi(voci, r.carta ?? []);
  const ancora = new Set(
    voci.flatMap((v) => v.carta.filter((c) => c.esito === undefined).map((c) => c.assegnazione)),
  );
  for (const c of carta.filter((x) => ancora.has(x.assegnazione))) {
    if (c.esito === 'accettata') await conferma(tx, ctx, c.assegnazione, {});
    else await rinvia(tx, ctx, adesso, c.assegnazione, { motivo: c.motivo ?? '' });
  }
  const estratto = {
    registroGiornaliero: g.identificativo,
    area: area.codice,
    voci: voci.map((v) => ({ anno: v.anno, numero: v.numero, uffici: v.uffici })),
    carta: carta.map(({ assegnazione, esito, motivo }) => ({ assegnazione, esito, motivo })),
  };
  const impronta = createHash('sha256')
    .update(canonicalize(estratto) ?? '')
    .digest('hex');
  const { id } = await tx
    .insertInto('vidimazione')
    .values({
      ente_id: ctx.ente.id,
      giornaliero_id: g.id,
      area_id: area.id,
      utente_id: ctx.utenteId,
      nominativo: ctx.attore,
      delegato: ctx.perConto !== null,
      per_conto_di: ctx.perConto?.nome ?? null,
      quante: voci.length,
      impronta,
      estratto: JSON.stringify(estratto),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch((errore: unknown) => {
      throw sqlstate(errore) === '23505' ? gia() : errore;
    });
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
  await traccia(
    tx,
    ctx,
    'registro-giornaliero.vidimato',
    { tipo: 'registro-giornaliero', id: g.id },
    { giorno: g.giorno, area: area.codice, quante: voci.length, impronta },
  );
  const scritta = await leggiVidimazione(tx, g.id, area.id);
  if (!scritta) throw new Error('vidimazione non scritta');
  return scritta;
}
