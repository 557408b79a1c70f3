import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { indirizzoTotp, nuovoSeme, passoDelCodice } from './totp.ts';

// RFC 6238, appendix B: the seed is the ASCII text, the six digits are the last of its eight.
const SEME_RFC = Secret.fromLatin1('12345678901234567890').base32;
const RFC: [number, string][] = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
];

test('i codici sono quelli dell’appendice B della RFC 6238, e dicono a quale passo appartengono', () => {
  for (const [secondi, codice] of RFC)
    expect(passoDelCodice(SEME_RFC, codice, new Date(secondi * 1000))).toBe(Math.floor(secondi / 30));
});

test('si accetta il codice del passo di ora, di quello prima e di quello dopo, e nessun altro', () => {
  const seme = nuovoSeme();
  const adesso = new Date('2026-11-26T10:00:10Z');
  const passo = Math.floor(adesso.getTime() / 30_000);
  const accettati = [-3, -2, -1, 0, 1, 2, 3].filter((scarto) => {
    const timestamp = adesso.getTime() + scarto * 30_000;
    const codice = TOTP.generate({ secret: Secret.fromBase32(seme), timestamp });
    const trovato = passoDelCodice(seme, codice, adesso);
    if (trovato !== undefined) expect(trovato).toBe(passo + scarto);
    return trovato !== undefined;
  });
  expect(accettati).toEqual([-1, 0, 1]);
});

test('il seme è di 160 bit, ogni volta diverso; l’indirizzo porta ente e utente senza ambiguità', () => {
  const seme = nuovoSeme();
  expect(Secret.fromBase32(seme).bytes.length).toBe(20);
  expect(nuovoSeme()).not.toBe(seme);
  const indirizzo = new URL(indirizzoTotp(seme, { ente: 'Comune di Prova: sede è', nomeUtente: 'a.rossi' }));
  expect(decodeURIComponent(indirizzo.pathname)).toBe('/Comune di Prova  sede è:a.rossi');
  expect(Object.fromEntries(indirizzo.searchParams)).toMatchObject({
    issuer: 'Comune di Prova  sede è',
    secret: seme,
    digits: '6',
    period: '30',
  });
});
