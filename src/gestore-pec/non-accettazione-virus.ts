import { FORMA, type Forma } from './forma.ts';
import { componiRicevuta, elenco } from './ricevuta.ts';
import { type Spedizione } from './spedizione.ts';

/** To the sender: his own provider found a virus in the message (§3.1.3). */
export function nonAccettazionePerVirus(
  s: Spedizione,
  istante: Date,
  virus: string,
  forma: Forma = FORMA,
): Promise<Buffer> {
  return componiRicevuta(
    s,
    {
      tipo: 'non-accettazione',
      prefisso: 'AVVISO DI NON ACCETTAZIONE PER VIRUS',
      istante,
      altre: ['X-VerificaSicurezza: errore'],
      dati: { errore: 'virus', erroreEsteso: virus },
      titolo: "Errore nell'accettazione del messaggio per presenza di virus",
      testo: [
        'ed indirizzato a:',
        ...elenco(s.destinatari.map((d) => d.indirizzo)),
        `presenta un problema di sicurezza: ${virus}.`,
        'Il messaggio non è stato accettato.',
      ],
    },
    forma,
  );
}
