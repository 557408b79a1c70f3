import { describe, expect, test } from 'vitest';
import { daticert } from '../../../test/support/messaggi-di-prova.ts';
import { leggiDaticert } from './daticert.ts';

const xml = daticert('avvenuta-consegna', {
  consegna: 'Protocollo@pec.comune.it',
  oggetto: 'Perché &lt;no&gt; &amp; sì &#8364;',
});
const leggi = (testo: string | Buffer): ReturnType<typeof leggiDaticert> => leggiDaticert(Buffer.from(testo));
const intero = leggi(xml);

test('i dati di certificazione si leggono interi, come scritti', () => {
  expect(intero).toEqual({
    tipo: 'avvenuta-consegna',
    errore: 'nessuno',
    mittente: 'mario.rossi@pec.esempio.it',
    destinatari: [{ indirizzo: 'protocollo@pec.comune.esempio.it', tipo: 'certificato' }],
    risposte: 'mario.rossi@pec.esempio.it',
    oggetto: 'Perché <no> & sì €',
    gestore: 'Gestore di prova',
    data: { giorno: '26/11/2026', ora: '10:15:30', zona: '+0100' },
    istante: new Date('2026-11-26T09:15:30Z'),
    identificativo: 'opec1.20261126101530@gestore.example',
    msgid: '<originale@client.example>',
    ricevuta: 'completa',
    consegna: 'Protocollo@pec.comune.it',
    ricezione: [],
  });
});

describe('scritti come capita, dicono lo stesso', () => {
  const senzaDichiarazione = xml.replace(/<\?xml.*\?>\n/, '');
  test.each<[string, Buffer]>([
    ['con il segno UTF-8', Buffer.from(`\ufeff${xml}`)],
    ['in UTF-16 con il segno', Buffer.from(`\ufeff${xml}`, 'utf16le')],
    ['in UTF-16 senza segno', Buffer.from(xml, 'utf16le')],
    ['in UTF-16 dall’alto', Buffer.from(`\ufeff${xml}`, 'utf16le').swap16()],
    ['che si dice UTF-16 e non lo è', Buffer.from(xml.replace('UTF-8', 'UTF-16'))],
    ['in ISO-8859-1', Buffer.from(xml.replace('UTF-8', 'ISO-8859-1'), 'latin1')],
    ['senza dichiarazione', Buffer.from(senzaDichiarazione)],
    [
      'con estranei dopo la fine',
      Buffer.from(`${xml}\r\n--firma\0 <postacert tipo="altro"><oggetto>no</oggetto>`),
    ],
    [
      'con testo fra gli elementi',
      Buffer.from(xml.replaceAll('><', '> x <').replace('completa"/>', 'completa"/>y')),
    ],
    ['con l’identificativo spezzato', Buffer.from(xml.replace('opec1.2026', '\r\n  opec1.\r\n2026'))],
    [
      'con gli elementi in altro ordine',
      Buffer.from(xml.replace(/(<data .*<\/data>)\n([\s\S]*)<\/dati>/, '$2$1</dati>')),
    ],
    ['con una DTD', Buffer.from(xml.replace('?>\n', '?>\n<!DOCTYPE postacert SYSTEM "http://x/d.dtd">\n'))],
  ])('%s', (_come, byte) => expect(leggiDaticert(byte)).toEqual(intero));
});

test('ciò che manca ha il valore della DTD, o non c’è', () => {
  expect(
    leggi('<postacert><intestazione><destinatari>a@b.it</destinatari></intestazione></postacert>'),
  ).toEqual({
    tipo: '',
    errore: 'nessuno',
    mittente: '',
    destinatari: [{ indirizzo: 'a@b.it', tipo: 'certificato' }],
    ricezione: [],
  });
});

test.each(['31/02/2026', '26-11-2026', ''])(
  'il giorno «%s» non dà alcun istante, e resta scritto',
  (giorno) => {
    const letto = leggi(xml.replace('26/11/2026', giorno));
    expect(letto?.data?.giorno).toBe(giorno);
    expect(letto?.istante).toBeUndefined();
  },
);

test('le entità non si espandono e nulla si va a prendere', () => {
  const ostile = xml
    .replace(
      '?>\n',
      '?>\n<!DOCTYPE postacert [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>\n',
    )
    .replace('Perché', '&b;&f;&nbsp;');
  expect(leggi(ostile)?.oggetto).toMatch(/^&b;&f;&nbsp; <no>/);
});

test('ciò che non è un daticert, o è troppo lungo per esserlo, non lo diventa', () => {
  for (const testo of [
    '',
    '<html>',
    'postacert',
    '\0'.repeat(100),
    `<postacert>${' '.repeat(1024 * 1024)}</postacert>`,
  ])
    expect(leggi(testo)).toBeUndefined();
});

test('elementi senza fine uno dentro l’altro si leggono in un tempo proporzionato', () => {
  expect(leggi(`<postacert>${'<a>'.repeat(300_000)}`)?.tipo).toBe('');
  expect(leggi(`<postacert>${'<oggetto>x'.repeat(90_000)}`)?.oggetto).toBe('x');
});
