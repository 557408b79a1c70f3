import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { codiciDi, paroleDi, radiciDi, regoleInVigore } from './smistamento.queries.ts';
import type { DomandaSmistamento, SmistamentoProposto } from './smistamento.schema.ts';
import { valuta, type Documento, type Ufficio } from './valuta.ts';

/** Where the rules in force would send what is being registered, and which of them says so. Nothing is applied. */
export async function proponiSmistamento(tx: Tx, domanda: DomandaSmistamento): Promise<SmistamentoProposto> {
  const regole = await regoleInVigore(tx);
  if (regole.length === 0) return { conoscenza: [] };
  const { competenza, conoscenza } = valuta(regole, await documentoDi(tx, domanda));
  return {
    ...(competenza && {
      competenza: {
        ufficio: senzaId(competenza.ufficio),
        regola: { id: competenza.regola.id, nome: competenza.regola.nome },
        perche: competenza.perche,
      },
    }),
    conoscenza: conoscenza.map((c) => ({
      ufficio: senzaId(c.ufficio),
      regola: { id: c.regola.id, nome: c.regola.nome },
    })),
  };
}

const senzaId = ({ codice, denominazione }: Ufficio) => ({ codice, denominazione });

async function documentoDi(tx: Tx, d: DomandaSmistamento): Promise<Documento> {
  const { rows } = await sql<{ voci: string[]; radici: string[]; codici: string[]; parole: string[] }>`
    SELECT ARRAY(
        WITH RECURSIVE salita AS (
          SELECT v.identita, v.padre_id FROM voce_titolario v
          WHERE v.titolario_id = titolario_al(oggi_a_roma()) AND v.codice = ${d.classificazione ?? null}
          UNION ALL
          SELECT p.identita, p.padre_id FROM salita s JOIN voce_titolario p ON p.id = s.padre_id
        ) SELECT identita FROM salita) AS voci,
      ${radiciDi(sql`${d.oggetto}::text`)} AS radici,
      ${codiciDi(sql`${d.codiceFiscale ?? null}::text`, sql`${d.partitaIva ?? null}::text`)} AS codici,
      ${paroleDi(sql`${d.corrispondente ?? ''}::text`)} AS parole`.execute(tx);
  const letto = rows[0] ?? { voci: [], radici: [], codici: [], parole: [] };
  return {
    voci: letto.voci,
    mittenti: [{ codici: letto.codici, parole: letto.parole }],
    mezzo: d.mezzo ?? null,
    casella: d.casella ?? null,
    radici: new Set(letto.radici),
  };
}
