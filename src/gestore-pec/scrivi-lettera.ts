import MailComposer from 'nodemailer/lib/mail-composer';
import { type Gestore } from './gestore.ts';
import { type Busta, type TipoRicevuta } from './invio.ts';

export type Lettera = {
  da: string;
  a: string[];
  cc?: string[];
  rispondiA?: string;
  oggetto: string;
  testo: string;
  allegati?: { nome: string; tipo?: string; byte: Buffer }[];
  ricevuta?: TipoRicevuta;
  /** The client's Message-ID, without angle brackets; one is made where there is none. */
  messageId?: string;
};

/** The message that the mail program of a citizen would submit. */
export async function scriviLettera(g: Gestore, l: Lettera): Promise<Busta> {
  const messaggio = new MailComposer({
    from: l.da,
    to: l.a,
    ...(l.cc && { cc: l.cc }),
    ...(l.rispondiA !== undefined && { replyTo: l.rispondiA }),
    subject: l.oggetto,
    text: l.testo,
    date: g.orologio.adesso(),
    messageId: `<${l.messageId ?? `${g.casuale(12).toString('hex')}@${l.da.split('@').at(-1)}`}>`,
    baseBoundary: g.casuale(8).toString('hex'),
    newline: 'windows',
    headers: l.ricevuta ? { 'X-TipoRicevuta': l.ricevuta } : {},
    attachments: (l.allegati ?? []).map((x) => ({
      filename: x.nome,
      content: x.byte,
      ...(x.tipo !== undefined && { contentType: x.tipo }),
    })),
  });
  return { da: l.da, a: [...l.a, ...(l.cc ?? [])], byte: await messaggio.compile().build() };
}
