import type { Pacchetto } from './tipi.ts';

type Evento = Pacchetto['storia'][number];
type Gruppo = Omit<Evento, 'rapporto'> & { volte: number; ultimo: string; rapporti: string[] };

const TENTATIVO = new Set(['in-partenza', 'non-riuscito']);

/** The same thing that happened again and again is one line: attempts that failed for the same reason, rapporti of many documents. */
export function raggruppa(storia: readonly Evento[]): Gruppo[] {
  const gruppi: Gruppo[] = [];
  for (const e of storia) {
    const uguale = (g: Gruppo | undefined): boolean =>
      g?.evento === e.evento && g.attore === e.attore && g.motivo === e.motivo;
    const prima = gruppi.at(-1);
    const penultima = gruppi.at(-2);
    // A failed attempt is two events, its beginning and its end: the next of the same kind joins the pair.
    const coppia = TENTATIVO.has(e.evento) && prima !== undefined && TENTATIVO.has(prima.evento);
    const sua = uguale(prima) ? prima : coppia && uguale(penultima) ? penultima : undefined;
    if (sua) {
      sua.volte += 1;
      sua.ultimo = e.istante;
      if (e.rapporto !== undefined) sua.rapporti.push(e.rapporto);
    } else {
      const { rapporto, ...altro } = e;
      gruppi.push({
        ...altro,
        volte: 1,
        ultimo: e.istante,
        rapporti: rapporto === undefined ? [] : [rapporto],
      });
    }
  }
  return gruppi;
}
