import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import type { Comando } from './assegnazioni.schema.ts';
import { chiudiSubassegnazioni, istanteCorrente, perComando, scriviEsito, statoInatteso } from './comando.ts';

/**
 * The office has done with the document: the assignment is closed (RN-34.5), never without a class (RN-40.1, AMB-10). Those given to
 * people of the office close with it. Archived already, it stays as it is.
 *
 * @throws Rifiuto `assegnazione.non-in-carico`, `assegnazione.non-classificato`
 */
export async function archivia(tx: Tx, ctx: Contesto, id: string, r: Comando): Promise<void> {
  const { a } = await perComando(tx, ctx, id, r.versione, 'ufficio');
  if (a.stato === 'archiviata') return;
  if (a.stato !== 'in-carico') throw statoInatteso(a, 'in-carico');
  const istante = await istanteCorrente(tx);
  await scriviEsito(tx, ctx, a, { stato: 'archiviata', conclusa_il: istante }, [
    { passo: 'archiviata', istante, motivo: r.nota },
  ]);
  if (!a.subassegnata) await chiudiSubassegnazioni(tx, ctx, a, 'archiviata', r.nota, istante);
}

/**
 * An archived assignment comes back to the desk.
 *
 * @throws Rifiuto `assegnazione.non-archiviata`; `assegnazione.gia-assegnato` when meanwhile another office is competent
 */
export async function riapri(tx: Tx, ctx: Contesto, id: string, r: Comando): Promise<void> {
  const { a } = await perComando(tx, ctx, id, r.versione, 'ufficio');
  if (a.stato === 'in-carico') return;
  if (a.stato !== 'archiviata') throw statoInatteso(a, 'archiviata');
  await scriviEsito(tx, ctx, a, { stato: 'in-carico', conclusa_il: null }, [
    { passo: 'riaperta', motivo: r.nota },
  ]);
}
