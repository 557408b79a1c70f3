import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CLEARANCE, EDGE, findFreePlace } from './free-place.ts';
import { type Box, grow, invert, type Matrix, multiply, overlaps } from './geometry.ts';
import { newOccupancy } from './occupancy.ts';

const foglio = { width: 595, height: 842 };
const timbro = { width: 198, height: 60 };

const riquadro = fc
  .tuple(
    fc.integer({ min: -50, max: 600 }),
    fc.integer({ min: -50, max: 850 }),
    fc.integer({ min: 1, max: 400 }),
    fc.integer({ min: 1, max: 300 }),
  )
  .map(([x, y, w, h]): Box => ({ x0: x, y0: y, x1: x + w, y1: y + h }));
const angolo = fc.constantFrom('topRight', 'topLeft', 'bottomRight', 'bottomLeft');

test('il posto trovato è sul foglio e non tocca nulla', () => {
  fc.assert(
    fc.property(fc.array(riquadro, { maxLength: 12 }), angolo, (occupati, corner) => {
      const pagina = newOccupancy(foglio.width, foglio.height);
      for (const box of occupati) pagina.mark(box);
      const trovato = findFreePlace(pagina, timbro, corner);
      if (!trovato) return;
      const { box } = trovato;
      expect(occupati.some((altro) => overlaps(grow(box, CLEARANCE), altro))).toBe(false);
      expect(
        box.x0 >= EDGE && box.y0 >= EDGE && box.x1 <= foglio.width - EDGE && box.y1 <= foglio.height - EDGE,
      ).toBe(true);
    }),
  );
});

test('su un foglio bianco è l’angolo chiesto, su uno pieno non c’è', () => {
  const pagina = newOccupancy(foglio.width, foglio.height);
  expect(findFreePlace(pagina, timbro, 'topRight')).toMatchObject({
    corner: 'topRight',
    box: { x0: foglio.width - EDGE - timbro.width, y0: EDGE },
  });
  pagina.markAll();
  expect(findFreePlace(pagina, timbro, 'topRight')).toBeUndefined();
});

test('un foglio più piccolo del timbro non ha posto, uno immenso si esamina in fretta', () => {
  expect(findFreePlace(newOccupancy(100, 100), timbro, 'topRight')).toBeUndefined();
  const immenso = newOccupancy(14_400, 14_400);
  for (let i = 0; i < 100_000; i++) immenso.mark({ x0: i / 7, y0: i / 9, x1: i / 7 + 3, y1: i / 9 + 3 });
  immenso.mark({ x0: 0, y0: 0, x1: Number.NaN, y1: 5 });
  const inizio = performance.now();
  findFreePlace(immenso, timbro, 'topRight');
  expect(performance.now() - inizio).toBeLessThan(2000);
});

test('una trasformazione seguita dalla sua inversa lascia tutto com’era', () => {
  const numero = fc.integer({ min: -500, max: 500 });
  fc.assert(
    fc.property(
      fc.constantFrom(0, 90, 180, 270),
      numero,
      numero,
      fc.integer({ min: 1, max: 9 }),
      (gradi, e, f, scala) => {
        const angoloRad = (gradi * Math.PI) / 180;
        const m: Matrix = [
          scala * Math.cos(angoloRad),
          scala * Math.sin(angoloRad),
          -scala * Math.sin(angoloRad),
          scala * Math.cos(angoloRad),
          e,
          f,
        ];
        const nulla = multiply(invert(m), m);
        [1, 0, 0, 1, 0, 0].forEach((atteso, i) => expect(nulla[i]).toBeCloseTo(atteso, 6));
      },
    ),
  );
});
