import pg from 'pg';
import { RUOLO_APPLICAZIONE, RUOLO_LAVORI, RUOLO_LETTORE } from './pool.ts';

/**
 * Lets the everyday user of a server of one's own work as the application's roles, when it is not the owner that
 * {@link migra} connected with.
 *
 * @param urlProprietario who may grant
 * @param url who is granted
 * @throws Error of PostgreSQL when the owner may not grant the roles
 */
export async function concediRuoli(urlProprietario: string, url: string): Promise<void> {
  const utente = await conClient(url, async (client) => {
    const { rows } = await client.query<{ utente: string }>('SELECT session_user::text AS utente');
    return rows[0]?.utente ?? '';
  });
  await conClient(urlProprietario, async (client) => {
    const ruoli = [RUOLO_APPLICAZIONE, RUOLO_LAVORI, RUOLO_LETTORE].join(', ');
    await client.query(`GRANT ${ruoli} TO ${client.escapeIdentifier(utente)}`);
  });
}

async function conClient<T>(url: string, azione: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await azione(client);
  } finally {
    await client.end();
  }
}
