import { Rifiuto } from '#platform/http';
import type { Tx } from '#platform/db';
import { dataItaliana } from '#platform/clock';
import type { StoriaVoce } from './titolario.schema.ts';

/** What the act of a version was, in a line: `Deliberazione della Giunta n. 12 del 15/05/2025`. */
export function attoInParole(v: {
  atto_organo: string | null;
  atto_numero: string | null;
  atto_data: string | null;
}): string | undefined {
  if (v.atto_organo === null || v.atto_numero === null || v.atto_data === null) return undefined;
  return `${v.atto_organo} n. ${v.atto_numero} del ${dataItaliana(v.atto_data)}`;
}

type Periodo = StoriaVoce['items'][number];

/**
 * The texts that an entry has had, oldest first, each with the days it was so (RN-42.7). Versions that left it as it was
 * are one period. A code that in time belonged to different entries shows all of them.
 *
 * @throws Rifiuto `titolario.voce-sconosciuta`
 */
export async function storiaVoce(tx: Tx, codice: string): Promise<StoriaVoce> {
  const righe = await tx
    .selectFrom('voce_titolario as v')
    .innerJoin('titolario as t', 't.id', 'v.titolario_id')
    .leftJoin('voce_titolario as p', 'p.id', 'v.padre_id')
    .leftJoin('voce_titolario as n', 'n.id', 'p.padre_id')
    .select([
      'v.identita',
      'v.codice',
      'v.denominazione',
      'v.tipi',
      'v.chiusa',
      'p.denominazione as padre',
      'n.denominazione as nonno',
      't.versione',
      't.in_uso_dal',
      't.in_uso_al',
      't.atto_organo',
      't.atto_numero',
      't.atto_data',
    ])
    .where('t.stato', '=', 'pubblicata')
    .where('v.identita', 'in', (eb) =>
      eb.selectFrom('voce_titolario as w').select('w.identita').where('w.codice', '=', codice),
    )
    .orderBy('v.identita')
    .orderBy('t.in_uso_dal')
    .execute();
  if (righe.length === 0)
    throw new Rifiuto({
      codice: 'titolario.voce-sconosciuta',
      categoria: 'nonTrovato',
      dettaglio: `Nessuna versione del titolario ha la voce «${codice}».`,
    });
  const items: Periodo[] = [];
  for (const r of righe) {
    const percorso = [r.nonno, r.padre].filter((x) => x !== null).join(' › ');
    const ultimo = items.at(-1);
    if (
      ultimo?.identita === r.identita &&
      ultimo.codice === (r.codice ?? undefined) &&
      ultimo.denominazione === r.denominazione &&
      ultimo.percorso === percorso &&
      ultimo.chiusa === r.chiusa &&
      ultimo.tipi.join() === r.tipi.join()
    ) {
      ultimo.versioni.push(r.versione);
      if (r.in_uso_al === null) delete ultimo.al;
      else ultimo.al = r.in_uso_al;
      continue;
    }
    const atto = attoInParole(r);
    items.push({
      identita: r.identita,
      ...(r.codice !== null && { codice: r.codice }),
      denominazione: r.denominazione,
      percorso,
      tipi: r.tipi,
      chiusa: r.chiusa,
      dal: r.in_uso_dal ?? '',
      ...(r.in_uso_al !== null && { al: r.in_uso_al }),
      versioni: [r.versione],
      ...(atto !== undefined && { atto }),
    });
  }
  return { codice, items: items.sort((a, b) => a.dal.localeCompare(b.dal)) };
}
