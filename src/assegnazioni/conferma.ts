import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { conflitto } from './assegnazioni.errors.ts';
import type { Comando } from './assegnazioni.schema.ts';
import { istanteCorrente, perComando, scriviEsito, statoInatteso } from './comando.ts';

/**
 * The office says explicitly that the document is its own (RN-33.3, RN-26.1-4, AMB-14). Of a digital one the date of entry stays that of
 * assignment; paper enters now, being collected (RN-35.2). Confirmed already, by whomever, it stays as it is.
 *
 * @throws Rifiuto `assegnazione.non-confermabile`, `assegnazione.ritiro-del-giorno`, `assegnazione.documento-annullato`
 */
export async function conferma(tx: Tx, ctx: Contesto, id: string, r: Comando): Promise<void> {
  const { a } = await perComando(tx, ctx, id, r.versione, 'ufficio');
  if (a.stato === 'in-carico' && a.confermata_il !== null) return;
  if (a.stato !== 'smistata' && a.stato !== 'in-carico') throw statoInatteso(a, 'confermabile');
  if (a.annullata)
    throw conflitto(
      'documento-annullato',
      'La registrazione è annullata: non c’è nulla da prendere in carico.',
    );
  const istante = await istanteCorrente(tx);
  const ritira = a.stato === 'smistata';
  await scriviEsito(
    tx,
    ctx,
    a,
    {
      confermata_il: istante,
      confermata_da: ctx.utenteId,
      ...(ritira && { stato: 'in-carico', in_carico_il: istante }),
    },
    [
      ...(ritira ? [{ passo: 'presa-in-carico' as const, istante, dettaglio: { ritirata: true } }] : []),
      { passo: 'confermata', istante, motivo: r.nota },
    ],
  );
}
