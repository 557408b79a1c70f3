import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { propaga } from './stato.ts';
import { giaInVigore, variazioniSuccessive, verificaAlbero } from './unita.errors.ts';
import { oggiARoma, trovaUnita } from './unita.queries.ts';
import { riscriviSeguenti } from './varia-unita.ts';

/**
 * Takes back what was decided for a day still to come: a change, a closing, or the unit itself when it was to begin that day.
 *
 * @throws Rifiuto `unita.non-trovata`, `unita.variazione-non-trovata`, `unita.gia-in-vigore`, `unita.variazioni-successive`,
 *   `unita.albero`
 */
export async function ritiraVariazione(tx: Tx, ctx: Contesto, codice: string, dal: string): Promise<void> {
  const { id, storia } = await trovaUnita(tx, codice);
  const posto = storia.findIndex((r) => r.dal === dal);
  const riga = storia[posto];
  if (!riga)
    throw new Rifiuto({
      codice: 'unita.variazione-non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'Per quel giorno non c’è nessuna variazione.',
    });
  if (dal <= (await oggiARoma(tx))) throw giaInVigore();
  const prima = storia[posto - 1];
  const seguenti = storia.slice(posto + 1);
  if (prima) await riscriviSeguenti(tx, seguenti, propaga(riga, prima, seguenti));
  else if (seguenti[0]) throw variazioniSuccessive(seguenti[0].dal);
  if (!riga.attiva) await tx.deleteFrom('unita_successore').where('unita_id', '=', id).execute();
  await tx.deleteFrom('unita_storia').where('id', '=', riga.id).execute();
  await traccia(
    tx,
    ctx,
    'unita.variazione-ritirata',
    { tipo: 'unita', id: codice },
    { dal, atto: riga.atto },
  );
  await verificaAlbero(tx);
}
