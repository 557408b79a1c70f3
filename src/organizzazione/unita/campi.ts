import type { Tx } from '#platform/db';
import type { Stato } from './stato.ts';
import { unitaNominata } from './unita.queries.ts';
import { protocolloSenzaUop } from './unita.errors.ts';
import type { NuovaUnita, Variazione } from './unita.schema.ts';

/**
 * What a request says of a unit, as the table has it: only the fields it names.
 *
 * @throws Rifiuto `unita.sconosciuta` for a parent that is not there
 */
export async function campiDi(
  tx: Tx,
  r: Omit<NuovaUnita | Variazione, 'codice' | 'dal' | 'atto'>,
): Promise<Partial<Stato>> {
  const padre = r.padre;
  return {
    ...(r.denominazione !== undefined && { denominazione: r.denominazione.trim() }),
    ...(r.tipo !== undefined && { tipo: r.tipo }),
    ...(padre !== undefined && {
      padre_id: padre === null ? null : await unitaNominata(tx, padre, 'padre'),
    }),
    ...(r.uop !== undefined && { uop: r.uop }),
    ...(r.uu !== undefined && { uu: r.uu }),
    ...(r.ufficioProtocollo !== undefined && { ufficio_protocollo: r.ufficioProtocollo }),
    ...(r.ordine !== undefined && { ordine: r.ordine }),
    ...(r.indirizzo !== undefined && { indirizzo: r.indirizzo }),
    ...(r.email !== undefined && { email: r.email }),
    ...(r.pec !== undefined && { pec: r.pec }),
    ...(r.telefono !== undefined && { telefono: r.telefono }),
    ...(r.codiceUnivoco !== undefined && { codice_univoco: r.codiceUnivoco }),
  };
}

/** @throws Rifiuto `unita.protocollo-senza-uop` */
export function verificaPoteri(stato: Pick<Stato, 'uop' | 'ufficio_protocollo'>): void {
  if (stato.ufficio_protocollo && !stato.uop) throw protocolloSenzaUop();
}
