import { avvenutaConsegna } from './avvenuta-consegna.ts';
import { type TipoDaticert } from './daticert.ts';
import { erroreConsegna } from './errore-consegna.ts';
import { erroreConsegnaPerVirus } from './errore-consegna-virus.ts';
import { type Forma } from './forma.ts';
import { mancanza, type StatoCasella } from './mancanza.ts';
import { rilevazioneVirus } from './rilevazione-virus.ts';
import { type Spedizione } from './spedizione.ts';

/** One message for one box. */
export type Consegna = {
  a: string;
  tipo: TipoDaticert | 'anomalia';
  byte: Buffer;
  /** The recipient it speaks of. */
  destinatario?: string;
};

/** What the delivery point makes for one recipient (RFC 6109 §3.3). */
export async function consegna(
  s: Spedizione,
  destinatario: string,
  stato: StatoCasella,
  trasporto: Buffer,
  forma: Forma,
): Promise<Consegna[]> {
  const adesso = s.gestore.orologio.adesso();
  const mittente = s.invio.mittente;
  const busta: Consegna = { a: destinatario, tipo: 'posta-certificata', byte: trasporto, destinatario };
  const causa = mancanza(stato, s.gestore.nome);
  if (causa) {
    const byte = await erroreConsegna(s, adesso, destinatario, causa, forma);
    return [{ a: mittente, tipo: 'errore-consegna', byte, destinatario }];
  }
  // Outside PEC nobody certifies that it got there.
  if (stato === 'esterno') return [busta];
  const byte = await avvenutaConsegna(s, adesso, destinatario, forma);
  return [busta, { a: mittente, tipo: 'avvenuta-consegna', byte, destinatario }];
}

/** A virus that the sender's provider had let pass: nothing reaches the recipient (§3.2.3, §3.2.4). */
export async function infetto(s: Spedizione, d: string, virus: string, forma: Forma): Promise<Consegna[]> {
  const adesso = s.gestore.orologio.adesso();
  return [
    {
      a: s.gestore.casellaDiServizio,
      tipo: 'rilevazione-virus',
      byte: await rilevazioneVirus(s, adesso, d, virus, forma),
      destinatario: d,
    },
    {
      a: s.invio.mittente,
      tipo: 'errore-consegna',
      byte: await erroreConsegnaPerVirus(s, adesso, d, virus, forma),
      destinatario: d,
    },
  ];
}
