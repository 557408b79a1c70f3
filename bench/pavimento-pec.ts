import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import type { Accesso } from '../test/support/gestore-pec/contratto.ts';

/**
 * The floor: every message of the box fetched over IMAP, one question each, and written to a file of its own that is synced. Nothing
 * is hashed, read, or told to a database. Files are removed as it goes: a box of large messages would fill the disk.
 *
 * @returns seconds for all of them, connection left out
 */
export async function pavimentoPec(imap: Accesso, cartella: string): Promise<number> {
  const client = new ImapFlow({
    host: imap.host,
    port: imap.porta,
    secure: true,
    auth: { user: imap.utente, pass: imap.password },
    tls: { ca: imap.certificato },
    logger: false,
    disableAutoIdle: true,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.mailboxOpen('INBOX', { readOnly: true });
    const inizio = performance.now();
    const uid = (await client.search({ all: true }, { uid: true })) || [];
    for (const u of uid) {
      const m = await client.fetchOne(String(u), { source: true }, { uid: true });
      if (!m || !m.source) throw new Error(`il server non dà il messaggio ${u}`);
      const percorso = join(cartella, `pavimento-${u}.eml`);
      const file = await open(percorso, 'wx');
      await file.write(m.source);
      await file.sync();
      await file.close();
      await unlink(percorso);
    }
    return (performance.now() - inizio) / 1000;
  } finally {
    await client.logout();
  }
}
