import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTnef } from './tnef.ts';

const u16 = (n: number): Buffer => Buffer.from(Uint16Array.of(n).buffer);
const u32 = (n: number): Buffer => Buffer.from(Uint32Array.of(n).buffer);
const attributo = (livello: number, id: number, dati: Buffer): Buffer =>
  Buffer.concat([Buffer.of(livello), u32(id), u32(dati.length), dati, u16(0)]);
const contato = (dati: Buffer): Buffer =>
  Buffer.concat([u32(dati.length), dati, Buffer.alloc((4 - (dati.length % 4)) % 4)]);

const winmail = Buffer.concat([
  u32(0x223e9f78),
  u16(1),
  attributo(1, 0x69007, u32(1252)),
  attributo(2, 0x69002, Buffer.alloc(14)),
  attributo(2, 0x18010, Buffer.from('RELAZI~1.PDF\0')),
  attributo(2, 0x6800f, Buffer.from('%PDF-1.7')),
  attributo(
    2,
    0x69005,
    Buffer.concat([
      u32(3),
      ...[u16(0x0003), u16(0x3705), u32(1)],
      ...[
        u16(0x0003),
        u16(0x8001),
        Buffer.alloc(16),
        u32(1),
        contato(Buffer.from('nome\0', 'utf16le')),
        u32(7),
      ],
      ...[u16(0x001f), u16(0x3707), u32(1), contato(Buffer.from('Relazione città.pdf\0', 'utf16le'))],
    ]),
  ),
  attributo(2, 0x69002, Buffer.alloc(14)),
  attributo(2, 0x18010, Buffer.from('citt\xe0.txt\0', 'latin1')),
  attributo(2, 0x6800f, Buffer.from('testo')),
]);

test('di un winmail.dat si leggono i file, con il nome lungo', () => {
  expect(readTnef(winmail).map(({ name, bytes }) => [name, bytes.toString()])).toEqual([
    ['Relazione città.pdf', '%PDF-1.7'],
    ['città.txt', 'testo'],
  ]);
});

test('tagliato dove capita, se ne legge quello che c’è', () => {
  for (let fine = 0; fine < winmail.length; fine++)
    expect(readTnef(winmail.subarray(0, fine)).length).toBeLessThanOrEqual(2);
});

test('qualunque byte cambiato, la lettura finisce', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(winmail.length - 1), fc.nat(255)), { maxLength: 8 }), (cambi) => {
      const byte = Buffer.from(winmail);
      for (const [dove, che] of cambi) byte[dove] = che;
      readTnef(byte);
    }),
  );
});
