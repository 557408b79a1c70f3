import { sql } from 'kysely';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { versioneNonTrovata } from '../leggi-titolario.ts';
import { oggi } from '../titolario.queries.ts';
import type { VersioneTitolario } from './versioni.schema.ts';

/**
 * By rule a change takes effect on 1 January of the year after its approval (RN-42.6); when that day is past, on the next
 * 1 January: a titolario is never in use before it is published.
 */
export function decorrenzaProposta(approvataIl: string | null, oggi: string): string {
  const dopo = approvataIl !== null && approvataIl > oggi ? approvataIl : oggi;
  return `${Number(dopo.slice(0, 4)) + 1}-01-01`;
}

/** All the versions, the newest first; a draft before all. */
export async function elencaVersioni(tx: Tx, id?: string): Promise<VersioneTitolario[]> {
  const adesso = await oggi(tx);
  let domanda = tx
    .selectFrom('titolario')
    .select([
      'id',
      'versione',
      'stato',
      'in_uso_dal',
      'in_uso_al',
      'atto_organo',
      'atto_numero',
      'atto_data',
      'approvata_il',
      'istruzioni',
      'origine_id',
      'creata_il',
      'creata_da',
      'pubblicata_il',
      'pubblicata_da',
      sql<boolean>`id IS NOT DISTINCT FROM titolario_al(${adesso})`.as('corrente'),
    ])
    .orderBy(sql`in_uso_dal DESC NULLS FIRST`);
  if (id !== undefined) domanda = domanda.where('id', '=', id);
  const righe = await domanda.execute();
  return righe.map((r): VersioneTitolario => ({
    id: r.id,
    versione: r.versione,
    stato: r.stato as VersioneTitolario['stato'],
    ...(r.in_uso_dal !== null && { inUsoDal: r.in_uso_dal }),
    ...(r.in_uso_al !== null && { inUsoAl: r.in_uso_al }),
    corrente: r.corrente,
    ...(r.atto_organo !== null && { attoOrgano: r.atto_organo }),
    ...(r.atto_numero !== null && { attoNumero: r.atto_numero }),
    ...(r.atto_data !== null && { attoData: r.atto_data }),
    ...(r.approvata_il !== null && { approvataIl: r.approvata_il }),
    ...(r.istruzioni !== null && { istruzioni: r.istruzioni }),
    ...(r.origine_id !== null && { origine: r.origine_id }),
    creataIl: r.creata_il.toISOString(),
    ...(r.creata_da !== null && { creataDa: r.creata_da }),
    ...(r.pubblicata_il !== null && { pubblicataIl: r.pubblicata_il.toISOString() }),
    ...(r.pubblicata_da !== null && { pubblicataDa: r.pubblicata_da }),
    ...(r.stato === 'bozza' && { decorrenzaProposta: decorrenzaProposta(r.approvata_il, adesso) }),
  }));
}

/** @throws Rifiuto `titolario.versione-non-trovata` */
export async function trovaVersione(tx: Tx, id: string): Promise<VersioneTitolario> {
  const [versione] = await elencaVersioni(tx, id);
  if (!versione) throw versioneNonTrovata();
  return versione;
}

/** The published version that begins last: what a draft is copied from and compared with. */
export async function ultimaPubblicata(
  tx: Tx,
): Promise<{ id: string; versione: string; in_uso_dal: string | null; livelli: string[] } | undefined> {
  return await tx
    .selectFrom('titolario')
    .select(['id', 'versione', 'in_uso_dal', 'livelli'])
    .where('stato', '=', 'pubblicata')
    .orderBy('in_uso_dal', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/**
 * Locks a draft: two people changing it do so one after the other, and nobody publishes what is being changed.
 *
 * @throws Rifiuto `titolario.versione-non-trovata`, `titolario.versione-pubblicata`
 */
export async function bloccaBozza(tx: Tx, id: string): Promise<{ id: string; versione: string }> {
  const riga = await tx
    .selectFrom('titolario')
    .select(['id', 'versione', 'stato'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!riga) throw versioneNonTrovata();
  if (riga.stato !== 'bozza')
    throw new Rifiuto({
      codice: 'titolario.versione-pubblicata',
      categoria: 'conflitto',
      dettaglio: `La versione «${riga.versione}» è pubblicata: non cambia più. Si prepara una nuova bozza.`,
    });
  return riga;
}
