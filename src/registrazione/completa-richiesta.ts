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

/**
 * The request with its competent office said once: an assignment for competenza is the UU competente, and the other way round
 * (RN-55.1g, RN-A.6).
 */
export function completaCompetente(inviata: RichiestaInviata): RichiestaInviata {
  const assegnata = inviata.assegnazioni?.find((a) => a.titolo === 'competenza')?.unita;
  const doppia = inviata.assegnazioni?.some(
    (a) => a.unita === inviata.unitaCompetente && a.titolo === 'conoscenza' && a.persona === undefined,
  );
  if (doppia === true)
    throw nonValido(
      'competente-discorde',
      'assegnazioni',
      'L’ufficio competente non ha il documento anche per conoscenza.',
    );
  if (assegnata === undefined || assegnata === inviata.unitaCompetente) return inviata;
  if (inviata.unitaCompetente !== undefined)
    throw nonValido(
      'competente-discorde',
      'unitaCompetente',
      'L’ufficio competente e quello assegnato per competenza sono diversi.',
    );
  return { ...inviata, unitaCompetente: assegnata };
}
