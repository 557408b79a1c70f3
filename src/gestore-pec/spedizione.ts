import { nuovoIdentificativo } from './identificativi.ts';
import { type Dati, type Destinatario, type TipoDaticert } from './daticert.ts';
import { type Gestore } from './gestore.ts';
import { dividi } from './intestazioni.ts';
import { type Invio } from './invio.ts';

/** A message under way: the identifier it got on entering, which all that is said of it repeats. */
export type Spedizione = {
  gestore: Gestore;
  invio: Invio;
  destinatari: Destinatario[];
  identificativo: string;
  /** The original with the provider's Message-ID in place of the client's (RFC 6109 §2.2.1). */
  originale: Buffer;
};

export function nuovaSpedizione(gestore: Gestore, invio: Invio, destinatari: Destinatario[]): Spedizione {
  const identificativo = nuovoIdentificativo(gestore);
  return { gestore, invio, destinatari, identificativo, originale: conIdentificativo(invio, identificativo) };
}

/** What daticert repeats in every message about this sending. */
export function datiDi(s: Spedizione, tipo: TipoDaticert, istante: Date): Dati {
  const { invio } = s;
  return {
    tipo,
    mittente: invio.mittente,
    destinatari: s.destinatari,
    risposte: invio.risposte,
    oggetto: invio.oggetto.letto,
    gestore: s.gestore.nome,
    istante,
    identificativo: s.identificativo,
    ...(invio.msgid !== undefined && { msgid: invio.msgid }),
  };
}

function conIdentificativo(invio: Invio, identificativo: string): Buffer {
  const { testa, corpo } = dividi(invio.byte);
  const righe = testa.filter((i) => i.nome !== 'message-id').map((i) => i.riga);
  righe.push(`Message-ID: <${identificativo}>`);
  if (invio.msgid !== undefined) righe.push(`X-Riferimento-Message-ID: ${invio.msgid}`);
  return Buffer.concat([Buffer.from(`${righe.join('\r\n')}\r\n\r\n`, 'latin1'), corpo]);
}
