import { request as http } from 'node:http';
import { request as https } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errno } from '#platform/storage';
import { MASSIMO_RAPPORTO, RISPOSTA_ENTRO, SILENZIO, type FileDaConsegnare } from './trasporto.ts';

export type Contenuto = Buffer | Readable;
/** A field of the form, opened when its turn to be sent comes. */
export type Parte = { testa: Buffer; dimensione: number; apri: () => Promise<Contenuto> };

/** A field that is text. */
export function campo(confine: string, nome: string, valore: string): Parte {
  const byte = Buffer.from(valore);
  return {
    testa: Buffer.from(`--${confine}\r\nContent-Disposition: form-data; name="${nome}"\r\n\r\n`),
    dimensione: byte.length,
    apri: () => Promise.resolve(byte),
  };
}

/** A field that is a file. */
export function allega(
  confine: string,
  f: Pick<FileDaConsegnare, 'id' | 'nomeFile' | 'dimensione'>,
  apri: () => Promise<Contenuto>,
): Parte {
  const nome = encodeURIComponent(f.nomeFile).slice(0, 400);
  return {
    testa: Buffer.from(
      `--${confine}\r\nContent-Disposition: form-data; name="${f.id}"; filename="${nome}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    dimensione: f.dimensione,
    apri,
  };
}

/** The form, a part at a time: nothing of it is in memory that is not being sent. */
async function* corpo(confine: string, parti: readonly Parte[]): AsyncGenerator<Buffer> {
  for (const p of parti) {
    yield p.testa;
    const contenuto = await p.apri();
    let mandati = 0;
    for await (const pezzo of Buffer.isBuffer(contenuto) ? [contenuto] : contenuto) {
      mandati += (pezzo as Buffer).length;
      yield pezzo as Buffer;
    }
    if (mandati !== p.dimensione) throw new Error('un file del pacchetto ha un’altra lunghezza');
    yield Buffer.from('\r\n');
  }
  yield Buffer.from(`--${confine}--\r\n`);
}

/**
 * Sends a form and gives what was answered.
 *
 * @throws what the network throws; Error when the other end is silent, answers too slowly, or more than a rapporto can be
 */
export async function manda(
  url: string,
  confine: string,
  parti: readonly Parte[],
  { silenzio = SILENZIO, entro = RISPOSTA_ENTRO }: { silenzio?: number; entro?: number } = {},
): Promise<{ stato: number; corpo: Buffer }> {
  const lunghezza =
    parti.reduce((n, p) => n + p.testa.length + p.dimensione + 2, 0) + confine.length + '----\r\n'.length;
  const richiesta = (url.startsWith('https:') ? https : http)(url, {
    method: 'POST',
    timeout: silenzio,
    headers: {
      'content-type': `multipart/form-data; boundary=${confine}`,
      'content-length': lunghezza,
      accept: 'application/xml, text/xml',
      connection: 'close',
    },
  });
  richiesta.on('timeout', () => richiesta.destroy(new Error('Il servizio non risponde.')));
  let risposto = false;
  const risposta = new Promise<{ stato: number; corpo: Buffer }>((riuscito, fallito) => {
    richiesta.once('error', fallito).once('response', (r) => {
      risposto = true;
      const pezzi: Buffer[] = [];
      let letti = 0;
      // One who answers a byte at a time is never silent.
      const scadenza = setTimeout(
        () => r.destroy(new Error('Il servizio risponde troppo lentamente.')),
        entro,
      );
      r.once('close', () => clearTimeout(scadenza));
      r.on('data', (pezzo: Buffer) => {
        letti += pezzo.length;
        if (letti > MASSIMO_RAPPORTO) r.destroy(new Error('La risposta del servizio è troppo lunga.'));
        else pezzi.push(pezzo);
      });
      r.once('error', (errore) =>
        fallito(
          errno(errore) === 'ECONNRESET' ? new Error('La risposta del servizio si è interrotta.') : errore,
        ),
      );
      r.once('end', () => riuscito({ stato: r.statusCode ?? 0, corpo: Buffer.concat(pezzi) }));
    });
  });
  // An answer that comes before the form has all been sent ends it: it is the answer that counts.
  const [esito] = await Promise.all([
    risposta,
    pipeline(Readable.from(corpo(confine, parti), { objectMode: false }), richiesta).catch(
      (errore: unknown) => {
        if (!risposto) richiesta.destroy(errore instanceof Error ? errore : undefined);
      },
    ),
  ]);
  return esito;
}
