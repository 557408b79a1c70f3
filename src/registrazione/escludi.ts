import type { Contesto } from '#autorizzazioni';
import { chiudiEsclusa } from '#coda';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { nonAmmesso, nonValido } from './registrazione.errors.ts';
import type { Esclusione, RichiestaEsclusione } from './esclusioni.schema.ts';

/**
 * Notes that an item is not registered because of its kind: category, operator and date are kept (RN-38.1-4). What came by
 * raccomandata cannot be excluded (RN-64.1); the residual category wants a reason (RN-38.1-5).
 */
export async function escludi(tx: Tx, ctx: Contesto, r: RichiestaEsclusione): Promise<Esclusione> {
  if (!ctx.unita?.uop)
    throw nonAmmesso('unita-non-uop', 'Decide l’esclusione solo chi opera per un’unità di protocollo (UOP).');
  const categoria = await tx
    .selectFrom('categoria_esclusa')
    .selectAll()
    .where('codice', '=', r.categoria)
    .where('attiva', '=', true)
    .executeTakeFirst();
  if (!categoria)
    throw nonValido('categoria-sconosciuta', 'categoria', `La categoria «${r.categoria}» non esiste.`);
  if (r.mezzo === 'raccomandata')
    throw nonValido(
      'raccomandata-da-registrare',
      'mezzo',
      'Quanto perviene per raccomandata si registra sempre, anche se di una categoria esclusa.',
    );
  if (categoria.residuale && !r.motivo?.trim())
    throw nonValido(
      'motivo-mancante',
      'motivo',
      'Per questa categoria occorre scrivere perché il documento non ha rilevanza.',
    );
  if (r.documento) {
    const registrato = await tx
      .selectFrom('registrazione_documento')
      .select('registrazione_id')
      .where('documento_id', '=', r.documento)
      .executeTakeFirst();
    if (registrato)
      throw nonValido(
        'documento-gia-registrato',
        'documento',
        'Il documento è già registrato: non si può escludere.',
      );
  }
  const riga = await tx
    .insertInto('esclusione')
    .values({
      ente_id: ctx.ente.id,
      categoria_id: categoria.id,
      descrizione: r.descrizione,
      mittente: r.mittente ?? null,
      mezzo: r.mezzo ?? null,
      motivo: r.motivo ?? null,
      documento_id: r.documento ?? null,
      operatore: ctx.attore,
      utente_id: ctx.utenteId,
      unita_id: ctx.unita.id,
    })
    .returning(['id', 'istante'])
    .executeTakeFirstOrThrow();
  if (r.coda !== undefined) await chiudiEsclusa(tx, ctx, r.coda, riga.id);
  await traccia(
    tx,
    ctx,
    'esclusione.annotata',
    { tipo: 'esclusione', id: riga.id },
    { categoria: r.categoria },
  );
  return {
    ...r,
    id: riga.id,
    denominazione: categoria.denominazione,
    operatore: ctx.attore,
    istante: oraDiRoma(riga.istante),
  };
}

/** Exclusions, newest first, a page at a time. */
export async function elencaEsclusioni(
  tx: Tx,
  cursore: string | undefined,
  limite: number,
): Promise<{ items: Esclusione[]; cursor?: string }> {
  const righe = await tx
    .selectFrom('esclusione as e')
    .innerJoin('categoria_esclusa as c', 'c.id', 'e.categoria_id')
    .selectAll('e')
    .select(['c.codice', 'c.denominazione'])
    // The id is a UUIDv7: its order is that of the instants.
    .$if(cursore !== undefined, (qb) => qb.where('e.id', '<', cursore ?? ''))
    .orderBy('e.id', 'desc')
    .limit(limite + 1)
    .execute();
  const pagina = righe.slice(0, limite);
  return {
    items: pagina.map((e) => ({
      id: e.id,
      categoria: e.codice,
      denominazione: e.denominazione,
      descrizione: e.descrizione,
      mittente: e.mittente ?? undefined,
      mezzo: e.mezzo ?? undefined,
      motivo: e.motivo ?? undefined,
      documento: e.documento_id ?? undefined,
      operatore: e.operatore,
      istante: oraDiRoma(e.istante),
    })),
    cursor: righe.length > limite ? pagina.at(-1)?.id : undefined,
  };
}

/**
 * No ricevuta for what is not registered (RN-24.1): says why, so that the operator can say it to the person at the counter.
 *
 * @throws Rifiuto always
 */
export async function negaRicevuta(tx: Tx, id: string): Promise<never> {
  const riga = await tx
    .selectFrom('esclusione as e')
    .innerJoin('categoria_esclusa as c', 'c.id', 'e.categoria_id')
    .select(['c.denominazione', 'c.origine'])
    .where('e.id', '=', id)
    .executeTakeFirst();
  if (!riga)
    throw new Rifiuto({
      codice: 'esclusione.non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'L’esclusione non esiste.',
    });
  throw new Rifiuto({
    codice: 'esclusione.senza-ricevuta',
    categoria: 'nonValido',
    dettaglio: `Il documento è della categoria «${riga.denominazione}», non soggetta a protocollazione (${riga.origine}): non se ne rilascia ricevuta.`,
  });
}
