import type { Regola } from '../bozza.ts';
import { nonAmmesso } from '../registrazione.errors.ts';

/** Only who acts for a UOP registers (RN-2.1h); outgoing and internal only the Ufficio Protocollo (RN-28.1, AMB-20). */
export const unitaDiProtocollo: Regola = (bozza, { ctx }) => {
  if (!ctx.unita?.uop) {
    throw nonAmmesso('unita-non-uop', 'Registra solo chi opera per un’unità di protocollo (UOP).');
  }
  if (bozza.richiesta.flusso !== 'E' && !ctx.unita.ufficioProtocollo) {
    throw nonAmmesso(
      'solo-ufficio-protocollo',
      'I documenti in partenza e interni si registrano presso l’Ufficio Protocollo.',
    );
  }
};
