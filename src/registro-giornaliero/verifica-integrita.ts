import type { Contesto } from '#autorizzazioni';
import { verifica, type PartiDocumenti } from '#documenti';
import { inTransazione } from '#platform/db';
import { traccia } from '#tracciamento';
import type { RigaGiornaliero } from './giornalieri.queries.ts';
import type { EsitoIntegrita } from './registro-giornaliero.schema.ts';

/**
 * Reads both files of a daily register anew and compares their digests with those fixed when it was made (RN-5.1-2). What does not
 * match is also a warning for all who watch.
 */
export async function verificaIntegrita(
  parti: PartiDocumenti,
  ctx: Contesto,
  g: RigaGiornaliero,
): Promise<EsitoIntegrita> {
  const esiti = await verifica(parti, ctx.ente.id, [g.documentoPdf, g.documentoXml]);
  const integro = (id: string): boolean => esiti.some((e) => e.id === id && e.integro);
  const esito = { pdf: integro(g.documentoPdf), xml: integro(g.documentoXml) };
  const risultato = { ...esito, integro: esito.pdf && esito.xml };
  await inTransazione(parti.db, ctx.ente.id, (tx) =>
    traccia(
      tx,
      ctx,
      'registro-giornaliero.verificato',
      { tipo: 'registro-giornaliero', id: g.id },
      risultato,
    ),
  );
  return risultato;
}
