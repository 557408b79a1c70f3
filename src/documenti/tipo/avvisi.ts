import type { Campione } from './campione.ts';
import { estensione, nomeDelFormato, nomeVeritiero } from './nomi.ts';

const PROGRAMMI =
  /^(application\/(x-msdownload|x-elf|x-mach-binary|java-archive|java-vm|x-ms-shortcut|x-deb|x-rpm|vnd\.android\.package-archive)|text\/x-shellscript)$/;
const ESTENSIONI_PROGRAMMI = new Set(
  'exe dll com scr pif bat cmd ps1 vbs vbe js jse wsf msi msp jar lnk hta sh apk'.split(' '),
);
// Marks that turn the direction of what follows: "fattura\u202Efdp.exe" reads as "fatturaexe.pdf".
const INVERSIONI = /[\u202a-\u202e\u2066-\u2069]/;

function sulPdf({ testa, coda }: Campione): string[] {
  const avvisi: string[] = [];
  if (!coda.subarray(-2048).includes('%%EOF'))
    avvisi.push('Il PDF è incompleto: manca la parte finale. Potrebbe non aprirsi.');
  // The trailer is at the end, or in a linearized file near the beginning.
  const cifrato = /\/Encrypt(?=[\s<])/;
  if (cifrato.test(coda.toString('latin1')) || cifrato.test(testa.subarray(0, 4096).toString('latin1')))
    avvisi.push('Il PDF è protetto da password o da restrizioni: potrebbe non aprirsi.');
  return avvisi;
}

function sullaFine(formato: string, { testa, coda }: Campione): string[] {
  const fine: [boolean, Buffer][] = [
    [testa.subarray(0, 4).equals(Buffer.from('PK\x03\x04')), Buffer.from('PK\x05\x06')],
    [formato === 'image/png', Buffer.from('IEND')],
    [formato === 'image/jpeg', Buffer.from([0xff, 0xd9])],
  ];
  const manca = fine.some(([riguarda, segno]) => riguarda && !coda.includes(segno));
  return manca ? ['Il file è incompleto: manca la parte finale. Potrebbe non aprirsi.'] : [];
}

/**
 * What the operator should know of a file before registering it. Sentences, in order of weight; they never block: the
 * office registers what it receives, and says what it was.
 */
export function avvisiDi(nomeFile: string, formato: string, campione: Campione): string[] {
  const avvisi: string[] = [];
  if (PROGRAMMI.test(formato) || ESTENSIONI_PROGRAMMI.has(estensione(nomeFile)))
    avvisi.push('Il file è un programma: non va aperto se non si è certi di chi lo manda.');
  if (INVERSIONI.test(nomeFile))
    avvisi.push('Il nome contiene segni che ne invertono la lettura: può sembrare di un altro tipo.');
  if (!nomeVeritiero(nomeFile, formato))
    avvisi.push(`Il nome termina in .${estensione(nomeFile)} ma il contenuto è ${nomeDelFormato(formato)}.`);
  else if (formato === 'application/octet-stream')
    avvisi.push('Il contenuto è di un tipo che non si riconosce.');
  return [...avvisi, ...(formato === 'application/pdf' ? sulPdf(campione) : sullaFine(formato, campione))];
}
