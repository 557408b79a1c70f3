import { type Gestore } from './gestore.ts';
import { grezzo } from './intestazioni.ts';
import { type Invio } from './invio.ts';

const INDIRIZZO = /^[^\s@<>"]+@[^\s@<>"]+$/;

/** The formal checks of the access point (RFC 6109 §3.1.1): why the message is not accepted, or nothing. */
export function controlla(gestore: Gestore, invio: Invio): string | undefined {
  const uguali = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  const [da] = invio.da;
  if (da === undefined || invio.da.length > 1 || !INDIRIZZO.test(da))
    return 'il campo From non contiene un indirizzo valido';
  if (!uguali(da, invio.mittente)) return 'il mittente della busta SMTP non coincide con il campo From';
  if (invio.a.length === 0 || !invio.a.every((i) => INDIRIZZO.test(i)))
    return 'il campo To non contiene indirizzi validi';
  if (grezzo(invio.testa, 'bcc')) return 'il campo Bcc contiene destinatari';
  const scritti = [...invio.a, ...invio.cc];
  if (invio.destinatari.length === 0 || !invio.destinatari.every((d) => scritti.some((s) => uguali(s, d))))
    return 'i destinatari della busta SMTP non coincidono con i campi To e Cc';
  if (invio.byte.length * invio.destinatari.length > gestore.limite)
    return 'la dimensione del messaggio per il numero dei destinatari supera il limite del gestore';
  return undefined;
}
