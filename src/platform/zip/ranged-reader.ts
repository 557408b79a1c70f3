import { PassThrough, pipeline, type Readable } from 'node:stream';
import yauzl from 'yauzl';

/** Reads an archive that is somewhere else, a range at a time; remembers why the place failed, if it did. */
export class RangedReader extends yauzl.RandomAccessReader {
  failure: unknown;
  readonly #read: (start: number, end: number) => Promise<Readable>;

  constructor(read: (start: number, end: number) => Promise<Readable>) {
    super();
    this.#read = read;
  }

  /** @param end excluded */
  override _readStreamForRange(start: number, end: number): Readable {
    const out = new PassThrough();
    const failed = (error: unknown): void => {
      this.failure = error;
      out.destroy(error as Error);
    };
    this.#read(start, end - 1).then((body) => {
      pipeline(body, out, (error) => {
        // Whoever reads may stop before the end: that is no failure of the place.
        if (error && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') this.failure = error;
      });
    }, failed);
    return out;
  }
}
