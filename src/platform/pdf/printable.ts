/**
 * What of a text can be put on paper with a given font. Nothing is lost in silence: a character the font cannot draw
 * becomes its code, `[U+674E]`, because an empty box would hide what was registered (and PDF/A validators refuse it).
 * Spaces and line ends of any kind become one space; characters that are invisible by definition (joiners, variation
 * selectors, direction overrides) are left out, since on paper they could only deceive.
 */
export function printable(text: string, covers: (codePoint: number) => boolean): string {
  const visible = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  const drawn = (character: string): boolean => {
    const codePoint = character.codePointAt(0) ?? 0;
    return codePoint >= 0x20 && covers(codePoint);
  };
  const characters = Array.from(visible);
  if (characters.every(drawn)) return visible;
  return characters.map((c) => (drawn(c) ? c : code(c.codePointAt(0) ?? 0))).join('');
}

function code(codePoint: number): string {
  return `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;
}
