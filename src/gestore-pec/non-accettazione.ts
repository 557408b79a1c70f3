import { FORMA, type Forma } from './forma.ts';
import { componiRicevuta, elenco } from './ricevuta.ts';
import { type Spedizione } from './spedizione.ts';

/** To the sender: the message has a formal defect and goes nowhere (§3.1.2). */
export function nonAccettazione(
  s: Spedizione,
  istante: Date,
  motivo: string,
  forma: Forma = FORMA,
): Promise<Buffer> {
  return componiRicevuta(
    s,
    {
      tipo: 'non-accettazione',
      prefisso: 'AVVISO DI NON ACCETTAZIONE',
      istante,
      dati: { errore: 'altro', erroreEsteso: motivo },
      titolo: "Errore nell'accettazione del messaggio",
      testo: [
        'ed indirizzato a:',
        ...elenco(s.destinatari.map((d) => d.indirizzo)),
        "presenta un problema che ne impedisce l'accettazione:",
        motivo,
        'Il messaggio non è stato accettato.',
      ],
    },
    forma,
  );
}
