import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { campo, manda } from './forma.ts';
import { MASSIMO_RAPPORTO } from './trasporto.ts';

/** Sends a form to one who answers so. */
async function chiedi(risponde: RequestListener, attese?: { silenzio?: number; entro?: number }) {
  const server = createServer((richiesta, risposta) => {
    richiesta.resume().once('end', () => risponde(richiesta, risposta));
  });
  await new Promise<void>((aperto) => server.listen(0, '127.0.0.1', aperto));
  const { port } = server.address() as AddressInfo;
  try {
    return await manda(`http://127.0.0.1:${port}/`, 'confine', [campo('confine', 'A', 'b')], attese);
  } finally {
    server.closeAllConnections();
    await new Promise((chiuso) => server.close(chiuso));
  }
}

test('chi risponde un byte alla volta, chi tace e chi si interrompe non tengono fermo nessuno, e si dice perché', async () => {
  await expect(
    chiedi(
      (_, r) => {
        const goccia = setInterval(() => r.write('<'), 20);
        r.once('close', () => clearInterval(goccia));
      },
      { entro: 300 },
    ),
  ).rejects.toThrow('Il servizio risponde troppo lentamente.');
  await expect(chiedi(() => undefined, { silenzio: 200 })).rejects.toThrow('Il servizio non risponde.');
  await expect(
    chiedi((_, r) => {
      r.writeHead(200, { 'content-length': 100 }).write('<a>');
      setTimeout(() => r.destroy(), 50);
    }),
  ).rejects.toThrow(/interrott|aborted/);
});

test('una risposta senza fine si lascia al suo limite', async () => {
  let scritti = 0;
  await expect(
    chiedi((_, r) => {
      const pezzo = Buffer.alloc(64 * 1024, 'x');
      const scrivi = (): void => {
        while (!r.destroyed && scritti < 100 * MASSIMO_RAPPORTO) {
          scritti += pezzo.length;
          if (!r.write(pezzo)) return void r.once('drain', scrivi);
        }
      };
      scrivi();
    }),
  ).rejects.toThrow('La risposta del servizio è troppo lunga.');
  // What is still under way between the two is little.
  expect(scritti).toBeLessThan(3 * MASSIMO_RAPPORTO);
});
