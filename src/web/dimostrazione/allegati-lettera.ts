import { dimensioneLeggibile } from '../documenti/dimensione.ts';
import type { LetteraDimostrativa } from './tipi.ts';

/** What the server takes, less what base64 adds. */
export const ALLEGATI_MASSIMI = 5;
export const BYTE_MASSIMI = 4 * 1024 * 1024;

/** Those there is room for, and in words why the others are not taken. */
export function aggiungi(
  presenti: readonly File[],
  nuovi: readonly File[],
): { tenuti: File[]; scartati: string[] } {
  const tenuti = [...presenti];
  const scartati: string[] = [];
  for (const file of nuovi) {
    if (file.size > BYTE_MASSIMI)
      scartati.push(
        `«${file.name}» è di ${dimensioneLeggibile(file.size)}: al più ${dimensioneLeggibile(BYTE_MASSIMI)}.`,
      );
    else if (tenuti.length >= ALLEGATI_MASSIMI)
      scartati.push(`«${file.name}» è di troppo: al più ${ALLEGATI_MASSIMI} allegati.`);
    else tenuti.push(file);
  }
  return { tenuti, scartati };
}

export async function inBase64(file: File): Promise<NonNullable<LetteraDimostrativa['allegati']>[number]> {
  const scritto = await new Promise<string>((fatto, fallito) => {
    const lettore = new FileReader();
    lettore.onload = () => fatto(lettore.result as string);
    lettore.onerror = () =>
      fallito(new Error(`Il file «${file.name}» non si legge più: sceglierlo di nuovo.`));
    lettore.readAsDataURL(file);
  });
  return { nome: file.name.slice(-200), contenuto: scritto.slice(scritto.indexOf(',') + 1) };
}
