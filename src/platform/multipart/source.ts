import { MultipartError } from './errors.ts';

/** A body that is read up to delimiters, holding no more of it than the piece that has just arrived. */
export class Source {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#chunks = body[Symbol.asyncIterator]();
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done) return false;
    const { buffer, byteOffset, byteLength } = next.value;
    const chunk = Buffer.from(buffer, byteOffset, byteLength);
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    return true;
  }

  /** Exactly `size` bytes. */
  async take(size: number): Promise<Buffer> {
    while (this.#held.length < size)
      if (!(await this.#more())) throw new MultipartError('the body ends before its last delimiter');
    const taken = this.#held.subarray(0, size);
    this.#held = this.#held.subarray(size);
    return taken;
  }

  /** Everything up to `delimiter`, which is consumed too. */
  async *until(delimiter: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(delimiter);
      if (at >= 0) {
        const last = await this.take(at + delimiter.length);
        if (at > 0) yield last.subarray(0, at);
        return;
      }
      // What may be the beginning of the delimiter waits for the next piece; all the rest can go.
      const free = this.#held.length - this.#beginningOf(delimiter);
      if (free > 0) yield await this.take(free);
      if (!(await this.#more())) throw new MultipartError('the body ends before its last delimiter');
    }
  }

  #beginningOf(delimiter: Buffer): number {
    const held = this.#held;
    for (let n = Math.min(held.length, delimiter.length - 1); n > 0; n--)
      if (held.compare(delimiter, 0, n, held.length - n) === 0) return n;
    return 0;
  }

  /** Like `until`, for something short: the whole of it, or an error past `limit` bytes. */
  async text(delimiter: Buffer, limit: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of this.until(delimiter)) {
      size += piece.length;
      if (size > limit) throw new MultipartError(`more than ${limit} bytes where little is expected`);
      pieces.push(piece);
    }
    return Buffer.concat(pieces, size);
  }
}
