import { hash } from 'node:crypto';

/** Leaves, or roots of subtrees, side by side: as many as a node of the level eight above covers. */
export const LARGHEZZA = 256;
const BIT = 8;

/** Levels of which the roots are kept; level 0 are the leaves. */
export const LIVELLI = [8, 16, 24] as const;

/**
 * Where the tree is read from: the roots of the full subtrees of 2^`livello` leaves from number `indice` × 256 on, as many as there
 * are, at most 256. `livello` is a multiple of 8; 0 gives the digests of the leaves.
 */
export type Tessere = (livello: number, indice: number) => Promise<readonly Buffer[]>;

/** Root of a tree without leaves (RFC 9162 §2.1.1). */
export const RADICE_VUOTA: Buffer = hash('sha256', '', 'buffer');

/** SHA-256(0x01 || left || right) (RFC 9162 §2.1.1). */
export function improntaNodo(sinistra: Buffer, destra: Buffer): Buffer {
  return hash('sha256', Buffer.concat([Buffer.of(1), sinistra, destra], 65), 'buffer');
}

/** Root of a full tree: `nodi` are a power of two. */
export function radicePiena(nodi: readonly Buffer[]): Buffer {
  let riga = nodi;
  while (riga.length > 1) {
    const sopra: Buffer[] = [];
    for (let i = 0; i + 1 < riga.length; i += 2)
      sopra.push(improntaNodo(riga[i] as Buffer, riga[i + 1] as Buffer));
    riga = sopra;
  }
  const [radice] = riga;
  if (!radice) throw new Error('un albero pieno ha almeno una foglia');
  return radice;
}

/** The largest power of two smaller than n, for n > 1: where RFC 9162 splits. */
export function spartiacque(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/**
 * Merkle tree hash of the leaves from `inizio` (counted from 0) up to `fine`, excluded. `inizio` is a multiple of the smallest power
 * of two not below the length, as it is in every subtree that RFC 9162 speaks of.
 */
export async function radiceTratto(tessere: Tessere, inizio: number, fine: number): Promise<Buffer> {
  const n = fine - inizio;
  if (n <= 0) return RADICE_VUOTA;
  const potenza = Math.log2(n);
  if (!Number.isInteger(potenza)) {
    const k = spartiacque(n);
    return improntaNodo(
      await radiceTratto(tessere, inizio, inizio + k),
      await radiceTratto(tessere, inizio + k, fine),
    );
  }
  const livello = Math.min(Math.floor(potenza / BIT) * BIT, LIVELLI[LIVELLI.length - 1] as number);
  const primo = inizio / 2 ** livello;
  const quanti = 2 ** (potenza - livello);
  if (quanti > LARGHEZZA) throw new Error('albero troppo alto');
  const tessera = await tessere(livello, Math.floor(primo / LARGHEZZA));
  const nodi = tessera.slice(primo % LARGHEZZA, (primo % LARGHEZZA) + quanti);
  if (nodi.length < quanti) throw new Error(`mancano nodi di livello ${livello} a partire dal ${primo}`);
  return radicePiena(nodi);
}

/** Root of the tree of the first `n` leaves. */
export function radice(tessere: Tessere, n: number): Promise<Buffer> {
  return radiceTratto(tessere, 0, n);
}

/** A tree that grows by one leaf at a time and keeps one digest per level: for who reads a whole log once. */
export class AlberoCrescente {
  /** Roots of the full subtrees, from the widest; `#pile[i]` is of 2^`#altezze[i]` leaves. */
  readonly #pile: Buffer[] = [];
  readonly #altezze: number[] = [];
  #n = 0;

  get dimensione(): number {
    return this.#n;
  }

  /** @param piena called with each full subtree as it closes */
  aggiungi(foglia: Buffer, piena?: (livello: number, indice: number, radice: Buffer) => void): void {
    let nodo = foglia;
    let altezza = 0;
    while (this.#altezze.at(-1) === altezza) {
      this.#altezze.pop();
      nodo = improntaNodo(this.#pile.pop() as Buffer, nodo);
      altezza++;
      piena?.(altezza, Math.floor(this.#n / 2 ** altezza), nodo);
    }
    this.#pile.push(nodo);
    this.#altezze.push(altezza);
    this.#n++;
  }

  radice(): Buffer {
    return (
      this.#pile.reduceRight<Buffer | undefined>(
        (destra, s) => (destra ? improntaNodo(s, destra) : s),
        undefined,
      ) ?? RADICE_VUOTA
    );
  }
}
