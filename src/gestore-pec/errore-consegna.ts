import { FORMA, type Forma } from './forma.ts';
import { type ErroreDaticert } from './daticert.ts';
import { componiRicevuta } from './ricevuta.ts';
import { type Spedizione } from './spedizione.ts';

export type Mancanza = {
  errore: Extract<ErroreDaticert, 'no-dest' | 'no-dominio' | 'altro'>;
  esteso: string;
};

/** To the sender, for one recipient: the message could not be put in his box (§3.3.3). */
export function erroreConsegna(
  s: Spedizione,
  istante: Date,
  destinatario: string,
  mancanza: Mancanza,
  forma: Forma = FORMA,
): Promise<Buffer> {
  return componiRicevuta(
    s,
    {
      tipo: 'errore-consegna',
      prefisso: 'AVVISO DI MANCATA CONSEGNA',
      istante,
      dati: { errore: mancanza.errore, consegna: destinatario, erroreEsteso: mancanza.esteso },
      titolo: 'Avviso di mancata consegna',
      testo: [
        `e destinato all'utente "${destinatario}"`,
        'non è stato consegnato per un errore:',
        mancanza.esteso,
        'Il messaggio è stato rifiutato dal sistema.',
      ],
    },
    forma,
  );
}
