/** In the order in which they are looked for: many browsers also claim to be another. */
const PROGRAMMI: [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/Firefox\/|FxiOS/, 'Firefox'],
  [/Chrome\/|CriOS/, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SISTEMI: [RegExp, string][] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
];

/** `Firefox su Windows`: what a User-Agent says it is, enough to recognise one's own. */
export function descriviAgente(agente: string | null): string {
  if (!agente) return 'Programma sconosciuto';
  const programma = PROGRAMMI.find(([forma]) => forma.test(agente))?.[1];
  const sistema = SISTEMI.find(([forma]) => forma.test(agente))?.[1];
  if (!programma) return agente.split(/[\s/]/)[0]?.slice(0, 40) || 'Programma sconosciuto';
  return sistema ? `${programma} su ${sistema}` : programma;
}
