import { randomBytes } from 'node:crypto';
import type { GestoreDiProva } from '../test/support/gestore-pec/contratto.ts';
import { instrada, scriviLettera } from '#gestore-pec';

const KB = 1024;

/**
 * Certified messages of one size, all different: the provider writes and signs one, and each has a header of its own on top, which
 * no signature covers.
 *
 * @param byte of the whole message, as the server has it
 */
export async function messaggiPec(
  gestore: GestoreDiProva,
  da: string,
  a: string,
  byte: number,
): Promise<() => Buffer> {
  // What an attachment of n bytes takes in base64, and envelope and texts beside it.
  const allegato = Math.round(((byte - 8 * KB) * 57) / 78);
  const pdf = Buffer.concat([
    Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n2 0 obj<<>>stream\n'),
    randomBytes(allegato),
    Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n'),
  ]);
  const busta = await scriviLettera(gestore.nucleo, {
    da,
    a: [a],
    oggetto: 'Richiesta di accesso agli atti',
    testo: 'Buongiorno, si allega quanto richiesto. Mara Neri, via Roma 1, 00100 Esempio',
    allegati: [{ nome: 'istanza.pdf', byte: pdf, tipo: 'application/pdf' }],
  });
  const { consegne } = await instrada(gestore.nucleo, busta, { stato: () => 'casella' });
  const scritto = consegne.find((c) => c.tipo === 'posta-certificata')?.byte;
  if (!scritto) throw new Error('il gestore non ha fatto la busta');
  let n = 0;
  return () => Buffer.concat([Buffer.from(`X-Prova: ${++n}-${randomBytes(6).toString('hex')}\r\n`), scritto]);
}
