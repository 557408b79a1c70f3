import { sql } from 'kysely';
import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { numeroASetteCifre } from '#segnatura';
import { conflitto } from './assegnazioni.errors.ts';
import type { Archiviazione, Comando } from './assegnazioni.schema.ts';
import { chiudiSubassegnazioni, istanteCorrente, perComando, scriviEsito, statoInatteso } from './comando.ts';

/**
 * The office has done with the document: the assignment is closed (RN-34.5), never without a class (RN-40.1, AMB-10). Those given to
 * people of the office close with it. Archived already, it stays as it is.
 *
 * @throws Rifiuto `assegnazione.non-in-carico`, `assegnazione.non-classificato`, `assegnazione.non-duplicato`
 */
export async function archivia(tx: Tx, ctx: Contesto, id: string, r: Archiviazione): Promise<void> {
  const { a } = await perComando(tx, ctx, id, r.versione, 'ufficio');
  if (a.stato === 'archiviata') return;
  if (a.stato !== 'in-carico') throw statoInatteso(a, 'in-carico');
  const motivo = r.duplicato === true ? await comeDuplicato(tx, a.registrazione_id, r.nota) : r.nota;
  const istante = await istanteCorrente(tx);
  await scriviEsito(tx, ctx, a, { stato: 'archiviata', conclusa_il: istante }, [
    { passo: 'archiviata', istante, motivo },
  ]);
  if (!a.subassegnata) await chiudiSubassegnazioni(tx, ctx, a, 'archiviata', motivo, istante);
}

/** What it is closed for: the same documents have another number, and the registration says which (RN-83.3). */
async function comeDuplicato(tx: Tx, registrazioneId: string, nota: string | undefined): Promise<string> {
  const { rows } = await sql<{ registro: string; anno: number; numero: number }>`
    SELECT g.codice AS registro, r.anno, r.numero FROM collegamento c JOIN registrazione r ON r.id = c.altra_id
      JOIN registro g ON g.id = r.registro_id
    WHERE c.registrazione_id = ${registrazioneId} AND c.tipo = 'duplicato' ORDER BY r.istante LIMIT 1`.execute(
    tx,
  );
  const [prima] = rows;
  if (!prima)
    throw conflitto(
      'non-duplicato',
      'La registrazione non rimanda a quella di cui è un duplicato: prima va collegata.',
    );
  const detto = `Duplicato di ${prima.registro} ${numeroASetteCifre(prima.numero)}/${prima.anno}`;
  return nota === undefined ? detto : `${detto}: ${nota}`;
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
