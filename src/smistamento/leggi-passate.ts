import { sql } from 'kysely';
import { inElenco, PROTEZIONE, visibile, type Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { codiciDi, paroleDi, radiciDi } from './smistamento.queries.ts';
import type { Documento, Ufficio } from './valuta.ts';

/** A document that arrived, and the office that has it today, or does the work of the one that had it. */
export type Passata = {
  registro: string;
  anno: number;
  numero: number;
  istante: Date;
  oggetto: string;
  ufficio: Ufficio | null;
  documento: Documento;
};

type Riga = Omit<Passata, 'registro' | 'ufficio' | 'documento'> & {
  voce_titolario_id: string | null;
  unita_competente_id: string | null;
  mezzo: string | null;
  radici: string[];
  mittenti: { codici: string[]; parole: string[] }[] | null;
};

/** Few enough that others are answered between one helping and the next. */
const ALLA_VOLTA = 1000;

/**
 * What arrived in the period, the newest first, a helping at a time: only what whoever asks sees, and nothing reserved, of which a
 * rule tried word by word would tell what it is about (RN-A.10).
 */
export async function* leggiPassate(
  tx: Tx,
  ctx: Contesto,
  periodo: { dal: string; al: string },
): AsyncGenerator<Passata[]> {
  const percorsi = await percorsiVoci(tx);
  const uffici = await ufficiDiOggi(tx);
  const registri = await tx
    .selectFrom('registro')
    .select(['id', 'codice'])
    .where('tipo', '=', 'protocollo')
    .orderBy('codice')
    .execute();
  for (const registro of registri) {
    let dopo: Riga | undefined;
    for (;;) {
      const { rows } = await sql<Riga>`
        SELECT s.anno, s.numero, s.istante, ${inElenco('s', 'oggetto')} AS oggetto, s.voce_titolario_id, s.unita_competente_id, s.mezzo,
          ${radiciDi(sql`s.oggetto`)} AS radici, (
            SELECT jsonb_agg(jsonb_build_object('codici', ${codiciDi(sql`c.codice_fiscale`, sql`c.dati ->> 'partitaIva'`)},
              'parole', ${paroleDi(sql`c.nominativo`)}))
            FROM (SELECT * FROM corrispondente x WHERE x.registrazione_id = s.registrazione_id AND x.ruolo = 'mittente'
              AND x.edizione = coalesce((SELECT max(t.edizione) FROM rettifica t
                WHERE t.registrazione_id = x.registrazione_id AND t.campo = 'mittenti'), 0)
              ORDER BY x.ordine LIMIT 20) c) AS mittenti
        FROM scheda s
        WHERE s.registro_id = ${registro.id} AND s.flusso = 'E' AND NOT s.annullata AND s.protezione < ${PROTEZIONE.riservato}
          AND s.istante >= (${periodo.dal}::date::timestamp AT TIME ZONE 'Europe/Rome')
          AND s.istante < ((${periodo.al}::date + 1)::timestamp AT TIME ZONE 'Europe/Rome')
          AND ${dopo ? sql`(s.istante, s.numero) < (${dopo.istante}, ${dopo.numero})` : sql`true`}
          AND ${visibile(ctx, 's')}
        ORDER BY s.istante DESC, s.numero DESC LIMIT ${ALLA_VOLTA}`.execute(tx);
      if (rows.length > 0)
        yield rows.map((r) => ({
          registro: registro.codice,
          anno: r.anno,
          numero: r.numero,
          istante: r.istante,
          oggetto: r.oggetto,
          ufficio: uffici.get(r.unita_competente_id ?? '') ?? null,
          documento: {
            voci: percorsi.get(r.voce_titolario_id ?? '') ?? [],
            mittenti: r.mittenti ?? [],
            mezzo: r.mezzo,
            // Of what was registered by hand nobody wrote the mailbox.
            casella: null,
            radici: new Set(r.radici),
          },
        }));
      if (rows.length < ALLA_VOLTA) break;
      dopo = rows.at(-1);
    }
  }
}

/** Of each entry of every version, the identities from it up. */
async function percorsiVoci(tx: Tx): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ voce: string; percorso: string[] }>`
    WITH RECURSIVE salita AS (
      SELECT v.id AS voce, v.identita, v.padre_id FROM voce_titolario v
      UNION ALL
      SELECT s.voce, p.identita, p.padre_id FROM salita s JOIN voce_titolario p ON p.id = s.padre_id
    ) SELECT voce, array_agg(identita) AS percorso FROM salita GROUP BY voce`.execute(tx);
  return new Map(rows.map((r) => [r.voce, r.percorso]));
}

/** Each office with the one that does its work today; itself, where nobody was named. */
async function ufficiDiOggi(tx: Tx): Promise<Map<string, Ufficio>> {
  const { rows } = await sql<{ di: string } & Ufficio>`
    SELECT u.id AS di, x.id, x.codice, x.denominazione FROM unita u
    JOIN unita x ON x.id = coalesce(successore_di(u.id), u.id)`.execute(tx);
  return new Map(rows.map(({ di, ...ufficio }) => [di, ufficio]));
}
