import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everyPart } from './every-part.ts';
import { parseMime } from './parse-mime.ts';
import type { Part } from './part.ts';
import { fromTransfer } from './transfer.ts';

const righe = (...r: string[]): Buffer => Buffer.from(r.join('\r\n'), 'latin1');
const luoghi = (parte: Part): string[] => [...everyPart(parte)].map(({ path, type }) => `${path} ${type}`);

const ANNIDATO = [
  'Content-Type: multipart/signed; boundary="esterno"',
  '',
  'prologo',
  '--esterno',
  'Content-Type: multipart/mixed; boundary=interno',
  '',
  '--interno',
  '',
  'Testo.',
  '--interno',
  'Content-Type: message/rfc822; name=postacert.eml',
  'Content-Disposition: inline',
  '',
  'Subject: dentro',
  '',
  'Corpo',
  '--interno--',
  '--esterno',
  'Content-Type: application/x-pkcs7-signature',
  '',
  'firma',
  '--esterno--',
  'coda',
];

test('ogni parte ha il suo luogo, e i suoi byte sono proprio quelli arrivati', () => {
  const byte = righe(...ANNIDATO);
  const messaggio = parseMime(byte);
  expect(luoghi(messaggio)).toEqual([
    ' multipart/signed',
    '1 multipart/mixed',
    '1.1 text/plain',
    '1.2 message/rfc822',
    '1.2/1 text/plain',
    '2 application/x-pkcs7-signature',
  ]);
  const firmata = messaggio.children[0] as Part;
  expect(firmata.raw.toString()).toBe(ANNIDATO.slice(4, 17).join('\r\n'));
  expect(firmata.raw.buffer).toBe(byte.buffer);
  expect([...everyPart(messaggio)].flatMap(({ faults }) => faults)).toEqual([]);
});

describe('messaggi malfatti', () => {
  const foglie = (byte: Buffer): string[] =>
    [...everyPart(parseMime(byte))].filter((p) => p.children.length === 0).map((p) => p.body.toString());

  test('con i soli LF si leggono come gli altri', () => {
    const byte = Buffer.from(ANNIDATO.join('\n'));
    expect(luoghi(parseMime(byte))).toEqual(luoghi(parseMime(righe(...ANNIDATO))));
  });
  test('senza l’ultimo delimitatore la parte finisce con il messaggio', () => {
    const messaggio = parseMime(
      righe('Content-Type: multipart/mixed; boundary=x', '', '--x', '', 'uno', '--x', '', 'due'),
    );
    expect(messaggio.children.map(({ body }) => body.toString())).toEqual(['uno', 'due']);
    expect(messaggio.faults).toEqual(['unclosed']);
  });
  test('un delimitatore che ne comincia un altro non lo spezza', () => {
    expect(
      foglie(
        righe(
          'Content-Type: multipart/mixed; boundary=x',
          '',
          '--x',
          '',
          'a',
          '--xy',
          'b',
          '--x  ',
          '',
          'c',
          '--x--',
        ),
      ),
    ).toEqual(['a\r\n--xy\r\nb', 'c']);
  });
  test('il delimitatore dichiarato male si riconosce dal corpo', () => {
    for (const tipo of [
      'multipart/mixed; boundary="altro"',
      'multipart/mixed',
      'multipart/mixed; boundary=x-pi=C3=B9',
    ])
      expect(
        foglie(
          righe(
            `Content-Type: ${tipo}`,
            '',
            '--vero',
            'Content-Type: text/plain',
            '',
            'a',
            '--vero',
            '',
            'b',
            '--vero--',
          ),
        ),
      ).toEqual(['a', 'b']);
  });
  test('la parte interna che non si chiude finisce dove comincia la sorella', () => {
    const messaggio = parseMime(
      righe(
        'Content-Type: multipart/mixed; boundary=e',
        '',
        '--e',
        'Content-Type: multipart/alternative; boundary=i',
        '',
        '--i',
        '',
        'a',
        '--e',
        'Content-Type: application/pdf',
        '',
        'pdf',
        '--e--',
      ),
    );
    expect(luoghi(messaggio)).toEqual([
      ' multipart/mixed',
      '1 multipart/alternative',
      '1.1 text/plain',
      '2 application/pdf',
    ]);
  });
  test('le parti dopo la fine non si perdono', () => {
    expect(
      foglie(
        righe(
          'Content-Type: multipart/mixed; boundary=x',
          '',
          '--x',
          '',
          'a',
          '--x--',
          'nulla',
          '--x',
          '',
          'b',
          '--x--',
        ),
      ),
    ).toEqual(['a', 'b']);
  });
  test('senza riga vuota il corpo comincia dove finiscono le intestazioni', () => {
    const messaggio = parseMime(righe('Subject: prova', 'Buongiorno', 'a tutti'));
    expect(messaggio.body.toString()).toBe('Buongiorno\r\na tutti');
    expect(messaggio.faults).toEqual(['no-blank-line']);
  });
  test('una riga estranea fra le intestazioni è passata oltre', () => {
    const messaggio = parseMime(righe('Subject: uno', 'riga estranea', 'To: due', ' tre', '', 'corpo'));
    expect(messaggio.headers.map(({ name, value }) => [name, value])).toEqual([
      ['subject', 'uno'],
      ['to', 'due tre'],
    ]);
    expect(messaggio.body.toString()).toBe('corpo');
  });
  test('intestazioni con byte nulli o di otto bit si leggono', () => {
    const intestazione = (byte: Buffer): string | undefined => parseMime(byte).headers[0]?.value;
    expect(intestazione(Buffer.from('Subject: città\r\n\r\n'))).toBe('città');
    expect(intestazione(Buffer.from('Subject: citt\xe0\r\n\r\n', 'latin1'))).toBe('città');
    expect(intestazione(Buffer.from('Subject: a\0b\r\n\r\n'))).toBe('a\0b');
  });
});

describe('messaggi dentro i messaggi', () => {
  const dentro = righe('From: a@b.it', 'Subject: dentro', '', 'corpo');
  test.each([
    ['message/rfc822', '7bit', dentro.toString()],
    ['message/rfc822', 'base64', dentro.toString('base64')],
    ['message/rfc822', 'quoted-printable', dentro.toString().replace('corpo', 'co=72po')],
    ['application/octet-stream; name=postacert.EML', 'base64', dentro.toString('base64')],
  ])('%s in %s si apre', (tipo, codifica, corpo) => {
    const messaggio = parseMime(
      righe(`Content-Type: ${tipo}`, `Content-Transfer-Encoding: ${codifica}`, '', corpo),
    );
    expect(messaggio.message?.path).toBe('1/1');
    expect(messaggio.message?.raw.equals(dentro)).toBe(true);
  });
  test('un .eml che non è un messaggio resta un file', () => {
    expect(parseMime(righe('Content-Type: text/plain; name=x.eml', '', '<html>')).message).toBeUndefined();
    expect(parseMime(righe('Content-Type: message/rfc822', '', '<html>')).faults).toEqual(['not-a-message']);
  });
});

describe('limiti', () => {
  test('oltre la profondità e oltre il numero le parti restano chiuse, e lo si dice', () => {
    const fondo = (n: number): string =>
      n === 0 ? '\r\nfondo' : `Content-Type: message/rfc822\r\n\r\n${fondo(n - 1)}`;
    const difetti = [...everyPart(parseMime(Buffer.from(fondo(1000))))].flatMap(({ faults }) => faults);
    expect(difetti).toEqual(['depth']);
    const molte = parseMime(
      Buffer.from(`Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\n\r\na\r\n'.repeat(5000)}--x--`),
    );
    expect(molte.children).toHaveLength(1000);
    expect(molte.faults).toContain('parts');
  });
  test('milioni di righe ostili si leggono in un tempo che cresce con loro', () => {
    const ostili = [
      '--x'.repeat(700_000),
      '\n--'.repeat(700_000),
      '\n--x-'.repeat(500_000),
      'a: b\n'.repeat(400_000),
      ' \n'.repeat(1_000_000),
      ':'.repeat(2_000_000),
    ];
    for (const corpo of ostili) {
      parseMime(Buffer.from(`Content-Type: multipart/mixed; boundary=x\r\n\r\n${corpo}`));
      parseMime(Buffer.from(`Subject: x\r\n${corpo}`));
    }
  });
});

test('qualunque cosa arrivi si legge, e i byte di ogni parte stanno nel messaggio', () => {
  const pezzo = fc.oneof(
    fc.constantFrom(
      '\r\n',
      '\n',
      '\r',
      '--x',
      '--x--',
      'Content-Type: multipart/mixed; boundary=x',
      'Content-Type: message/rfc822',
    ),
    fc.constantFrom(
      'Content-Transfer-Encoding: base64',
      'Subject: ',
      '\t',
      '\0',
      ';',
      '"',
      '=?utf-8?B?4oKs?=',
      '\r\n\r\n',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(pezzo, { maxLength: 60 }), (pezzi) => {
      const byte = Buffer.from(pezzi.join(''));
      for (const parte of everyPart(parseMime(byte))) {
        expect(byte.includes(parte.raw) || parte.path.includes('/')).toBe(true);
        fromTransfer(parte.body, parte.encoding);
      }
    }),
    { numRuns: 300 },
  );
});
