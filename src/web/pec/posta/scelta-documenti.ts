import type { Messaggio, Parte } from '../tipi.ts';
import { formatoParte } from './formato-parte.ts';

/** Which parts become the documents of the registration; without `principale` it is the message itself. */
export type Scelte = { principale: string | undefined; allegati: readonly string[] };

/** What one would choose nine times in ten: the first PDF or signed file is the document, the images of the text are nothing. */
export function scelteProposte({ allegati }: Messaggio): Scelte {
  const veri = allegati.filter((p) => p.genere !== 'in-linea' && p.genere !== 'segnatura');
  const documento = (p: Parte): boolean =>
    formatoParte(p) === 'application/pdf' || p.nome.toLowerCase().endsWith('.p7m');
  const principale = (veri.find(documento) ?? veri[0])?.percorso;
  return { principale, allegati: veri.map((p) => p.percorso).filter((p) => p !== principale) };
}
