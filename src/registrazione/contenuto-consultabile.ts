import { sql, type RawBuilder } from 'kysely';
import { PROTEZIONE, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import { Rifiuto } from '#platform/http';

/** How long a reason said once is good for, and how long who registered a document may still print what goes with it. */
export const MINUTI_DI_LETTURA = 15;

/** What decides whether the files of a registration that is visible may be read. */
export type Protetta = {
  protezione: number;
  gara_fino_a: Date | null;
  gara_in_corso: boolean;
  /** Who asks has said why, not long ago (see {@link motivata}). */
  motivata: boolean;
};

/**
 * Condition on a registration `r`: who asks said why he reads it, or has just registered it himself, unless an office submitted it
 * to be registered unread (RN-27.4).
 */
export function motivata(ctx: Contesto, registrazione: string): RawBuilder<boolean> {
  if (ctx.utenteId === null) return sql<boolean>`${ctx.soggetto.tipo === 'sistema'}`;
  const r = sql.table(registrazione);
  return sql<boolean>`(EXISTS (SELECT FROM lettura_riservata l WHERE l.registrazione_id = ${r}.id AND l.utente_id = ${ctx.utenteId}
      AND l.fino_al > clock_timestamp())
    OR (${r}.utente_id = ${ctx.utenteId} AND ${r}.istante > clock_timestamp() - make_interval(mins => ${MINUTI_DI_LETTURA})
      AND NOT EXISTS (SELECT FROM coda c WHERE c.registrazione_id = ${r}.id AND c.richiesta ->> 'riservatezza' = 'riservato')))`;
}

/** @throws Rifiuto `documento.motivo-richiesto` (RN-A.10) */
export function verificaMotivata(r: { protezione: number; motivata: boolean }): void {
  if (r.protezione < PROTEZIONE.riservato || r.motivata) return;
  throw new Rifiuto({
    codice: 'documento.motivo-richiesto',
    categoria: 'nonAmmesso',
    dettaglio: 'Il documento è riservato: per leggerlo occorre dire perché, e la lettura resta scritta.',
  });
}

/** Why the files cannot be read, or nothing. */
export function ostacoloAlContenuto(
  ctx: Contesto,
  r: Pick<Protetta, 'gara_fino_a' | 'gara_in_corso'>,
): Rifiuto | undefined {
  if (ctx.accesso === 'estremi')
    return new Rifiuto({
      codice: 'documento.solo-estremi',
      categoria: 'nonAmmesso',
      dettaglio: 'Per questo incarico si leggono gli estremi dei documenti, non il contenuto.',
    });
  if (r.gara_in_corso && r.gara_fino_a !== null)
    return new Rifiuto({
      codice: 'documento.gara-in-corso',
      categoria: 'nonAmmesso',
      dettaglio: 'È l’offerta di una gara: il contenuto resta chiuso per tutti fino all’apertura.',
      dati: { apertura: oraDiRoma(r.gara_fino_a) },
    });
  return undefined;
}

/** @throws Rifiuto `documento.solo-estremi`, `documento.gara-in-corso`, `documento.motivo-richiesto` */
export function verificaContenuto(ctx: Contesto, r: Protetta): void {
  const ostacolo = ostacoloAlContenuto(ctx, r);
  if (ostacolo) throw ostacolo;
  verificaMotivata(r);
}
