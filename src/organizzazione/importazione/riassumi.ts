import { createHash } from 'node:crypto';
import type { EsitoImportazioneOrganigramma, RigaImportazione } from './importazione.schema.ts';

/** How many of each, and the fingerprint of what was seen. */
export function riassumi(
  formato: EsitoImportazioneOrganigramma['formato'],
  righe: RigaImportazione[],
  quando: string,
): Omit<EsitoImportazioneOrganigramma, 'scritta' | 'altriEnti'> {
  const quante = (esito: RigaImportazione['esito']): number => righe.filter((r) => r.esito === esito).length;
  return {
    formato,
    righe,
    nuove: quante('nuova'),
    variate: quante('variata'),
    chiuse: quante('chiusa'),
    uguali: quante('uguale'),
    saltate: quante('saltata'),
    errori: quante('errore'),
    impronta: createHash('sha256')
      .update(JSON.stringify([quando, righe]))
      .digest('hex'),
  };
}
