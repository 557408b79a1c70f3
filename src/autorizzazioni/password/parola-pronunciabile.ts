import { randomInt } from 'node:crypto';

const consonanti = 'bcdfglmnprstvz';
const vocali = 'aeiou';

/** A password to be read from a screen and typed: eight open syllables, 49 bits (`mora-litu-veso-panu`). */
export function parolaPronunciabile(): string {
  const sillaba = (): string => scegli(consonanti) + scegli(vocali);
  return Array.from({ length: 4 }, () => sillaba() + sillaba()).join('-');
}

function scegli(lettere: string): string {
  return lettere.charAt(randomInt(lettere.length));
}
