import { giornoDiRoma } from '#platform/clock';

/** The solar year of Europe/Rome. */
export function annoDiRoma(istante: Date): number {
  return Number(giornoDiRoma(istante).slice(0, 4));
}
