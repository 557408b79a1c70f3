/**
 * Why a PDF that came from outside was not worked on. `encrypted`: protected by a password, also an empty one;
 * `unreadable`: not a PDF, or broken beyond repair; `tooLarge`: more bytes or pages than we take; `tooComplex`: it would
 * take more time or memory than a document may; `busy`: too many are waiting already.
 */
export type RefusalReason = 'encrypted' | 'unreadable' | 'tooLarge' | 'tooComplex' | 'busy';

/** Thrown by what works on PDFs of unknown origin; the slice that asked turns it into its own refusal. */
export class PdfRefused extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason, detail: string, options?: { cause?: unknown }) {
    super(detail, options);
    this.name = 'PdfRefused';
    this.reason = reason;
  }
}
