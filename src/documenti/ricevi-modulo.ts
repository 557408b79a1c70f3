import type { IncomingMessage } from 'node:http';
import { readParts, type Part } from '#platform/multipart';
import { nonValido } from './documenti.errors.ts';
import { verificaNome } from './nome-file.ts';
import type { Ricevuto } from './ricevi.ts';

// Four bytes for each of the 500 characters a name may have, and something more to be refused for.
const MASSIMO_NOME = 4096;

async function breve(part: Part): Promise<string> {
  const pezzi: Buffer[] = [];
  let dimensione = 0;
  for await (const pezzo of part.body) {
    dimensione += pezzo.length;
    if (dimensione > MASSIMO_NOME)
      throw nonValido('nome-troppo-lungo', 'Il nome del file è troppo lungo.', 'nomeFile');
    pezzi.push(Buffer.from(pezzo));
  }
  return Buffer.concat(pezzi).toString('utf8');
}

/** Walks through the form and hands its one file to `deposita`, which reads it as it arrives. */
async function leggiModulo(
  parti: AsyncIterable<Part>,
  deposita: (corpo: AsyncIterable<Buffer>) => Promise<Ricevuto>,
): Promise<{ ricevuto: Ricevuto; nomeFile: string }> {
  let ricevuto: Ricevuto | undefined;
  let [nelModulo, detto]: [string | undefined, string | undefined] = [undefined, undefined];
  try {
    for await (const parte of parti) {
      if (parte.name === 'nomeFile') detto = await breve(parte);
      if (parte.name !== 'file') continue;
      if (ricevuto) throw nonValido('un-solo-file', 'Un solo file per richiesta.');
      nelModulo = parte.filename;
      // An empty choice of file arrives as an empty name with an empty content.
      if (nelModulo === '') verificaNome(detto);
      ricevuto = await deposita(parte.body);
    }
    const nomeFile = verificaNome(detto ?? nelModulo);
    if (!ricevuto) throw nonValido('file-mancante', 'La richiesta non contiene la parte «file».');
    return { ricevuto, nomeFile };
  } catch (errore) {
    await ricevuto?.deposito.discard();
    throw errore;
  }
}

/**
 * Receives the upload form of a request. When it is refused half-way the rest is read and thrown away: a client that
 * is still sending would otherwise see a broken connection instead of the reason.
 *
 * @throws Rifiuto; MultipartError; what the store throws; ECONNRESET when the client hangs up
 */
export async function riceviModulo(
  richiesta: IncomingMessage,
  deposita: (corpo: AsyncIterable<Buffer>) => Promise<Ricevuto>,
): Promise<{ ricevuto: Ricevuto; nomeFile: string }> {
  const pezzi = richiesta.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Uint8Array>;
  try {
    return await leggiModulo(readParts(richiesta.headers['content-type'] ?? '', pezzi), deposita);
  } finally {
    await pezzi.return?.();
    richiesta.resume();
  }
}
