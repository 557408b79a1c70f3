import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A port for the server: the one it had, if it is still free, or another. Taken below the range from which the system
 * picks ports for outgoing connections: a client that keeps calling a server that is restarting could otherwise be given
 * the server's own port as its source, connect to itself and keep the server from coming back.
 *
 * @throws Error in Italian when a hundred trials find none
 */
export async function scegliPorta(precedente: number | null): Promise<number> {
  if (precedente !== null && (await libera(precedente))) return precedente;
  for (let prova = 0; prova < 100; prova++) {
    const porta = randomInt(20_000, 30_000);
    if (await libera(porta)) return porta;
  }
  throw new Error('Nessuna porta libera tra 20000 e 30000 per il PostgreSQL incluso.');
}

async function libera(porta: number): Promise<boolean> {
  const prova = createServer();
  const esito = Promise.race([
    once(prova, 'listening').then(() => true),
    once(prova, 'error').then(() => false),
  ]);
  prova.listen({ host: '127.0.0.1', port: porta, exclusive: true });
  if (!(await esito)) return false;
  prova.close();
  await once(prova, 'close');
  return true;
}
