import { troppoGrande } from './invii.errors.ts';

export type DaDividere = { documentoId: string; nome: string; dimensione: number };

/** Limits of a box, from its policy. */
export type Limiti = { massimoMessaggio: number; limiteByte: number; massimoDestinatari: number };

/** How one request becomes messages: each part to each group of recipients. */
export type Divisione = { parti: DaDividere[][]; destinatariPerMessaggio: number };

const INTESTAZIONI = 4096;
const PER_FILE = 1024;
const PER_DESTINATARIO = 512;

/** Bytes of a file on the wire: base64, in lines of 76. */
const inViaggio = (dimensione: number): number =>
  Math.ceil((Math.ceil(dimensione / 3) * 4 * 78) / 76) + PER_FILE;

/**
 * Decides how many messages it takes (RN-82.1). One, whenever the files are no more than the office allows (BES-17) and their bytes on
 * the wire, by the number of recipients, no more than the provider does (RN-14.1). The files keep their order, the main document
 * first. Recipients are parted only where they are too many, or a single file would be too large for all of them together.
 *
 * @param fisso bytes of the text
 * @throws Rifiuto `invio.file-troppo-grande` with the name of the file
 */
export function dividi(
  file: readonly DaDividere[],
  destinatari: number,
  fisso: number,
  { massimoMessaggio, limiteByte, massimoDestinatari }: Limiti,
): Divisione {
  const base = INTESTAZIONI + fisso * 3 + Math.min(destinatari, massimoDestinatari) * PER_DESTINATARIO;
  for (const f of file)
    if (f.dimensione > massimoMessaggio || base + inViaggio(f.dimensione) > limiteByte)
      throw troppoGrande(
        'file-troppo-grande',
        `«${f.nome}» è di ${f.dimensione} byte: da solo supera ciò che un messaggio può portare (${Math.min(massimoMessaggio, limiteByte)} byte). Va trasmesso in altro modo o diviso.`,
      );
  const maggiore = base + Math.max(0, ...file.map((f) => inViaggio(f.dimensione)));
  const perMessaggio = Math.max(
    1,
    Math.min(destinatari, massimoDestinatari, Math.floor(limiteByte / maggiore)),
  );
  const capienza = Math.floor(limiteByte / perMessaggio);
  const parti: DaDividere[][] = [];
  let ultima: DaDividere[] = [];
  let [byte, viaggio] = [0, base];
  for (const f of file) {
    const entra = byte + f.dimensione <= massimoMessaggio && viaggio + inViaggio(f.dimensione) <= capienza;
    if (ultima.length > 0 && !entra) {
      parti.push(ultima);
      ultima = [];
      [byte, viaggio] = [0, base];
    }
    ultima.push(f);
    byte += f.dimensione;
    viaggio += inViaggio(f.dimensione);
  }
  return { parti: [...parti, ultima], destinatariPerMessaggio: perMessaggio };
}
