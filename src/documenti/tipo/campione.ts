/** Beginning and end of a file, enough to say what it is. For a small file the two overlap. */
export type Campione = { testa: Buffer; coda: Buffer; dimensione: number };

const TESTA = 1024 * 1024;
const CODA = 64 * 1024;

/**
 * Lets a stream of bytes through and keeps a copy of its beginning (1 MiB) and of its end (64 KiB): memory does not grow
 * with the file.
 */
export function campiona(corpo: AsyncIterable<Uint8Array>): {
  corpo: AsyncIterable<Uint8Array>;
  campione: () => Campione;
} {
  const inizio: Buffer[] = [];
  // Filled from its right end: what comes pushes what was there to the left.
  const fine = Buffer.alloc(CODA);
  let dimensione = 0;
  async function* passa(): AsyncGenerator<Uint8Array> {
    for await (const pezzo of corpo) {
      if (dimensione < TESTA) inizio.push(Buffer.from(pezzo.subarray(0, TESTA - dimensione)));
      dimensione += pezzo.byteLength;
      const ultimi = pezzo.subarray(-CODA);
      fine.copyWithin(0, ultimi.byteLength);
      fine.set(ultimi, CODA - ultimi.byteLength);
      yield pezzo;
    }
  }
  const campione = (): Campione => ({
    testa: Buffer.concat(inizio),
    coda: fine.subarray(Math.max(0, CODA - dimensione)),
    dimensione,
  });
  return { corpo: passa(), campione };
}

/** The same of bytes that are in memory. */
export const campionaByte = (byte: Buffer): Campione => ({
  testa: byte.subarray(0, TESTA),
  coda: byte.subarray(-CODA),
  dimensione: byte.length,
});
