import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { conflitto } from './assegnazioni.errors.ts';
import type { ConMotivo } from './assegnazioni.schema.ts';
import { istanteCorrente, perComando, scriviEsito, statoInatteso } from './comando.ts';

/**
 * The RSP lets an office collect a paper document the day it arrived, for urgency (RN-35.2).
 *
 * @throws Rifiuto `assegnazione.non-da-ritirare`, `assegnazione.digitale`
 */
export async function autorizzaRitiro(tx: Tx, ctx: Contesto, id: string, r: ConMotivo): Promise<void> {
  const { a } = await perComando(tx, ctx, id, r.versione, 'rsp');
  if (a.supporto !== 'analogico')
    throw conflitto('digitale', 'Il documento è digitale: non c’è carta da ritirare.');
  if (a.stato !== 'smistata') throw statoInatteso(a, 'da-ritirare');
  if (a.ritiro_autorizzato_il !== null) return;
  const istante = await istanteCorrente(tx);
  await scriviEsito(
    tx,
    ctx,
    a,
    { ritiro_autorizzato_il: istante, ritiro_autorizzato_da: ctx.attore, ritiro_motivo: r.motivo },
    [{ passo: 'ritiro-autorizzato', istante, motivo: r.motivo }],
  );
}
