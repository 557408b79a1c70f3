import { type Handler, Parser, type ParserOptions } from 'htmlparser2';

const PROFONDITA = 1000;
const PEZZO = 4096;

/**
 * Hands marks and text to `gestori` until the end, or until elements stand too deep one in the other: the parser's work on each grows with
 * their depth. `false` when it stopped; also when `basta` says so, which is asked now and then.
 */
export function scorri(
  scritto: string,
  gestori: Partial<Handler>,
  opzioni: ParserOptions,
  basta: () => boolean = () => false,
): boolean {
  let profondita = 0;
  const parser = new Parser(
    {
      ...gestori,
      onopentag: (...dati) => {
        profondita++;
        gestori.onopentag?.(...dati);
      },
      onclosetag: (...dati) => {
        profondita--;
        gestori.onclosetag?.(...dati);
      },
    },
    opzioni,
  );
  for (let inizio = 0; inizio < scritto.length; inizio += PEZZO) {
    parser.write(scritto.slice(inizio, inizio + PEZZO));
    if (profondita > PROFONDITA || basta()) return false;
  }
  parser.end();
  return true;
}
