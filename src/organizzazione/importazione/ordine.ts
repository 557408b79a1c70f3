import { chiaveDi } from './albero.ts';
import type { Scrittura } from './confronta.ts';
import type { Attuale } from './importazione.queries.ts';

/** In the order in which they can be written: new units after the ones they belong to, then changes, then closings. */
export function inOrdine(scritture: readonly Scrittura[], attuali: readonly Attuale[]): Scrittura[] {
  const nuove = scritture.filter((s) => s.id === undefined);
  const scritte = new Set(attuali.map((u) => chiaveDi(u.codice)));
  const ordinate: Scrittura[] = [];
  let resto = nuove;
  while (resto.length > 0) {
    const pronte = resto.filter((s) => !s.detti.padre || scritte.has(chiaveDi(s.detti.padre)));
    // A ring has been refused already; what is left is written as it comes, and refused by name.
    for (const s of pronte.length > 0 ? pronte : resto) {
      ordinate.push(s);
      scritte.add(chiaveDi(s.riga.codice));
    }
    resto = resto.filter((s) => !scritte.has(chiaveDi(s.riga.codice)));
  }
  const altre = scritture.filter((s) => s.id !== undefined);
  return [
    ...ordinate,
    ...altre.filter((s) => s.riga.esito === 'variata'),
    ...altre.filter((s) => s.riga.esito === 'chiusa'),
  ];
}
