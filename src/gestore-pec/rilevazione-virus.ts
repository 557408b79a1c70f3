import { FORMA, type Forma } from './forma.ts';
import { riga } from './intestazioni.ts';
import { componiRicevuta } from './ricevuta.ts';
import { type Spedizione } from './spedizione.ts';

/** From the provider of the recipient to that of the sender, never to users (§3.2.3). */
export function rilevazioneVirus(
  s: Spedizione,
  istante: Date,
  destinatario: string,
  virus: string,
  forma: Forma = FORMA,
): Promise<Buffer> {
  return componiRicevuta(
    s,
    {
      tipo: 'rilevazione-virus',
      prefisso: 'PROBLEMA DI SICUREZZA',
      istante,
      a: s.gestore.casellaDiServizio,
      altre: [riga('X-Mittente', s.invio.mittente)],
      dati: { errore: 'virus', consegna: destinatario, erroreEsteso: virus },
      titolo: 'Avviso di rilevazione virus',
      testo: [`e destinato all'utente "${destinatario}"`, `presenta un problema di sicurezza: ${virus}.`],
    },
    forma,
  );
}
