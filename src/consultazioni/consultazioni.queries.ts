import { sql, type RawBuilder } from 'kysely';
import { inElenco, principaliDi, visibile, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { leggiCursore, Rifiuto, scriviCursore, UUID } from '#platform/http';
import { numeroASetteCifre } from '#segnatura';
import type { Consultazione, ElencoConsultazioni, FiltroConsultazioni } from './consultazioni.schema.ts';

type Riga = {
  id: string;
  registro: string;
  anno: number;
  numero: number;
  registrazione_id: string | null;
  utente_id: string;
  richiedente: string;
  ufficio: string | null;
  motivo: string;
  chiesta_il: Date;
  stato: Consultazione['stato'];
  decisa_da_nome: string | null;
  decisa_il: Date | null;
  decisione_motivo: string | null;
  fino_al: string | null;
  revocata_da_nome: string | null;
  revocata_il: Date | null;
  revoca_motivo: string | null;
  oggetto: string | null;
  unita_competente: string | null;
  decide: boolean;
};
export type RigaConsultazione = Riga;

/**
 * Condition on a request `c` and its document `s`: whether whoever asks decides on it. The RSP on all; the head of the competent
 * office, and those above him, where they see the document themselves.
 */
function decide(ctx: Contesto): RawBuilder<boolean> {
  if (!ctx.permessi.has('consultazione.decide')) return sql<boolean>`false`;
  if (ctx.ruoli.has('rsp')) return sql<boolean>`(c.registrazione_id IS NULL OR ${visibile(ctx, 's')})`;
  return sql<boolean>`coalesce(uc.capo_id = ANY (${principaliDi(ctx)}::uuid[]) AND ${visibile(ctx, 's')}, false)`;
}

function leggi(tx: Tx, ctx: Contesto, dove: RawBuilder<boolean>, quante: number) {
  return sql<Riga>`
    SELECT * FROM (
      SELECT c.id, g.codice AS registro, c.anno, c.numero, c.registrazione_id, c.utente_id, p.cognome || ' ' || p.nome AS richiedente,
        n.denominazione AS ufficio, c.motivo, c.chiesta_il, c.decisa_da_nome, c.decisa_il, c.decisione_motivo, c.fino_al,
        c.revocata_da_nome, c.revocata_il, c.revoca_motivo, ${inElenco('s', 'oggetto')} AS oggetto, uc.denominazione AS unita_competente,
        CASE WHEN c.revocata_il IS NOT NULL THEN 'revocata' WHEN c.fino_al < (now() AT TIME ZONE 'Europe/Rome')::date THEN 'scaduta'
          ELSE c.stato END AS stato,
        c.utente_id <> ${ctx.utenteId} AND ${decide(ctx)} AS decide
      FROM richiesta_consultazione c JOIN registro g ON g.id = c.registro_id JOIN utente p ON p.id = c.utente_id
      LEFT JOIN unita n ON n.id = c.unita_id LEFT JOIN scheda s ON s.registrazione_id = c.registrazione_id
      LEFT JOIN unita uc ON uc.id = s.unita_competente_id) x
    WHERE (x.utente_id = ${ctx.utenteId} OR x.decide) AND ${dove}
    ORDER BY x.id DESC LIMIT ${quante}`.execute(tx);
}

/** One's own requests and those one decides on, the newest first. */
export async function elencaConsultazioni(
  tx: Tx,
  ctx: Contesto,
  filtro: FiltroConsultazioni,
): Promise<ElencoConsultazioni> {
  const limite = filtro.limit ?? 50;
  const [dopo] = filtro.cursor ? leggiCursore(filtro.cursor, [UUID]) : [];
  const { rows } = await leggi(tx, ctx, dopo ? sql<boolean>`x.id < ${dopo}` : sql<boolean>`true`, limite + 1);
  const pagina = rows.slice(0, limite);
  const ultima = pagina.at(-1);
  return {
    items: pagina.map((r) => daRiga(ctx, r)),
    ...(rows.length > limite && ultima && { cursor: scriviCursore([ultima.id]) }),
  };
}

/** @throws Rifiuto `consultazione.non-trovata`, also of somebody else's that one does not decide on */
export async function trovaConsultazione(tx: Tx, ctx: Contesto, id: string): Promise<Riga> {
  const { rows } = await leggi(tx, ctx, sql<boolean>`x.id = ${id}`, 1);
  const [riga] = rows;
  if (!riga)
    throw new Rifiuto({
      codice: 'consultazione.non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'La richiesta di consultazione non esiste.',
    });
  return riga;
}

/** Of the document only who decides is told anything: who asks knows its number, and no more until it is granted. */
export function daRiga(ctx: Contesto, r: Riga): Consultazione {
  return {
    id: r.id,
    registro: r.registro,
    anno: r.anno,
    numero: numeroASetteCifre(r.numero),
    richiedente: r.richiedente,
    ufficio: r.ufficio ?? undefined,
    mia: r.utente_id === ctx.utenteId,
    motivo: r.motivo,
    chiestaIl: oraDiRoma(r.chiesta_il),
    stato: r.stato,
    decisaDa: r.decisa_da_nome ?? undefined,
    ...(r.decisa_il && { decisaIl: oraDiRoma(r.decisa_il) }),
    decisione: r.decisione_motivo ?? undefined,
    finoAl: r.fino_al ?? undefined,
    revocataDa: r.revocata_da_nome ?? undefined,
    ...(r.revocata_il && { revocataIl: oraDiRoma(r.revocata_il) }),
    revoca: r.revoca_motivo ?? undefined,
    ...(r.decide &&
      r.oggetto !== null && {
        documento: { oggetto: r.oggetto, unitaCompetente: r.unita_competente ?? undefined },
      }),
  };
}
