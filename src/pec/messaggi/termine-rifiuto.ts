import { giornoDiRoma } from '#platform/clock';

/** Days within which the sender is told of a rejection (art. 79 c. 6). */
const GIORNI = 15;
/** Days after which whoever works the box is reminded of it, and after which it is too late. */
export const GIORNO_PROMEMORIA = 12;
export const GIORNO_SCADUTO = GIORNI + 1;

/*
 * From which day the fifteen days run. The regulation says «Del respingimento … darà opportuna comunicazione … entro un termine non
 * superiore a 15 gg» and not from when; the requirement (RN-79.6) counts days 12, 15 and 16 and does not say either. Two readings: from
 * the decision, or from the arrival of what is rejected. They run here from the arrival, the delivery certified by the provider where
 * there is one: a rejection is never decided before that, so whoever keeps this term keeps the other too; an office could otherwise
 * put off the term by putting off the decision; and it is the only day that the sender knows as well. The day of arrival does not
 * count (art. 155 c.p.c., reg. CEE 1182/71).
 */
export function comunicareEntro(m: { consegnato_il: Date | null; arrivato_il: Date }): string {
  const giorno = new Date(`${giornoDiRoma(m.consegnato_il ?? m.arrivato_il)}T00:00:00Z`);
  giorno.setUTCDate(giorno.getUTCDate() + GIORNI);
  return giorno.toISOString().slice(0, 10);
}

/** How many days have passed since what is to be told within that day arrived. */
export function giorniPassati(entro: string, oggi: string): number {
  return GIORNI - Math.round((Date.parse(entro) - Date.parse(oggi)) / 86_400_000);
}
