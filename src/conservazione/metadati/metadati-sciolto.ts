import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { DIALETTO } from './dialetto.ts';
import { leggiSciolto } from './sciolto.ts';
import { scioltoXml } from './sciolto-xml.ts';

/**
 * The Allegato 5 metadata of a document that is in a fascicolo and was never registered, as XML.
 *
 * @throws Rifiuto `conservazione.documento-non-fascicolato`
 */
export async function metadatiSciolto(tx: Tx, documentoId: string): Promise<string> {
  const sciolto = await leggiSciolto(tx, documentoId);
  if (!sciolto)
    throw new Rifiuto({
      codice: 'conservazione.documento-non-fascicolato',
      categoria: 'nonTrovato',
      dettaglio: 'Il documento non è in nessun fascicolo.',
    });
  return scioltoXml(sciolto, DIALETTO);
}
