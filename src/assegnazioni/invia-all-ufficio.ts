import type { Contesto } from '#autorizzazioni';
import type { Tx } from '#platform/db';
import { rifiutoBancaDati } from './assegnazioni.errors.ts';
import { cambiaCompetente } from './competenza.ts';
import { riassegnaCompetenza } from './riassegna-competenza.ts';
import { trovaDestinatari } from './trova-destinatari.ts';

/**
 * Sends a document to the office that is competent for it, whichever had it before: the correction of a filing may show that it is
 * another (RN-45.1). With leaf and trace, as every change of the UU competente.
 *
 * @param adesso the application's clock
 * @param codice of the unit
 */
export async function inviaAllUfficio(
  tx: Tx,
  ctx: Contesto,
  adesso: Date,
  registrazioneId: string,
  codice: string,
): Promise<void> {
  const [ufficio] = await trovaDestinatari(tx, [{ unita: codice, titolo: 'competenza' }]);
  if (!ufficio) return;
  const istante = await cambiaCompetente(tx, ctx, adesso, registrazioneId, ufficio.unitaId);
  // It is the competent one already, and has it.
  if (istante === undefined) return;
  await riassegnaCompetenza(tx, ctx, registrazioneId, ufficio.unitaId, istante).catch((errore: unknown) => {
    throw rifiutoBancaDati(errore);
  });
}
