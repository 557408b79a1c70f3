import type { ParametriImap } from '../caselle/caselle.schema.ts';
import { credenziali, type CasellaDaAprire, type PartiTrasporto } from './apri.ts';
import { collegaImap } from './imap.ts';

/**
 * Whether a message of ours is in the folder of the sent ones, which the server says which it is (RFC 6154 §2). It is there when the
 * provider keeps a copy of what it took; that it is not proves nothing.
 *
 * @param messageId with its angle brackets
 * @throws what the server says
 */
export async function traLeInviate(
  parti: PartiTrasporto,
  casella: CasellaDaAprire,
  messageId: string,
): Promise<boolean> {
  // A folder is written in one step, and a file that is there is not written twice: nothing is uncertain of it.
  if (casella.trasporto !== 'imap') return false;
  const { client } = await collegaImap(
    casella.parametri as ParametriImap,
    await credenziali(parti, casella),
    parti.certificatiFidati,
  );
  try {
    const inviate = (await client.list()).find((cartella) => cartella.specialUse === '\\Sent');
    if (!inviate) return false;
    await client.mailboxOpen(inviate.path, { readOnly: true });
    const trovati = await client.search({ header: { 'message-id': messageId } }, { uid: true });
    return Array.isArray(trovati) && trovati.length > 0;
  } finally {
    await client.logout().catch(() => client.close());
  }
}
