import { sql } from 'kysely';
import { inviaAllUfficio } from '#assegnazioni';
import { inElenco, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import { sqlstate, type Tx } from '#platform/db';
import { leggiCursore, Rifiuto, scriviCursore, UUID } from '#platform/http';
import { numeroASetteCifre } from '#segnatura';
import { traccia } from '#tracciamento';
import { apribile, consultabile, correggeFascicolazioni } from './accesso.ts';
import { conflitto, nonAmmesso, nonValido } from './fascicoli.errors.ts';
import { trovaFascicolo } from './fascicoli.queries.ts';
import type {
  DecisioneSegnalazione,
  ElencoSegnalazioni,
  NuovaSegnalazione,
  Segnalazione,
} from './fascicoli.schema.ts';
import { spostaIn } from './sposta-documento.ts';
import { trovaCollocazione } from './togli-documento.ts';

type Riga = {
  id: string;
  stato: Segnalazione['stato'];
  fascicolazione_id: string;
  numero: string;
  nome: string;
  registro: string | null;
  anno: number;
  progressivo: number;
  oggetto: string | null;
  denominazione: string | null;
  motivo: string;
  proposto: string | null;
  proposto_nome: string | null;
  segnalata_da: string;
  ufficio: string | null;
  segnalata_il: Date;
  decisa_da: string | null;
  decisa_il: Date | null;
  risposta: string | null;
  nuovo: string | null;
  nuovo_nome: string | null;
};

/**
 * An office says that a document is in the wrong fascicolo, and where it should be if it knows (RN-45.1): it becomes a task of
 * the Ufficio Protocollo.
 *
 * @throws Rifiuto `fascicolo.gia-segnalato`
 */
export async function segnala(tx: Tx, ctx: Contesto, r: NuovaSegnalazione): Promise<string> {
  const g = await trovaCollocazione(tx, ctx, r.fascicolazione);
  const proposto = r.proposto === undefined ? undefined : await trovaFascicolo(tx, ctx, r.proposto);
  try {
    const { id } = await tx
      .insertInto('segnalazione_fascicolazione')
      .values({
        ente_id: ctx.ente.id,
        fascicolazione_id: g.id,
        motivo: r.motivo,
        proposto_id: proposto?.id ?? null,
        segnalata_da: ctx.attore,
        utente_id: ctx.utenteId,
        unita_id: ctx.unita?.id ?? null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await traccia(
      tx,
      ctx,
      'fascicolo.segnalato',
      { tipo: 'fascicolazione', id: g.id },
      { fascicolo: g.fascicolo_codice, motivo: r.motivo },
    );
    return id;
  } catch (errore) {
    if (sqlstate(errore) === '23505')
      throw conflitto('gia-segnalato', 'Per questo documento c’è già una segnalazione aperta.');
    throw errore;
  }
}

/**
 * The Ufficio Protocollo corrects, moving the document and sending it to the office competent for it, or says why not (RN-45.1).
 *
 * @throws Rifiuto `fascicolo.corregge-il-protocollo`, `fascicolo.segnalazione-decisa`
 */
export async function decidiSegnalazione(
  tx: Tx,
  ctx: Contesto,
  adesso: Date,
  id: string,
  r: DecisioneSegnalazione,
): Promise<void> {
  if (!correggeFascicolazioni(ctx))
    throw nonAmmesso(
      'corregge-il-protocollo',
      'Le fascicolazioni le corregge l’Ufficio Protocollo (art. 45).',
    );
  const s = await tx
    .selectFrom('segnalazione_fascicolazione')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!s)
    throw new Rifiuto({
      codice: 'fascicolo.segnalazione-non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'La segnalazione non c’è.',
    });
  if (s.stato !== 'aperta') throw conflitto('segnalazione-decisa', 'La segnalazione è già stata decisa.');
  if (r.esito === 'respinta' && r.risposta === undefined)
    throw nonValido('senza-risposta', 'risposta', 'A chi ha segnalato va detto perché non si corregge.');
  if (r.esito === 'corretta' && r.a === undefined)
    throw nonValido('senza-destinazione', 'a', 'Va detto in quale fascicolo va il documento.');
  const g = await trovaCollocazione(tx, ctx, s.fascicolazione_id);
  if (r.esito === 'corretta' && r.ufficio !== undefined && g.registrazione_id !== null)
    await inviaAllUfficio(tx, ctx, adesso, g.registrazione_id, r.ufficio);
  const nuova =
    r.esito === 'corretta' && r.a !== undefined
      ? await spostaIn(tx, ctx, g, {
          a: r.a,
          motivo: s.motivo,
          confermaAltraClasse: r.confermaAltraClasse,
        })
      : null;
  await tx
    .updateTable('segnalazione_fascicolazione')
    .set({
      stato: r.esito,
      decisa_da: ctx.attore,
      decisa_da_utente: ctx.utenteId,
      decisa_il: sql<Date>`istante_corrente()`,
      risposta: r.risposta ?? null,
      nuova_fascicolazione_id: nuova,
    })
    .where('id', '=', id)
    .execute();
  await traccia(tx, ctx, 'fascicolo.segnalazione-decisa', { tipo: 'segnalazione', id }, { esito: r.esito });
}

/** Reports, oldest first: those of one's own office, or all for whoever corrects. */
export async function elencaSegnalazioni(
  tx: Tx,
  ctx: Contesto,
  filtro: { stato?: string; id?: string; cursor?: string; limit?: number },
): Promise<ElencoSegnalazioni> {
  const limite = filtro.limit ?? 100;
  const dopo = filtro.cursor ? leggiCursore(filtro.cursor, [UUID])[0] : undefined;
  const tutte = ctx.unita?.ufficioProtocollo === true || ctx.profilo === 'responsabile';
  const { rows } = await sql<Riga>`
    SELECT q.id, q.stato, q.fascicolazione_id, f.codice AS numero, f.denominazione AS nome, r.codice AS registro, s.anno,
      s.numero AS progressivo, ${inElenco('s', 'oggetto')} AS oggetto, g.denominazione, q.motivo, p.codice AS proposto, p.denominazione AS proposto_nome,
      q.segnalata_da, u.denominazione AS ufficio, q.segnalata_il, q.decisa_da, q.decisa_il, q.risposta, n.codice AS nuovo,
      n.denominazione AS nuovo_nome
    FROM segnalazione_fascicolazione q
      JOIN fascicolazione g ON g.id = q.fascicolazione_id
      JOIN fascicolo f ON f.id = g.fascicolo_id
      LEFT JOIN scheda s ON s.registrazione_id = g.registrazione_id
      LEFT JOIN registro r ON r.id = s.registro_id
      LEFT JOIN fascicolo p ON p.id = q.proposto_id
      LEFT JOIN unita u ON u.id = q.unita_id
      LEFT JOIN fascicolazione ng ON ng.id = q.nuova_fascicolazione_id
      LEFT JOIN fascicolo n ON n.id = ng.fascicolo_id
    WHERE (${tutte} OR q.unita_id = ${ctx.unita?.id ?? null}::uuid)
      AND (${filtro.stato ?? null}::text IS NULL OR q.stato = ${filtro.stato ?? null})
      AND (${filtro.id ?? null}::uuid IS NULL OR q.id = ${filtro.id ?? null}::uuid)
      AND (${dopo ?? null}::uuid IS NULL OR q.id > ${dopo ?? null}::uuid)
      AND ${apribile(ctx)} AND (g.registrazione_id IS NULL OR ${consultabile(ctx)})
    ORDER BY q.id LIMIT ${limite + 1}`.execute(tx);
  const pagina = rows.slice(0, limite);
  const ultima = pagina.at(-1);
  return {
    items: pagina.map(segnalazione),
    cursor: rows.length > limite && ultima ? scriviCursore([ultima.id]) : undefined,
  };
}

function segnalazione(r: Riga): Segnalazione {
  return {
    id: r.id,
    stato: r.stato,
    fascicolazione: r.fascicolazione_id,
    fascicolo: { numero: r.numero, denominazione: r.nome },
    documento:
      r.registro === null
        ? undefined
        : {
            registro: r.registro,
            anno: r.anno,
            numero: numeroASetteCifre(r.progressivo),
            oggetto: r.oggetto ?? '',
          },
    denominazione: r.denominazione ?? r.oggetto ?? '',
    motivo: r.motivo,
    proposto: r.proposto === null ? undefined : { numero: r.proposto, denominazione: r.proposto_nome ?? '' },
    segnalataDa: r.segnalata_da,
    ufficio: r.ufficio ?? undefined,
    segnalataIl: oraDiRoma(r.segnalata_il),
    decisaDa: r.decisa_da ?? undefined,
    decisaIl: r.decisa_il ? oraDiRoma(r.decisa_il) : undefined,
    risposta: r.risposta ?? undefined,
    spostatoIn: r.nuovo === null ? undefined : { numero: r.nuovo, denominazione: r.nuovo_nome ?? '' },
  };
}
