import { MAX_BYTES, type OverlayJob, type OverlayResult } from './overlay-job.ts';
import { PdfRefused } from './refused.ts';
import { Sandbox } from './sandbox.ts';

const sandbox = new Sandbox<OverlayJob, OverlayResult>(new URL('./overlay.worker.ts', import.meta.url), {
  time: 30_000,
  heap: 512,
  buffers: 640,
  workers: 2,
  queue: 32,
});

/**
 * Draws a stamp on a PDF of unknown origin where it covers nothing. What comes back begins with the very bytes that
 * were given (an incremental update), so that signatures inside still refer to what they signed; only files whose
 * cross-reference section is broken are written anew.
 * @throws PdfRefused `encrypted`, `unreadable`, `tooLarge`, `tooComplex`, `busy`
 */
export async function overlay(job: OverlayJob): Promise<OverlayResult> {
  if (job.pdf.length > MAX_BYTES) throw new PdfRefused('tooLarge', 'too many bytes');
  return sandbox.run(job);
}
