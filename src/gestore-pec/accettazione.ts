import { FORMA, type Forma } from './forma.ts';
import { componiRicevuta, elenco } from './ricevuta.ts';
import { type Spedizione } from './spedizione.ts';

/** To the sender: the provider has taken the message, and says of each recipient whether PEC reaches it (§3.1.4). */
export function accettazione(s: Spedizione, istante: Date, forma: Forma = FORMA): Promise<Buffer> {
  const righe = s.destinatari.map(
    (d) => `${d.indirizzo} ("posta ${d.tipo === 'certificato' ? 'certificata' : 'ordinaria'}")`,
  );
  return componiRicevuta(
    s,
    {
      tipo: 'accettazione',
      prefisso: 'ACCETTAZIONE',
      istante,
      titolo: 'Ricevuta di accettazione',
      testo: ['ed indirizzato a:', ...elenco(righe), 'è stato accettato dal sistema ed inoltrato.'],
    },
    forma,
  );
}
