import type { Tx } from '#platform/db';
import { Rifiuto } from '#platform/http';
import { DIALETTO, type Dialetto } from './dialetto.ts';
import { documentoXml, type Verificato } from './documento-xml.ts';
import { leggiDescritto } from './leggi-descritto.ts';

/**
 * The Allegato 5 metadata of a file of a registration, as XML.
 *
 * @param ordine its place in the registration (`registrazione_documento.ordine`)
 * @param verificato what the bytes said of it, if somebody looked (`portaFirma`)
 * @throws Rifiuto `conservazione.registrazione-non-trovata`, `conservazione.senza-file`
 */
export async function metadatiDocumento(
  tx: Tx,
  registrazioneId: string,
  ordine: number,
  verificato: Verificato = {},
  dialetto: Dialetto = DIALETTO,
): Promise<string> {
  const descritto = await leggiDescritto(tx, registrazioneId);
  if (!descritto)
    throw new Rifiuto({
      codice: 'conservazione.registrazione-non-trovata',
      categoria: 'nonTrovato',
      dettaglio: 'La registrazione non esiste.',
    });
  return documentoXml(descritto, ordine, dialetto, verificato);
}
