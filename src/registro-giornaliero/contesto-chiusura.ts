import { contestoSistema, type Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';

/**
 * Who closes the days: the system, for the Ufficio Protocollo, which keeps the register (RN-4.3c).
 *
 * @throws Rifiuto `registro-giornaliero.senza-ufficio`
 */
export async function contestoChiusura(tx: Tx, enteId: string): Promise<Contesto> {
  const unita = await tx
    .selectFrom('unita')
    .select(['id', 'codice', 'denominazione', 'uop', 'ufficio_protocollo as ufficioProtocollo'])
    .where('ufficio_protocollo', '=', true)
    .where('attiva', '=', true)
    .orderBy('ordine')
    .orderBy('id')
    .executeTakeFirst();
  if (!unita)
    throw new Rifiuto({
      codice: 'registro-giornaliero.senza-ufficio',
      categoria: 'nonDisponibile',
      dettaglio:
        'Nell’organigramma non c’è un Ufficio Protocollo: i registri giornalieri non si possono registrare.',
    });
  return await contestoSistema(tx, enteId, { unita });
}
