import { sql } from 'kysely';
import { inElenco, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import { sqlstate, type Tx } from '#platform/db';
import { leggiCursore, Rifiuto, scriviCursore, UUID } from '#platform/http';
import { numeroASetteCifre } from '#segnatura';
import { traccia } from '#tracciamento';
import { apribile, consultabile } from './accesso.ts';
import { conflitto, documentoAnnullato, nonAmmesso, nonClassificato, nonValido } from './fascicoli.errors.ts';
import { trovaFascicolo } from './fascicoli.queries.ts';
import type {
  ElencoRichiesteFascicolo,
  NuovaRichiestaFascicolo,
  RichiestaFascicolo,
  RispostaRichiestaFascicolo,
} from './fascicoli.schema.ts';
import { inserisciRegistrato, verificaClasse } from './inserisci-documento.ts';
import { trovaRegistrato } from './trova-registrato.ts';

/**
 * The protocollo asks the office competent for a document in which fascicolo it goes (RN-26.2, RN-42b.3).
 *
 * @throws Rifiuto `fascicolo.chiede-il-protocollo`, `fascicolo.ufficio-sconosciuto`, `fascicolo.gia-richiesto`
 */
export async function richiediFascicolo(tx: Tx, ctx: Contesto, r: NuovaRichiestaFascicolo): Promise<string> {
  if (ctx.unita?.uop !== true)
    throw nonAmmesso('chiede-il-protocollo', 'Il fascicolo lo chiede all’ufficio chi protocolla.');
  const documento = await trovaRegistrato(tx, ctx, r.registrazione);
  if (documento.annullata) throw documentoAnnullato();
  if (documento.voce_codice === null) throw nonClassificato();
  const unita = await tx
    .selectFrom('unita')
    .select('id')
    .where((eb) =>
      r.ufficio === undefined ? eb('id', '=', documento.unita_competente_id) : eb('codice', '=', r.ufficio),
    )
    .where('uu', '=', true)
    .where('attiva', '=', true)
    .executeTakeFirst();
  if (!unita)
    throw nonValido('ufficio-sconosciuto', 'ufficio', 'Va indicato un ufficio utente (UU) a cui chiedere.');
  try {
    const { id } = await tx
      .insertInto('richiesta_fascicolo')
      .values({
        ente_id: ctx.ente.id,
        registrazione_id: documento.id,
        unita_id: unita.id,
        nota: r.nota ?? null,
        chiesta_da: ctx.attore,
        utente_id: ctx.utenteId,
        da_unita_id: ctx.unita.id,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await traccia(
      tx,
      ctx,
      'fascicolo.richiesto',
      { tipo: 'registrazione', id: documento.id },
      { richiesta: id },
    );
    return id;
  } catch (errore) {
    if (sqlstate(errore) === '23505')
      throw conflitto('gia-richiesto', 'Per questo documento il fascicolo è già stato chiesto.');
    throw errore;
  }
}

/**
 * The answer of the office puts the document in the fascicolo it names.
 *
 * @throws Rifiuto `fascicolo.richiesta-di-altro-ufficio`, `fascicolo.richiesta-evasa`, and those of a filing
 */
export async function rispondiRichiesta(
  tx: Tx,
  ctx: Contesto,
  id: string,
  r: RispostaRichiestaFascicolo,
): Promise<void> {
  const q = await tx
    .selectFrom('richiesta_fascicolo')
    .select(['registrazione_id', 'unita_id', 'stato'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!q)
    throw new Rifiuto({
      codice: 'fascicolo.richiesta-non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'La richiesta non c’è.',
    });
  if (q.unita_id !== ctx.unita?.id)
    throw nonAmmesso('richiesta-di-altro-ufficio', 'Risponde l’ufficio a cui il fascicolo è stato chiesto.');
  if (q.stato !== 'aperta') throw conflitto('richiesta-evasa', 'La richiesta ha già avuto risposta.');
  const fascicolo = await trovaFascicolo(tx, ctx, r.fascicolo);
  const documento = await tx
    .selectFrom('scheda as s')
    .innerJoin('voce_titolario as v', 'v.id', 's.voce_titolario_id')
    .select(['v.identita', 'v.codice as voce_codice'])
    .where('s.registrazione_id', '=', q.registrazione_id)
    .executeTakeFirst();
  if (!documento) throw nonClassificato();
  verificaClasse(fascicolo, documento, r.confermaAltraClasse);
  const fascicolazione = await inserisciRegistrato(tx, ctx, fascicolo, { id: q.registrazione_id });
  await tx
    .updateTable('richiesta_fascicolo')
    .set({
      stato: 'evasa',
      risposta_da: ctx.attore,
      risposta_il: sql<Date>`istante_corrente()`,
      fascicolazione_id: fascicolazione,
    })
    .where('id', '=', id)
    .execute();
  await traccia(
    tx,
    ctx,
    'fascicolo.richiesta-evasa',
    { tipo: 'registrazione', id: q.registrazione_id },
    { richiesta: id, fascicolo: r.fascicolo },
  );
}

type Riga = {
  id: string;
  stato: RichiestaFascicolo['stato'];
  registro: string;
  anno: number;
  progressivo: number;
  oggetto: string;
  codice: string;
  denominazione: string;
  nota: string | null;
  chiesta_da: string;
  chiesta_il: Date;
  risposta_da: string | null;
  risposta_il: Date | null;
  fascicolo: string | null;
  fascicolo_nome: string | null;
};

/** Requests, oldest first: for an office those put to it and those it put; for the Ufficio Protocollo and the RSP all. */
export async function elencaRichieste(
  tx: Tx,
  ctx: Contesto,
  filtro: { stato?: string; id?: string; cursor?: string; limit?: number },
): Promise<ElencoRichiesteFascicolo> {
  const limite = filtro.limit ?? 100;
  const dopo = filtro.cursor ? leggiCursore(filtro.cursor, [UUID])[0] : undefined;
  const tutte = ctx.unita?.ufficioProtocollo === true || ctx.profilo === 'responsabile';
  const ufficio = ctx.unita?.id ?? null;
  const { rows } = await sql<Riga>`
    SELECT q.id, q.stato, r.codice AS registro, s.anno, s.numero AS progressivo, ${inElenco('s', 'oggetto')} AS oggetto, u.codice, u.denominazione, q.nota,
      q.chiesta_da, q.chiesta_il, q.risposta_da, q.risposta_il, f.codice AS fascicolo, f.denominazione AS fascicolo_nome
    FROM richiesta_fascicolo q
      JOIN scheda s ON s.registrazione_id = q.registrazione_id
      JOIN registro r ON r.id = s.registro_id
      JOIN unita u ON u.id = q.unita_id
      LEFT JOIN fascicolazione g ON g.id = q.fascicolazione_id
      LEFT JOIN fascicolo f ON f.id = g.fascicolo_id AND ${apribile(ctx)}
    WHERE (${tutte} OR ${ufficio}::uuid IN (q.unita_id, q.da_unita_id)) AND (q.unita_id = ${ufficio}::uuid OR ${consultabile(ctx)})
      AND (${filtro.stato ?? null}::text IS NULL OR q.stato = ${filtro.stato ?? null})
      AND (${filtro.id ?? null}::uuid IS NULL OR q.id = ${filtro.id ?? null}::uuid)
      AND (${dopo ?? null}::uuid IS NULL OR q.id > ${dopo ?? null}::uuid)
    ORDER BY q.id LIMIT ${limite + 1}`.execute(tx);
  const pagina = rows.slice(0, limite);
  const ultima = pagina.at(-1);
  return {
    items: pagina.map((r) => ({
      id: r.id,
      stato: r.stato,
      documento: {
        registro: r.registro,
        anno: r.anno,
        numero: numeroASetteCifre(r.progressivo),
        oggetto: r.oggetto,
      },
      ufficio: { codice: r.codice, denominazione: r.denominazione },
      nota: r.nota ?? undefined,
      chiestaDa: r.chiesta_da,
      chiestaIl: oraDiRoma(r.chiesta_il),
      rispostaDa: r.risposta_da ?? undefined,
      rispostaIl: r.risposta_il ? oraDiRoma(r.risposta_il) : undefined,
      fascicolo:
        r.fascicolo === null ? undefined : { numero: r.fascicolo, denominazione: r.fascicolo_nome ?? '' },
    })),
    cursor: rows.length > limite && ultima ? scriviCursore([ultima.id]) : undefined,
  };
}
