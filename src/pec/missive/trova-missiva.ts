import { sql } from 'kysely';
import { visibile, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import type { Missiva } from './missive.schema.ts';

export type ChiaveRegistrazione = { registro: string; anno: number; numero: number };

export type RigaMissiva = {
  registrazione_id: string;
  perche: Missiva['perche'] | null;
  esito: NonNullable<Missiva['valutazione']>['esito'] | null;
  valutazione: string | null;
  valutata_il: Date | null;
  valutata_da: string | null;
  rpa: boolean;
};

/**
 * What is kept of a registration whose message nobody signed, and whether whoever asks is the responsible of the procedure: whom the
 * registration names, or the fascicolo it is in; where it names nobody, who heads the office (L. 241/1990 art. 5 c. 2).
 *
 * @throws Rifiuto `registrazione.non-trovata`, also of what he does not see
 */
export async function trovaMissiva(tx: Tx, ctx: Contesto, k: ChiaveRegistrazione): Promise<RigaMissiva> {
  const capo = ctx.responsabileUnita ? (ctx.unita?.id ?? null) : null;
  const { rows } = await sql<RigaMissiva>`
    SELECT r.id AS registrazione_id, m.perche, m.esito, m.valutazione, m.valutata_il, m.valutata_da,
      coalesce(CASE WHEN btrim(s.rpa) <> '' THEN (
          SELECT to_tsvector('italiano_parole', s.rpa) @@ plainto_tsquery('italiano_parole', u.nome || ' ' || u.cognome)
          FROM utente u WHERE u.id = ${ctx.utenteId})
        ELSE coalesce(s.unita_competente_id, r.unita_id) = ${capo}::uuid END, false)
      OR EXISTS (SELECT FROM fascicolazione z JOIN fascicolo f ON f.id = z.fascicolo_id
        WHERE z.registrazione_id = r.id AND z.tolta_il IS NULL AND f.rpa_utente_id = ${ctx.utenteId}) AS rpa
    FROM registrazione r JOIN scheda s ON s.registrazione_id = r.id JOIN registro g ON g.id = r.registro_id
      LEFT JOIN missiva m ON m.registrazione_id = r.id
    WHERE g.codice = ${k.registro} AND r.anno = ${k.anno} AND r.numero = ${k.numero} AND ${visibile(ctx, 's')}`.execute(
    tx,
  );
  const [riga] = rows;
  if (riga) return riga;
  throw new Rifiuto({
    codice: 'registrazione.non-trovata',
    categoria: 'nonTrovato',
    dettaglio: `La registrazione ${k.registro} ${k.numero}/${k.anno} non esiste.`,
  });
}

/** As it is shown with the registration; undefined where the document is no such thing. */
export function mostraMissiva(ctx: Contesto, m: RigaMissiva): Missiva | undefined {
  if (m.perche === null) return undefined;
  const valutata = m.esito !== null && m.valutata_il !== null;
  return {
    perche: m.perche,
    valutazione: valutata
      ? {
          esito: m.esito ?? 'valida',
          testo: m.valutazione ?? '',
          il: oraDiRoma(m.valutata_il ?? new Date(0)),
          da: m.valutata_da ?? '',
        }
      : undefined,
    valutabile: !valutata && m.rpa && ctx.permessi.has('missiva.valuta'),
  };
}
