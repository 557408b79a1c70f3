import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { inTransazione, type Tx } from '#platform/db';
import { modificaFacoltativi } from '#registrazione';
import { numeroASetteCifre } from '#segnatura';
import type { RigaMessaggio } from './messaggi.queries.ts';
import type { PartiMessaggi } from './parti-messaggi.ts';

type Parte = {
  parte: number;
  registro: string;
  anno: number;
  numero: number;
  note: string | null;
  versione: number;
};

const INIZIO = 'Invio multiplo: parte ';

async function parti(tx: Tx, m: RigaMessaggio): Promise<Parte[]> {
  const { rows } = await sql<Parte>`
    SELECT DISTINCT ON (x.parte, r.id) x.parte, g.codice AS registro, r.anno, r.numero, s.note, s.versione
    FROM messaggio x JOIN registrazione r ON r.id = x.registrazione_id JOIN registro g ON g.id = r.registro_id
      JOIN scheda s ON s.registrazione_id = r.id
    WHERE x.casella_id = ${m.casella_id} AND x.gruppo = ${m.gruppo} AND x.stato = 'registrato' AND NOT s.annullata
    ORDER BY x.parte, r.id`.execute(tx);
  return rows;
}

/**
 * Each part of a multiple sending has a number of its own and names the others in its note: as the last ones are registered the
 * notes of the first are completed, as optional data, with their trace (RN-83.2, AMB-17). Doing it again changes nothing.
 */
export async function completaGruppo(p: PartiMessaggi, ctx: Contesto, m: RigaMessaggio): Promise<void> {
  if (m.gruppo === null || m.parti === null) return;
  await inTransazione(p.db, ctx.ente.id, async (tx) => {
    // Two parts registered together: each writes of the other, one after the other.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`pec/gruppo/${m.casella_id}/${m.gruppo}`}, 0))`.execute(
      tx,
    );
    const tutte = await parti(tx, m);
    for (const questa of tutte) {
      const altre = tutte
        .filter((a) => a !== questa)
        .map((a) => `${a.parte} di ${m.parti}: ${a.registro} ${numeroASetteCifre(a.numero)}/${a.anno}`);
      const dovuta = `${INIZIO}${questa.parte} di ${m.parti}${altre.length > 0 ? ` (${altre.join('; ')})` : ''}.`;
      const righe = (questa.note ?? '').split('\n').filter((r) => r !== '' && !r.startsWith(INIZIO));
      const note = [...righe, dovuta].join('\n');
      if (note !== questa.note)
        await modificaFacoltativi(tx, ctx, p.orologio.adesso(), questa, { note, versione: questa.versione });
    }
  });
}
