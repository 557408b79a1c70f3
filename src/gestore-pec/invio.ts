import addressparser from 'nodemailer/lib/addressparser';
import { aCrlf, dividi, grezzo, leggibile, type Intestazione } from './intestazioni.ts';

/** What a client gives to the access point: the message and the two paths of SMTP, which certify (RFC 6109 §2.1). */
export type Busta = { da: string; a: string[]; byte: Buffer };

export const TIPI_RICEVUTA = ['completa', 'breve', 'sintetica'] as const;
export type TipoRicevuta = (typeof TIPI_RICEVUTA)[number];

/** A message submitted to the provider, with what its headers say. */
export type Invio = {
  mittente: string;
  destinatari: string[];
  /** With CRLF line ends. */
  byte: Buffer;
  testa: Intestazione[];
  /** The client's Message-ID with its angle brackets. */
  msgid?: string;
  /** As written, for the headers of what is made of it, and as read, for daticert. */
  oggetto: { grezzo: string; letto: string };
  risposte: string;
  ricevuta: TipoRicevuta;
  da: string[];
  a: string[];
  cc: string[];
};

/** Bytes that are not a message at all give an `Invio` with empty fields: refusing it is for `controlla`. */
export function leggiInvio(busta: Busta): Invio {
  const byte = aCrlf(busta.byte);
  const { testa } = dividi(byte);
  const oggetto = grezzo(testa, 'subject') ?? '';
  const msgid = grezzo(testa, 'message-id');
  const ricevuta = grezzo(testa, 'x-tiporicevuta')?.toLowerCase();
  return {
    mittente: busta.da,
    destinatari: busta.a,
    byte,
    testa,
    ...(msgid && { msgid }),
    oggetto: { grezzo: oggetto, letto: leggibile(oggetto) },
    risposte: indirizzi(grezzo(testa, 'reply-to'))[0] ?? busta.da,
    ricevuta: TIPI_RICEVUTA.find((t) => t === ricevuta) ?? 'completa',
    da: indirizzi(grezzo(testa, 'from')),
    a: indirizzi(grezzo(testa, 'to')),
    cc: indirizzi(grezzo(testa, 'cc')),
  };
}

/** Whether the recipient is among those in copy only: in doubt a primary one (RFC 6109 §3.3.2.1). */
export function soloInCopia(invio: Invio, destinatario: string): boolean {
  const uguale = (altro: string): boolean => altro.toLowerCase() === destinatario.toLowerCase();
  return invio.cc.some(uguale) && !invio.a.some(uguale);
}

function indirizzi(valore: string | undefined): string[] {
  if (valore === undefined) return [];
  return addressparser(Buffer.from(valore, 'latin1').toString('utf8'), { flatten: true })
    .map((i) => i.address)
    .filter((i) => i !== '');
}
