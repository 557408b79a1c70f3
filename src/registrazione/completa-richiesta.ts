import type { TipoRegistro } from './bozza.ts';
import { nonValido } from './registrazione.errors.ts';
import type { RichiestaInviata, RichiestaRegistrazione } from './registrazione.schema.ts';

/**
 * The request with its flusso. What is numbered in a repertorio is mostly made by the ente itself: internal, unless said
 * otherwise (RN-39.1). In the protocollo the flusso is compulsory (RN-54.1).
 */
export function completaRichiesta(inviata: RichiestaInviata, tipo: TipoRegistro): RichiestaRegistrazione {
  const flusso = inviata.flusso ?? (tipo === 'protocollo' ? undefined : 'I');
  if (!flusso)
    throw nonValido(
      'flusso-mancante',
      'flusso',
      'Indicare se il documento è in arrivo, in partenza o interno.',
    );
  return { ...inviata, flusso };
}
