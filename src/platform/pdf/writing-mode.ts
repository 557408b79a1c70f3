/**
 * How the changes are to be appended: in the same style as the last cross-reference section of the file (table or
 * stream, ISO 32000-1, 7.5.8.4), or, where that section is not where the file says, by writing the whole file anew.
 */
export function writingMode(pdf: Uint8Array): { useObjectStreams: boolean; rewrite: boolean } {
  const tail = Buffer.from(pdf.subarray(Math.max(0, pdf.length - 2048))).toString('latin1');
  const offset = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1] ?? Number.NaN);
  const target = Number.isNaN(offset)
    ? ''
    : Buffer.from(pdf.subarray(offset, offset + 32)).toString('latin1');
  if (target.startsWith('xref')) return { useObjectStreams: false, rewrite: false };
  if (/^\d+\s+\d+\s+obj/.test(target)) return { useObjectStreams: true, rewrite: false };
  return { useObjectStreams: true, rewrite: true };
}
