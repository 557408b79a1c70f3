import type { Readable } from 'node:stream';

/** A message to be composed: everything that goes into it, and nothing else does. */
export type DaComporre = {
  id: string;
  mittente: { nome: string; indirizzo: string };
  destinatari: readonly { indirizzo: string; nominativo: string; perConoscenza: boolean }[];
  oggetto: string;
  testo: string;
  parte?: { x: number; di: number } | undefined;
  messageId: string;
  inRispostaA?: string | undefined;
  tipoRicevuta: string;
  /** Of what no person asked for, its kind. */
  automatico?: string | undefined;
  data: Date;
  allegati: readonly { nome: string; formato: string; contenuto: Buffer | Readable }[];
};

/** The subject, which among the parts of one sending differs only by this (RN-82.1). */
export const oggettoCompleto = (oggetto: string, parte: { x: number; di: number } | undefined): string =>
  parte ? `${oggetto} - INVIO ${parte.x} di ${parte.di}` : oggetto;

/** A line of a header: nothing in it may begin another. */
const unaRiga = (testo: string): string => testo.replace(/[\s\p{Cc}]+/gu, ' ').trim();

/**
 * Writes a message to the rules of certified mail (RFC 6109 §3.1.1: recipients all in sight, one From, a Message-ID of ours), with CRLF
 * and 7 bit throughout, so that no server has a reason to touch it. What is written by a program says so (RFC 3834 §5).
 */
export async function componi(m: DaComporre): Promise<Readable> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer/index.js');
  const indirizzi = (perConoscenza: boolean) =>
    m.destinatari
      .filter((d) => d.perConoscenza === perConoscenza)
      .map((d) => ({ name: unaRiga(d.nominativo), address: d.indirizzo }));
  const testo = m.parte
    ? `${m.testo}\n\nI documenti sono trasmessi con ${m.parte.di} messaggi: questo è l’INVIO ${m.parte.x} di ${m.parte.di}.\n`
    : m.testo;
  return new MailComposer({
    from: { name: unaRiga(m.mittente.nome), address: m.mittente.indirizzo },
    to: indirizzi(false),
    cc: indirizzi(true),
    subject: oggettoCompleto(unaRiga(m.oggetto), m.parte),
    date: m.data,
    messageId: m.messageId,
    ...(m.inRispostaA !== undefined && { inReplyTo: m.inRispostaA, references: m.inRispostaA }),
    text: testo,
    textEncoding: 'quoted-printable',
    headers: {
      'X-TipoRicevuta': m.tipoRicevuta,
      ...(m.automatico !== undefined && {
        'X-Tabularium': m.automatico,
        'Auto-Submitted': 'auto-replied',
        'X-Auto-Response-Suppress': 'All',
      }),
    },
    attachments: m.allegati.map((a) => ({
      filename: a.nome,
      content: a.contenuto,
      // In base64 the bytes stay as they are; a message or a text would not be let through so.
      contentType: /^(message|multipart)\//.test(a.formato) ? 'application/octet-stream' : a.formato,
      contentDisposition: 'attachment',
      contentTransferEncoding: 'base64',
    })),
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .createReadStream();
}
