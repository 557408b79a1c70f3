/** Text of a file that an office's spreadsheet made: UTF-8, or Windows-1252 when it is not. */
export async function leggiTesto(file: File): Promise<string> {
  const byte = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(byte);
  } catch {
    // Not UTF-8: every byte has a meaning in Windows-1252.
    return new TextDecoder('windows-1252').decode(byte);
  }
}
