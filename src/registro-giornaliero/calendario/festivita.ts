import { giorniDopo } from './giorno.ts';

/** Easter of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher). */
export function pasqua(anno: number): string {
  const a = anno % 19;
  const b = Math.floor(anno / 100);
  const c = anno % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const mese = Math.floor((h + l - 7 * m + 114) / 31);
  const giorno = ((h + l - 7 * m + 114) % 31) + 1;
  return `${anno}-${String(mese).padStart(2, '0')}-${String(giorno).padStart(2, '0')}`;
}

/** Of law 260/1949 and those that changed it; 4 October from 2026 (law 151/2025). */
const FISSE: readonly (readonly [giorno: string, nome: string, dal?: number])[] = [
  ['01-01', 'Capodanno'],
  ['01-06', 'Epifania'],
  ['04-25', 'Anniversario della Liberazione'],
  ['05-01', 'Festa del lavoro'],
  ['06-02', 'Festa della Repubblica'],
  ['08-15', 'Assunzione'],
  ['10-04', 'San Francesco d’Assisi', 2026],
  ['11-01', 'Ognissanti'],
  ['12-08', 'Immacolata Concezione'],
  ['12-25', 'Natale'],
  ['12-26', 'Santo Stefano'],
];

/** The national holidays of a year, in order, by name. */
export function festivita(anno: number): { giorno: string; nome: string }[] {
  const mobili = [
    { giorno: pasqua(anno), nome: 'Pasqua' },
    { giorno: giorniDopo(pasqua(anno), 1), nome: 'Lunedì dell’Angelo' },
  ];
  const fisse = FISSE.filter(([, , dal = 0]) => anno >= dal).map(([g, nome]) => ({
    giorno: `${anno}-${g}`,
    nome,
  }));
  return [...fisse, ...mobili].toSorted((x, y) => x.giorno.localeCompare(y.giorno));
}
