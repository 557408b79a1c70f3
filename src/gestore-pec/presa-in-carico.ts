import { FORMA, type Forma } from './forma.ts';
import { componiRicevuta, elenco } from './ricevuta.ts';
import { type Spedizione } from './spedizione.ts';

/** From the provider of the recipients to that of the sender, never to users (§3.2.1). */
export function presaInCarico(
  s: Spedizione,
  istante: Date,
  destinatari: string[],
  forma: Forma = FORMA,
): Promise<Buffer> {
  return componiRicevuta(
    s,
    {
      tipo: 'presa-in-carico',
      prefisso: 'PRESA IN CARICO',
      istante,
      a: s.gestore.casellaDiServizio,
      dati: { ricezione: destinatari },
      titolo: 'Ricevuta di presa in carico',
      testo: ['ed indirizzato a:', ...elenco(destinatari), 'è stato accettato dal sistema.'],
    },
    forma,
  );
}
