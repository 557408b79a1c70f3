import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { conflitto, nonTrovata } from './assegnazioni.errors.ts';
import { bloccaAssegnazione } from './assegnazioni.queries.ts';
import type { ConMotivo } from './assegnazioni.schema.ts';
import { istanteCorrente, perComando, scriviEsito, statoInatteso } from './comando.ts';

const giaEvaso = (): Error => conflitto('rinvio-evaso', 'A questo rinvio è già stato dato seguito.');

/**
 * Takes a rinvio out of the queue because new assignments of the same document follow (RN-33.4).
 *
 * @returns its id, the origin of the new ones
 */
export async function evadiRinvio(
  tx: Tx,
  ctx: Contesto,
  id: string,
  registrazioneId: string,
): Promise<string> {
  const a = await bloccaAssegnazione(tx, id);
  if (!a || a.registrazione_id !== registrazioneId) throw nonTrovata();
  if (a.stato !== 'rinviata') throw statoInatteso(a, 'rinviata');
  if (a.rinvio_evaso_il !== null) throw giaEvaso();
  await scriviEsito(tx, ctx, a, { rinvio_evaso_il: await istanteCorrente(tx) }, [
    { passo: 'rinvio-evaso', dettaglio: { nuovaAssegnazione: true } },
  ]);
  return a.id;
}

/**
 * The UOP decides that a rinvio needs no new assignment, and says why: it leaves the queue, the document stays where else it is.
 *
 * @throws Rifiuto `assegnazione.rinvio-evaso`
 */
export async function chiudiRinvio(tx: Tx, ctx: Contesto, id: string, r: ConMotivo): Promise<void> {
  const { a } = await perComando(tx, ctx, id, r.versione, 'uop');
  if (a.stato !== 'rinviata') throw statoInatteso(a, 'rinviata');
  if (a.rinvio_evaso_il !== null) throw giaEvaso();
  await scriviEsito(tx, ctx, a, { rinvio_evaso_il: await istanteCorrente(tx) }, [
    { passo: 'rinvio-evaso', motivo: r.motivo },
  ]);
}
