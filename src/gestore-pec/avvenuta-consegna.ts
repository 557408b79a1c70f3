import { breve } from './breve.ts';
import { FORMA, type Forma } from './forma.ts';
import { soloInCopia } from './invio.ts';
import { componiRicevuta } from './ricevuta.ts';
import { type Spedizione } from './spedizione.ts';

const TITOLO = {
  completa: 'Ricevuta di avvenuta consegna',
  breve: 'Ricevuta breve di avvenuta consegna',
  sintetica: 'Ricevuta sintetica di avvenuta consegna',
};

/** To the sender, for one recipient: the message is in his box; of those in copy only the data (§3.3.2). */
export function avvenutaConsegna(
  s: Spedizione,
  istante: Date,
  destinatario: string,
  forma: Forma = FORMA,
): Promise<Buffer> {
  const ricevuta = soloInCopia(s.invio, destinatario) ? 'sintetica' : s.invio.ricevuta;
  return componiRicevuta(
    s,
    {
      tipo: 'avvenuta-consegna',
      prefisso: 'CONSEGNA',
      istante,
      altre: [`X-TipoRicevuta: ${ricevuta}`],
      dati: { ricevuta, consegna: destinatario },
      titolo: TITOLO[ricevuta],
      testo: [`ed indirizzato a "${destinatario}"`, 'è stato consegnato nella casella di destinazione.'],
      ...(ricevuta === 'completa' && { postacert: s.originale }),
      ...(ricevuta === 'breve' && { postacert: breve(s.originale) }),
    },
    forma,
  );
}
