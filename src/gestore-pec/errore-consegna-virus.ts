import { FORMA, type Forma } from './forma.ts';
import { componiRicevuta } from './ricevuta.ts';
import { type Spedizione } from './spedizione.ts';

/** To the sender: the provider of the recipient found a virus that his own had let pass (§3.2.4). */
export function erroreConsegnaPerVirus(
  s: Spedizione,
  istante: Date,
  destinatario: string,
  virus: string,
  forma: Forma = FORMA,
): Promise<Buffer> {
  return componiRicevuta(
    s,
    {
      tipo: 'errore-consegna',
      prefisso: 'AVVISO DI MANCATA CONSEGNA PER VIRUS',
      istante,
      altre: ['X-VerificaSicurezza: errore'],
      dati: { errore: 'virus', consegna: destinatario, erroreEsteso: virus },
      titolo: 'Avviso di mancata consegna per virus',
      testo: [
        `e destinato all'utente "${destinatario}"`,
        `presenta un problema di sicurezza: ${virus}.`,
        'Il messaggio non è stato consegnato.',
      ],
    },
    forma,
  );
}
