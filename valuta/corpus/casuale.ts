/** Numbers that look random and are the same at every run (mulberry32). */
export class Casuale {
  #stato: number;
  constructor(seme: number) {
    this.#stato = seme | 0;
  }
  /** 0 ≤ x < 1 */
  numero(): number {
    this.#stato = (this.#stato + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#stato ^ (this.#stato >>> 15), 1 | this.#stato);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  intero(da: number, a: number): number {
    return da + Math.floor(this.numero() * (a - da + 1));
  }
  capita(quota: number): boolean {
    return this.numero() < quota;
  }
  uno<T>(elenco: readonly T[]): T {
    const scelto = elenco[Math.floor(this.numero() * elenco.length)];
    if (scelto === undefined) throw new Error('nulla fra cui scegliere');
    return scelto;
  }
}
