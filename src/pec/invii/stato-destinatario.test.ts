import fc from 'fast-check';
import { expect, test } from 'vitest';
import { statoDestinatario, type RicevutaDi, type StatoDestinatario } from './stato-destinatario.ts';

const CHI = { id: 'a', indirizzo: 'Anna@PEC.example', solo: false };
const PARTITO = new Date('2026-03-07T09:00:00Z');
const dopo = (ore: number): Date => new Date(PARTITO.getTime() + ore * 3_600_000);
const r = (tipo: string, altro: Partial<RicevutaDi> = {}): RicevutaDi => ({
  tipo,
  destinatarioId: tipo === 'accettazione' || tipo === 'non-accettazione' ? null : 'a',
  istante: dopo(0.01),
  errore: null,
  erroreEsteso: null,
  destinatari: [{ indirizzo: 'anna@pec.example', tipo: 'certificato' }],
  ...altro,
});
const stato = (ricevute: RicevutaDi[], prima: StatoDestinatario = 'inviato') =>
  statoDestinatario(prima, CHI, ricevute, PARTITO);

test('ogni ricevuta dice il suo, e più consegne o ritardi non tolgono ciò che si sa', () => {
  expect(stato([]).stato).toBe('inviato');
  expect(stato([r('accettazione')])).toMatchObject({ stato: 'accettato', certificato: true });
  const esterno = r('accettazione', { destinatari: [{ indirizzo: 'anna@pec.example', tipo: 'esterno' }] });
  expect(stato([esterno])).toMatchObject({ stato: 'esterno', certificato: false });
  expect(stato([r('accettazione'), r('avvenuta-consegna')])).toMatchObject({
    stato: 'consegnato',
    contrasto: false,
  });
  expect(stato([r('non-accettazione', { errore: 'virus' })])).toMatchObject({
    stato: 'non-accettato',
    errore: 'virus',
  });
  expect(
    stato([r('errore-consegna', { errore: 'no-dest', erroreEsteso: '5.1.1 indirizzo non valido' })]),
  ).toMatchObject({ stato: 'mancata-consegna', errore: '5.1.1 indirizzo non valido' });
  // Of another recipient it says nothing of this one.
  expect(stato([r('avvenuta-consegna', { destinatarioId: 'b' })]).stato).toBe('inviato');
});

test('il secondo preavviso, dopo 22 ore, chiude con la mancata consegna; il primo no', () => {
  expect(stato([r('preavviso-errore-consegna', { istante: dopo(12) })]).stato).toBe('preavviso');
  const secondo = r('preavviso-errore-consegna', { istante: dopo(24) });
  expect(stato([secondo, r('preavviso-errore-consegna', { istante: dopo(12) })])).toMatchObject({
    stato: 'mancata-consegna',
    preavvisoIl: dopo(12),
    mancatoIl: dopo(24),
  });
});

test('consegnato e mancata consegna insieme: vale la consegna, e si dice che sono in contrasto', () => {
  const e = stato([r('errore-consegna', { istante: dopo(2) }), r('avvenuta-consegna', { istante: dopo(1) })]);
  expect(e).toMatchObject({
    stato: 'consegnato',
    contrasto: true,
    mancatoIl: dopo(2),
    consegnatoIl: dopo(1),
  });
});

test('l’esito è lo stesso in qualunque ordine arrivino le ricevute, anche ripetute e una alla volta', () => {
  const ricevuta = fc
    .record({
      tipo: fc.constantFrom(
        'accettazione',
        'non-accettazione',
        'avvenuta-consegna',
        'errore-consegna',
        'preavviso-errore-consegna',
      ),
      ore: fc.integer({ min: 0, max: 30 }),
      tipoDest: fc.constantFrom('certificato', 'esterno'),
      erroreEsteso: fc.constantFrom(null, '5.1.1', '5.2.2'),
    })
    .map(({ tipo, ore, tipoDest, erroreEsteso }) =>
      r(tipo, {
        istante: dopo(ore),
        erroreEsteso,
        destinatari: [{ indirizzo: 'anna@pec.example', tipo: tipoDest }],
      }),
    );
  fc.assert(
    fc.property(
      fc
        .array(ricevuta, { minLength: 1, maxLength: 6 })
        .chain((elenco) =>
          fc.tuple(
            fc.constant(elenco),
            fc.shuffledSubarray([...elenco, ...elenco], { minLength: elenco.length * 2 }),
          ),
        ),
      ([insieme, mescolate]) => {
        // What is known only grows: each arrival starts from what the one before left.
        let prima: StatoDestinatario = 'inviato';
        for (let n = 1; n <= mescolate.length; n++) prima = stato(mescolate.slice(0, n), prima).stato;
        expect(stato(mescolate, prima)).toEqual(stato(insieme));
      },
    ),
    { numRuns: 1000 },
  );
});
