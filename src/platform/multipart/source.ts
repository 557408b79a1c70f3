import { MultipartError } from './errors.ts';

/**
 * Gives back the memory of a chunk at once. Left to the collector, the chunks of a fast upload pile up to some 70 MB: it
 * counts the small objects in front of them, not what they hold. Only a chunk that owns its memory is released.
 */
function release(chunk: Buffer): void {
  const { buffer } = chunk;
  if (buffer instanceof ArrayBuffer && chunk.byteLength === buffer.byteLength) buffer.transfer(0);
}

/**
 * A body that is read up to delimiters, holding no more of it than the piece that has just arrived. It owns the chunks
 * of the body: what it hands out is good until the next piece is asked for.
 */
export class Source {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);
  #chunk: Buffer = Buffer.alloc(0);

  constructor(body: AsyncIterable<Uint8Array>) {
    this.#chunks = body[Symbol.asyncIterator]();
  }

  async #more(): Promise<boolean> {
    const rest = Buffer.from(this.#held);
    release(this.#chunk);
    const next = await this.#chunks.next();
    if (next.done) return false;
    const { buffer, byteOffset, byteLength } = next.value;
    const chunk = Buffer.from(buffer, byteOffset, byteLength);
    this.#held = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (rest.length > 0) release(chunk);
    this.#chunk = this.#held;
    return true;
  }

  #cut(size: number): Buffer {
    const piece = this.#held.subarray(0, size);
    this.#held = this.#held.subarray(size);
    return piece;
  }

  /** Exactly `size` bytes, the caller's to keep. */
  async take(size: number): Promise<Buffer> {
    while (this.#held.length < size)
      if (!(await this.#more())) throw new MultipartError('the body ends before its last delimiter');
    return Buffer.from(this.#cut(size));
  }

  /** Everything up to `delimiter`, which is consumed too. Each piece is good until the next is asked for. */
  async *until(delimiter: Buffer): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(delimiter);
      if (at >= 0) {
        const last = this.#cut(at);
        this.#cut(delimiter.length);
        if (at > 0) yield last;
        return;
      }
      // What may be the beginning of the delimiter waits for the next piece; all the rest can go.
      const free = this.#held.length - this.#beginningOf(delimiter);
      if (free > 0) yield this.#cut(free);
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
      pieces.push(Buffer.from(piece));
    }
    return Buffer.concat(pieces, size);
  }
}
