import type { Contesto } from '#autorizzazioni';
import { sqlstate, type Tx } from '#platform/db';
import { traccia } from '#tracciamento';
import { nomeGiaUsato } from './crea-bozza.ts';
import { bloccaBozza, trovaVersione } from './versioni.queries.ts';
import type { ModificaBozza, VersioneTitolario } from './versioni.schema.ts';

/** Name, act and instructions of a draft (RN-42.4). What is not given stays. */
export async function modificaBozza(
  tx: Tx,
  ctx: Contesto,
  id: string,
  m: ModificaBozza,
): Promise<VersioneTitolario> {
  await bloccaBozza(tx, id);
  const set = {
    ...(m.versione !== undefined && { versione: m.versione }),
    ...(m.attoOrgano !== undefined && { atto_organo: m.attoOrgano }),
    ...(m.attoNumero !== undefined && { atto_numero: m.attoNumero }),
    ...(m.attoData !== undefined && { atto_data: m.attoData }),
    ...(m.approvataIl !== undefined && { approvata_il: m.approvataIl }),
    ...(m.istruzioni !== undefined && { istruzioni: m.istruzioni }),
  };
  if (Object.keys(set).length > 0) {
    try {
      await tx.updateTable('titolario').set(set).where('id', '=', id).execute();
    } catch (errore) {
      throw sqlstate(errore) === '23505' ? nomeGiaUsato(m.versione ?? '') : errore;
    }
    await traccia(tx, ctx, 'titolario.bozza-modificata', { tipo: 'titolario', id }, m);
  }
  return await trovaVersione(tx, id);
}

/** Throws a draft away. What was published stays for ever. */
export async function eliminaBozza(tx: Tx, ctx: Contesto, id: string): Promise<void> {
  const { versione } = await bloccaBozza(tx, id);
  await tx.deleteFrom('voce_titolario').where('titolario_id', '=', id).execute();
  await tx.deleteFrom('titolario').where('id', '=', id).execute();
  await traccia(tx, ctx, 'titolario.bozza-eliminata', { tipo: 'titolario', id }, { versione });
}
