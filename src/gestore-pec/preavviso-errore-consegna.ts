import { FORMA, type Forma } from './forma.ts';
import { componiRicevuta } from './ricevuta.ts';
import { type Spedizione } from './spedizione.ts';

const DETTO = {
  12: [
    'non è stato consegnato nelle prime dodici ore dal suo invio.',
    'Non escludendo che questo possa avvenire in seguito, si ritiene utile considerare che',
    "l'invio potrebbe non andare a buon fine. Il sistema provvederà comunque ad inviare",
    'un ulteriore avviso di mancata consegna se nelle prossime dodici ore non vi sarà',
    'la conferma della ricezione da parte del destinatario.',
  ],
  24: [
    'non è stato consegnato nelle ventiquattro ore successive al suo invio.',
    'Si ritiene che la spedizione debba considerarsi non andata a buon fine.',
  ],
};

/**
 * To the sender, for one recipient: twelve hours have passed without news of it, or twenty-four, and then it is over
 * (§3.1.6). The RFC says `To: [original recipient]`: the real ones go to the sender, as all receipts do.
 */
export function preavvisoErroreConsegna(
  s: Spedizione,
  istante: Date,
  destinatario: string,
  ore: 12 | 24,
  forma: Forma = FORMA,
): Promise<Buffer> {
  const esteso = `Il messaggio non è stato consegnato entro ${ore} ore dall'invio`;
  return componiRicevuta(
    s,
    {
      tipo: 'preavviso-errore-consegna',
      prefisso: 'AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO',
      istante,
      dati: { errore: 'altro', consegna: destinatario, erroreEsteso: esteso },
      titolo: 'Avviso di mancata consegna per superamento dei limiti di tempo',
      testo: [`e destinato all'utente "${destinatario}"`, ...DETTO[ore]],
    },
    forma,
  );
}
