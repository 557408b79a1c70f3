import { Sandbox, SandboxRefused } from '#platform/sandbox';
import { MAX_BYTES, type OverlayJob, type OverlayResult } from './overlay-job.ts';
import { PdfRefused, type RefusalReason } from './refused.ts';

const sandbox = new Sandbox<OverlayJob, OverlayResult, RefusalReason>(
  new URL('./overlay.worker.ts', import.meta.url),
  {
    time: 30_000,
    heap: 512,
    buffers: 640,
    workers: 2,
    queue: 32,
  },
);

/**
 * Draws a stamp on a PDF of unknown origin where it covers nothing. What comes back begins with the very bytes that
 * were given (an incremental update), so that signatures inside still refer to what they signed; only files whose
 * cross-reference section is broken are written anew.
 * @throws PdfRefused `encrypted`, `unreadable`, `tooLarge`, `tooComplex`, `busy`
 */
export async function overlay(job: OverlayJob): Promise<OverlayResult> {
  if (job.pdf.length > MAX_BYTES) throw new PdfRefused('tooLarge', 'too many bytes');
  try {
    return await sandbox.run(job);
  } catch (error) {
    if (!(error instanceof SandboxRefused)) throw error;
    throw new PdfRefused(error.reason as RefusalReason, error.message, { cause: error });
  }
}
