import { Libmime } from 'libmime';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddresses } from './addresses.ts';
import { decodeText } from './charset.ts';
import { parseDate } from './date.ts';
import { parseParameters } from './parameters.ts';
import { fromBase64, fromQuotedPrintable, fromTransfer } from './transfer.ts';
import { decodeWords } from './words.ts';

describe('codifiche di trasporto', () => {
  test('la base64 si legge anche con estranei in mezzo, a pezzi chiusi o tronca', () => {
    expect(fromBase64(Buffer.from('Y2l0\r\n dMOg')).bytes.toString()).toBe('città');
    expect(fromBase64(Buffer.from('Y2l0\r\n*!dMOg')).bytes.toString()).toBe('città');
    expect(fromBase64(Buffer.from('Yw==\r\naXR0w6A=')).bytes.toString()).toBe('città');
    expect(fromBase64(Buffer.from('Y2l0dM'))).toEqual({ bytes: Buffer.from('citt'), clean: true });
    expect(fromBase64(Buffer.from('Y2l0*')).clean).toBe(false);
  });
  test('la quoted-printable sopravvive a sequenze non valide e a righe spezzate con spazi', () => {
    const letto = (t: string): string => fromQuotedPrintable(Buffer.from(t)).bytes.toString();
    expect(letto('citt=C3=A0=\r\n e=20 =  \nfine=')).toBe('città e  fine');
    expect(letto('100=% =ZZ')).toBe('100=% =ZZ');
    expect(fromQuotedPrintable(Buffer.from('=ZZ')).clean).toBe(false);
  });
  test('ciò che è stato codificato torna uguale, byte per byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (dati) => {
        const base64 = Buffer.from(dati)
          .toString('base64')
          .replace(/(.{76})/g, '$1\r\n');
        expect(fromTransfer(Buffer.from(base64), 'base64').bytes.equals(dati)).toBe(true);
        const qp = [...dati].map((b) => `=${b.toString(16).padStart(2, '0').toUpperCase()}`).join('');
        expect(
          fromTransfer(Buffer.from(qp.replace(/(.{72})/g, '$1=\r\n')), 'quoted-printable').bytes.equals(dati),
        ).toBe(true);
      }),
    );
  });
});

describe('insiemi di caratteri', () => {
  test.each([
    ['utf-8', 'c3a0', 'à'],
    ['UTF8', 'c3a0', 'à'],
    ['"iso-8859-1"', 'e0', 'à'],
    ['windows-1252', '80', '€'],
    ['ISO_8859-15', 'a4', '€'],
    ['koi8-r', 'c1', 'а'],
    ['gb18030', 'd6d0', '中'],
    ['iso-2022-jp', '1b244224221b2842', 'あ'],
    ['cp850', '85', 'à'],
    ['utf-16', 'feff00e0', 'à'],
    ['us-ascii', 'c3a0', 'à'],
    [undefined, 'e0', 'à'],
  ])('%s', (etichetta, byte, testo) => {
    expect(decodeText(Buffer.from(byte, 'hex'), etichetta).text).toBe(testo);
  });
  test('un nome sconosciuto non perde alcun byte, e lo si dice', () => {
    expect(decodeText(Buffer.from([0x61, 0xe0]), 'x-inventato')).toEqual({ text: 'aà', fault: 'unknown' });
    for (const etichetta of ['base64', 'hex', 'utf-7', '__proto__', 'a'.repeat(1000)])
      expect(decodeText(Buffer.from('+ADw-script'), etichetta)).toEqual({
        text: '+ADw-script',
        fault: 'unknown',
      });
  });
});

describe('parole codificate', () => {
  test.each([
    ['=?UTF-8?Q?Citt=C3=A0_di?= Esempio', 'Città di Esempio'],
    ['=?utf-8?B?Q2l0dMM=?=\r\n =?utf-8?B?oA==?=', 'Città'],
    ['=?iso-8859-1?q?a=E0?= =?utf-8?q?=C3=A0?=', 'aàà'],
    ['prima =?utf-8?q?a?= dopo', 'prima a dopo'],
    ['=?utf-8*it?q?=C3=A0?=', 'à'],
    ['=?utf-8?q?due parole?=', 'due parole'],
    ['=?non?x?finita', '=?non?x?finita'],
  ])('%s', (codificato, testo) => expect(decodeWords(codificato)).toBe(testo));
  test('qualunque testo codificato torna com’era', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (t) => {
        const testo = `è ${t.replace(/[=?_]/g, '').trim()} è`;
        for (const modo of ['Q', 'B'] as const)
          expect(decodeWords(new Libmime().encodeWords(testo, modo, 52))).toBe(testo);
      }),
    );
  });
});

describe('nomi dei file', () => {
  const nome = (intestazione: string): string | undefined =>
    parseParameters(intestazione).parameters.get('filename');
  test.each([
    ['attachment; filename="relazione v.2 (bozza).pdf"', 'relazione v.2 (bozza).pdf'],
    ['attachment; filename=istanza v2.pdf', 'istanza v2.pdf'],
    [`attachment; filename*=UTF-8''citt%C3%A0%20nuova.pdf`, 'città nuova.pdf'],
    [
      `attachment; filename*0*=iso-8859-1'it'citt%E0; filename*1=" e"; filename*2*=%20paese.pdf`,
      'città e paese.pdf',
    ],
    [`attachment; filename*1="due.pdf"; filename*0="uno-"`, 'uno-due.pdf'],
    [`attachment; filename="piano.pdf"; filename*=utf-8''pi%C3%A0no.pdf`, 'piàno.pdf'],
    ['attachment; filename="=?utf-8?Q?citt=C3=A0?= =?utf-8?Q?.pdf?="', 'città.pdf'],
    ['attachment; filename="C:\\documenti\\atto.pdf"', 'C:\\documenti\\atto.pdf'],
    ['attachment; filename="detto \\"uno\\".pdf"', 'detto "uno".pdf'],
    ['attachment; filename="non chiuso.pdf', 'non chiuso.pdf'],
    ['attachment; filename="a;b.pdf"; size=3', 'a;b.pdf'],
  ])('%s', (intestazione, atteso) => expect(nome(intestazione)).toBe(atteso));
  test('un nome in qualunque scrittura torna com’era, nelle due forme', () => {
    const nomi = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((n) => n.trim() === n);
    fc.assert(
      fc.property(nomi, (n) => {
        const cento = [...Buffer.from(n)].map((b) => `%${b.toString(16).padStart(2, '0')}`).join('');
        expect(nome(`attachment; filename*=utf-8''${cento}`)).toBe(n);
        const parola = `=?utf-8?B?${Buffer.from(n).toString('base64')}?=`;
        expect(nome(`attachment; filename="${parola}"`)).toBe(n);
      }),
    );
  });
});

test('gli indirizzi si leggono in ogni forma, con il nome decodificato', () => {
  expect(
    parseAddresses(
      '"Per conto di: a@b.it" <posta-certificata@pec.it>, =?utf-8?Q?Rossi=2C_Niccol=C3=B2?= <n@r.it>, Gruppo: x@y.it, z@w.it;, solo@uno.it',
    ),
  ).toEqual([
    { address: 'posta-certificata@pec.it', name: 'Per conto di: a@b.it' },
    { address: 'n@r.it', name: 'Rossi, Niccolò' },
    { address: 'x@y.it' },
    { address: 'z@w.it' },
    { address: 'solo@uno.it' },
  ]);
  expect(parseAddresses(undefined)).toEqual([]);
});

test.each([
  ['Thu, 26 Nov 2026 10:15:30 +0100', '2026-11-26T09:15:30.000Z'],
  ['26 Nov 26 10:15 GMT', '2026-11-26T10:15:00.000Z'],
  ['Thu, 26 Nov 2026 10:15:30 +0100 (CET)', '2026-11-26T09:15:30.000Z'],
  ['Thu, 26 Nov 2026 10:15:30', '2026-11-26T10:15:30.000Z'],
  ['31 Feb 2026 10:15:30 +0100', undefined],
  ['ieri', undefined],
  [undefined, undefined],
])('la data «%s»', (intestazione, istante) => expect(parseDate(intestazione)?.toISOString()).toBe(istante));
