/** Beginning and end of a file, enough to say what it is. For a small file the two overlap. */
export type Campione = { testa: Buffer; coda: Buffer; dimensione: number };

const TESTA = 1024 * 1024;
const CODA = 64 * 1024;

/**
 * Lets a stream of bytes through and keeps its beginning (1 MiB) and its end (64 KiB): memory does not grow with the
 * file.
 */
export function campiona(corpo: AsyncIterable<Uint8Array>): {
  corpo: AsyncIterable<Uint8Array>;
  campione: () => Campione;
} {
  const inizio: Uint8Array[] = [];
  const fine: Uint8Array[] = [];
  let [raccolti, inFondo, dimensione] = [0, 0, 0];
  async function* passa(): AsyncGenerator<Uint8Array> {
    for await (const pezzo of corpo) {
      dimensione += pezzo.byteLength;
      if (raccolti < TESTA) {
        inizio.push(pezzo.subarray(0, TESTA - raccolti));
        raccolti += Math.min(pezzo.byteLength, TESTA - raccolti);
      }
      fine.push(pezzo);
      inFondo += pezzo.byteLength;
      while (fine[0] && inFondo - fine[0].byteLength >= CODA) inFondo -= fine.shift()?.byteLength ?? 0;
      yield pezzo;
    }
  }
  const campione = (): Campione => ({
    testa: Buffer.concat(inizio),
    coda: Buffer.concat(fine).subarray(-CODA),
    dimensione,
  });
  return { corpo: passa(), campione };
}
