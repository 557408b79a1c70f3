import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import { verifica, type PartiDocumenti } from '#documenti';
import { inLettura, type Tx } from '#platform/db';
import { conflitto } from './assegnazioni.errors.ts';
import type { Comando } from './assegnazioni.schema.ts';
import { istanteCorrente, perComando, scriviEsito, statoInatteso } from './comando.ts';

/**
 * Reads back every file of the document before it is sent, outside any transaction: what was stored must be there and be itself
 * (RN-34.1). At registration it is not done again, the upload having just written them; here days may have passed.
 *
 * @throws Rifiuto `assegnazione.conservazione-incompleta`
 */
export async function verificaConservazione(
  parti: PartiDocumenti,
  enteId: string,
  id: string,
): Promise<void> {
  const documenti = await inLettura(parti.db, enteId, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      SELECT rd.documento_id AS id FROM assegnazione a JOIN registrazione_documento rd ON rd.registrazione_id = a.registrazione_id
      WHERE a.id = ${id} AND a.stato = 'assegnata' AND rd.documento_id IS NOT NULL`.execute(tx);
    return rows.map((r) => r.id);
  });
  if (documenti.length === 0) return;
  const esiti = await verifica(parti, enteId, documenti);
  if (esiti.length < documenti.length || esiti.some((e) => !e.integro))
    throw conflitto(
      'conservazione-incompleta',
      'Un file del documento manca o è alterato nell’archivio: si smista quando è ripristinato (art. 34).',
    );
}

/**
 * Sends an assigned document to its office (RN-33.1). Digital, it enters the office by itself, on the date of assignment (RN-34.4,
 * AMB-14); paper waits for who collects it (RN-35.2). Asked again, it is as it was.
 *
 * @throws Rifiuto `assegnazione.non-assegnata`, `assegnazione.conservazione-incompleta`, `assegnazione.documento-annullato`
 */
export async function smista(tx: Tx, ctx: Contesto, id: string, r: Comando): Promise<void> {
  const { a } = await perComando(tx, ctx, id, r.versione, 'uop');
  if (a.stato === 'smistata' || a.stato === 'in-carico') return;
  if (a.stato !== 'assegnata') throw statoInatteso(a, 'assegnata');
  if (a.annullata) throw conflitto('documento-annullato', 'La registrazione è annullata: non si smista più.');
  const istante = await istanteCorrente(tx);
  const digitale = a.supporto === 'digitale';
  await scriviEsito(
    tx,
    ctx,
    a,
    digitale
      ? { stato: 'in-carico', smistata_il: istante, in_carico_il: istante }
      : { stato: 'smistata', smistata_il: istante },
    [
      { passo: 'smistata', istante, motivo: r.nota },
      ...(digitale ? [{ passo: 'presa-in-carico' as const, istante, sistema: true }] : []),
    ],
  );
}
