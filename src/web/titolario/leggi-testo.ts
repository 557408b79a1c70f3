/** Text of a file that an office's spreadsheet made: UTF-16 when it says so, UTF-8, or Windows-1252 when it is not. */
export async function leggiTesto(file: File): Promise<string> {
  const byte = await file.arrayBuffer();
  const [primo, secondo] = new Uint8Array(byte);
  if (primo === 0xff && secondo === 0xfe) return new TextDecoder('utf-16le').decode(byte);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(byte);
  } catch {
    // Not UTF-8: every byte has a meaning in Windows-1252.
    return new TextDecoder('windows-1252').decode(byte);
  }
}
