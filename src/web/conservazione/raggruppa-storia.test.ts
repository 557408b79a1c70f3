import { expect, test } from 'vitest';
import { raggruppa } from './raggruppa-storia.ts';
import type { Pacchetto } from './tipi.ts';

type Evento = Pacchetto['storia'][number];
let minuto = 0;
const evento = (nome: string, motivo?: string): Evento => ({
  istante: `2026-11-27T08:${String(minuto++).padStart(2, '0')}:00+01:00`,
  evento: nome,
  stato: 'prodotto',
  attore: 'sistema',
  ...(motivo !== undefined && { motivo }),
});

test('tentativi andati male allo stesso modo sono due righe con quante volte, e un motivo diverso ne apre un’altra', () => {
  const storia = [
    evento('prodotto'),
    ...[1, 2, 3].flatMap(() => [evento('in-partenza'), evento('non-riuscito', 'Non risponde')]),
    evento('in-partenza'),
    evento('non-riuscito', 'Un’altra chiave'),
    evento('inviato'),
  ];
  expect(raggruppa(storia).map((g) => [g.evento, g.motivo, g.volte])).toEqual([
    ['prodotto', undefined, 1],
    ['in-partenza', undefined, 4],
    ['non-riuscito', 'Non risponde', 3],
    ['non-riuscito', 'Un’altra chiave', 1],
    ['inviato', undefined, 1],
  ]);
});

test('dei rapporti di molti documenti, in una riga, nessuno si perde', () => {
  const letto = (rapporto: string): Evento => ({ ...evento('rapporto'), rapporto });
  const [uno, due] = raggruppa([evento('inviato'), letto('a'), letto('b'), letto('c')]);
  expect([uno?.rapporti, due?.rapporti, due?.volte]).toEqual([[], ['a', 'b', 'c'], 3]);
});
