export type ZipFault =
  | 'malformed'
  | 'encrypted'
  | 'compression'
  | 'not-a-file'
  | 'duplicate'
  | 'too-many-entries'
  | 'too-large'
  | 'ratio';

/** The archive is not one to be read: broken, built to harm, or of a kind nobody here writes. */
export class ZipRefused extends Error {
  readonly fault: ZipFault;

  constructor(fault: ZipFault, options?: { cause: unknown }) {
    super(`zip refused: ${fault}`, options);
    this.name = 'ZipRefused';
    this.fault = fault;
  }
}
