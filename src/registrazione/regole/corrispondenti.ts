import type { Bozza, Regola } from '../bozza.ts';
import { nonValido } from '../registrazione.errors.ts';

function solo(bozza: Bozza, campo: 'mittenti' | 'destinatari', flussi: string): void {
  if (bozza[campo].length === 0) {
    const nome = campo === 'mittenti' ? 'mittente' : 'destinatari';
    throw nonValido(
      `${nome}-mancante`,
      nome,
      `Per i documenti in ${flussi} ${campo === 'mittenti' ? 'il mittente è obbligatorio' : 'serve almeno un destinatario'}.`,
    );
  }
}

/** Sender of what arrives, recipients of what leaves or circulates inside: compulsory (RN-54.1c, DPR 445/2000 art. 53). */
export const corrispondentiObbligatori: Regola = (bozza) => {
  const { flusso } = bozza.richiesta;
  if (flusso === 'E') solo(bozza, 'mittenti', 'arrivo');
  else solo(bozza, 'destinatari', flusso === 'U' ? 'partenza' : 'circolazione interna');
};
