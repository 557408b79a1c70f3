import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { ricevi, type Ricevuto } from '#documenti';
import type { ObjectStore } from '#platform/storage';
import type { FlussoGiornata, Giornata } from './giornata.ts';
import { apriModifichePdf, apriPdf, precedentePdf, vocePdf } from './scrivi-pdf.ts';
import { aperturaXml, FINE_XML, MEZZO_XML, precedenteXml, voceXml } from './scrivi-xml.ts';

const MASSIMO = 2 ** 31;

/** The two files of a daily register, on disk and hashed, and nothing yet. */
export type Prodotti = { pdf: Ricevuto; xml: Ricevuto };

/**
 * Writes the day as PDF and as XML in one reading, straight to the store: neither is ever whole in memory.
 *
 * @throws what reading fails with, or the store; then nothing is left behind
 */
export async function produci(
  archivio: ObjectStore,
  enteId: string,
  g: Giornata,
  flusso: FlussoGiornata,
): Promise<Prodotti> {
  const foglio = await apriPdf(g);
  const xml = new PassThrough();
  const ricevuti = Promise.allSettled([
    ricevi(archivio, enteId, foglio.bytes, MASSIMO),
    ricevi(archivio, enteId, xml, MASSIMO),
  ]);
  const scrivi = async (testo: string): Promise<void> => {
    if (!xml.write(testo)) await Promise.race([once(xml, 'drain'), once(xml, 'close')]);
    if (xml.destroyed) throw new Error('the XML of the daily register is not being read');
  };
  try {
    await scrivi(aperturaXml(g));
    for await (const voce of flusso.voci()) {
      await scrivi(voceXml(voce));
      await vocePdf(foglio, voce);
    }
    await scrivi(MEZZO_XML);
    apriModifichePdf(foglio, g);
    for await (const m of flusso.precedenti()) {
      await scrivi(precedenteXml(m));
      await precedentePdf(foglio, m);
    }
    await scrivi(FINE_XML);
    foglio.finish();
    xml.end();
  } catch (errore) {
    foglio.bytes.destroy(errore as Error);
    xml.destroy(errore as Error);
    for (const r of await ricevuti) if (r.status === 'fulfilled') await r.value.deposito.discard();
    // What the store said comes before what its silence led to.
    const detto = (await ricevuti).flatMap((r): unknown[] => (r.status === 'rejected' ? [r.reason] : []));
    throw detto.find((e) => e !== errore) ?? errore;
  }
  const [a, b] = await ricevuti;
  if (a.status === 'fulfilled' && b.status === 'fulfilled') return { pdf: a.value, xml: b.value };
  for (const r of [a, b]) if (r.status === 'fulfilled') await r.value.deposito.discard();
  throw (a.status === 'rejected' ? a : (b as PromiseRejectedResult)).reason;
}
