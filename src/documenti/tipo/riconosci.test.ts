import fc from 'fast-check';
import { PDFDocument } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { avvisiDi } from './avvisi.ts';
import { campiona, type Campione } from './campione.ts';
import { estensione } from './nomi.ts';
import { riconosci } from './riconosci.ts';

async function campioneDi(byte: Uint8Array, pezzo = 65_536): Promise<Campione> {
  async function* aPezzi(): AsyncGenerator<Uint8Array> {
    for (let da = 0; da < byte.length; da += pezzo) yield byte.subarray(da, da + pezzo);
  }
  const flusso = campiona(aPezzi());
  for await (const _pezzo of flusso.corpo) continue;
  return flusso.campione();
}
const tipo = async (byte: Uint8Array | string): Promise<string> =>
  (await riconosci(await campioneDi(Buffer.from(byte)))).formato;
const avvisi = async (nome: string, byte: Uint8Array | string): Promise<string[]> => {
  const campione = await campioneDi(Buffer.from(byte));
  return avvisiDi(nome, (await riconosci(campione)).formato, campione);
};
async function pdf(): Promise<Buffer> {
  const documento = await PDFDocument.create();
  documento.addPage();
  return Buffer.from(await documento.save());
}

/** A zip written by hand: entries stored, central directory, end record; CRCs are left at zero, as nobody reads them. */
function zip(voci: Record<string, string>): Buffer {
  const [locali, indice]: [Buffer[], Buffer[]] = [[], []];
  let posto = 0;
  for (const [nome, testo] of Object.entries(voci)) {
    const comune = Buffer.alloc(26);
    comune.writeUInt16LE(20, 0);
    comune.writeUInt32LE(testo.length, 14);
    comune.writeUInt32LE(testo.length, 18);
    comune.writeUInt16LE(nome.length, 22);
    const locale = Buffer.concat([Buffer.from('PK\x03\x04'), comune, Buffer.from(nome + testo)]);
    const resto = Buffer.alloc(14);
    resto.writeUInt32LE(posto, 10);
    indice.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), comune, resto, Buffer.from(nome)]));
    locali.push(locale);
    posto += locale.length;
  }
  const fine = Buffer.alloc(18);
  fine.writeUInt16LE(indice.length, 4);
  fine.writeUInt16LE(indice.length, 6);
  fine.writeUInt32LE(Buffer.concat(indice).length, 8);
  fine.writeUInt32LE(posto, 12);
  return Buffer.concat([...locali, ...indice, Buffer.from('PK\x05\x06'), fine]);
}

test('il campione è l’inizio e la fine del file, comunque arrivi spezzato', async () => {
  const byte = Buffer.alloc(3 * 1024 * 1024, 0).map((_, i) => (i * 7919) % 251);
  for (const pezzo of [1000, 65_536, 5_000_000]) {
    const { testa, coda, dimensione } = await campioneDi(byte, pezzo);
    expect(dimensione).toBe(byte.length);
    expect(testa.equals(byte.subarray(0, 1024 * 1024))).toBe(true);
    expect(coda.equals(byte.subarray(-64 * 1024))).toBe(true);
  }
  expect((await campioneDi(Buffer.from('poco'))).coda.toString()).toBe('poco');
});

// `contratto`, signed with a test key: openssl cms -sign -nodetach -binary -nocerts -nosmimecap -outform DER
const P7M = Buffer.from(
  'MIIBQAYJKoZIhvcNAQcCoIIBMTCCAS0CAQExDTALBglghkgBZQMEAgEwGAYJKoZIhvcNAQcBoAsECWNvbnRyYXR0bzGB/jCB' +
    '+wIBATAoMBAxDjAMBgNVBAMMBVByb3ZhAhQEF0ceWJt/jPtrAl5TrlQGRhG8JjALBglghkgBZQMEAgGgaTAYBgkqhkiG9w0B' +
    'CQMxCwYJKoZIhvcNAQcBMBwGCSqGSIb3DQEJBTEPFw0yNjExMjIwMDQ4MDFaMC8GCSqGSIb3DQEJBDEiBCCnLEeeg0rxOn/7' +
    'd2XSJ1t+uIT+9qLSk5I2IE6jsQ4jeDAKBggqhkjOPQQDAgRIMEYCIQDUjn9Oq6e3DsDVh7dy9mXM0EA5BB/7GBVbkHPp8JLV' +
    'MgIhAIGa8BapS7ocBrb6XKpuCYOJgxNNiIPeymDzoeqtX+pn',
  'base64',
);

test('le buste P7M sono riconosciute in DER, in PEM e in base64', async () => {
  const der = P7M;
  const base64 = der.toString('base64').replace(/.{64}/g, '$&\r\n');
  expect(await tipo(der)).toBe('application/pkcs7-mime');
  expect(await tipo(base64)).toBe('application/pkcs7-mime');
  expect(await tipo(`-----BEGIN CMS-----\n${base64}\n-----END CMS-----\n`)).toBe('application/pkcs7-mime');
  // Written as it is signed, without knowing how long it will be.
  const indefinita = Buffer.concat([
    Buffer.from('308006092a864886f70d010702a0803080', 'hex'),
    Buffer.alloc(40),
  ]);
  expect(await tipo(indefinita)).toBe('application/pkcs7-mime');
  expect(await avvisi('contratto.pdf.p7m', der)).toEqual([]);
  expect(await avvisi('contratto.pdf', der)).toEqual([
    'Il nome termina in .pdf ma il contenuto è una busta firmata o cifrata (P7M).',
  ]);
});

test('i testi sono distinti per ciò che dicono', async () => {
  const casi: [string, string | Buffer][] = [
    ['text/plain', 'Gentile ufficio,\nsi trasmette, come d’accordo, quanto richiesto.\n'],
    ['text/plain', Buffer.from('perch\xe9 la citt\xe0', 'latin1')],
    ['text/plain', Buffer.from('\ufeffuna riga', 'utf16le')],
    ['text/plain', 'BMW targata AB123CD'],
    ['text/plain', 'MZ: sigla della pratica'],
    ['text/csv', 'nome;cognome;comune\nAnna;Rossi;"Sant’Angelo; Lodigiano"\nUgo;Bo;Ro\n'],
    ['text/csv', 'a,b\r\n1,2\r\n'],
    ['application/json', '{"a": [1, 2]}'],
    ['application/xml', '<?xml version="1.0"?>\n<!-- nota --><p:FatturaElettronica xmlns:p="x"/>'],
    ['application/xml', '<Segnatura><Oggetto>x</Oggetto></Segnatura>\n'],
    ['text/html', '<?xml version="1.0"?><!DOCTYPE html><html><body/></html>'],
    ['text/html', '<!-- a --><!-- b -->\n<HTML lang="it">'],
    ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    [
      'message/rfc822',
      'Return-Path: <a@b.it>\r\nReceived: from x\r\n\tby y\r\nSubject: =?utf-8?q?citt=C3=A0?=\r\n\r\nciao',
    ],
    ['text/plain', 'Oggetto: richiesta\nLuogo: Roma\n\nSi chiede'],
    ['text/x-shellscript', '#!/bin/sh\nrm -rf /\n'],
    ['application/octet-stream', Buffer.from([0x13, 0x37, 0, 1, 2, 3, 4, 5])],
  ];
  for (const [atteso, contenuto] of casi) expect(await tipo(contenuto), contenuto.toString()).toBe(atteso);
});

test('migliaia di commenti davanti a una pagina non fermano il riconoscimento', async () => {
  const inizio = performance.now();
  expect(await tipo(`${'<!-- --> '.repeat(50_000)}<p`)).toBe('text/plain');
  expect(performance.now() - inizio).toBeLessThan(2000);
});

test('i contenitori sono distinti per ciò che contengono', async () => {
  const riempi = 'x'.repeat(2_000_000);
  const casi: [string, Buffer][] = [
    ['application/zip', zip({ 'a.txt': 'ciao' })],
    [
      'application/vnd.oasis.opendocument.text',
      zip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<a/>' }),
    ],
    ['application/vnd.etsi.asic-e+zip', zip({ mimetype: 'application/vnd.etsi.asic-e+zip', 'a.pdf': 'x' })],
    // Its list of contents comes last, two megabytes in.
    [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      zip({ 'media/foto.bin': riempi, 'word/document.xml': '<w/>', '[Content_Types].xml': '<Types/>' }),
    ],
  ];
  for (const [atteso, contenuto] of casi) expect(await tipo(contenuto)).toBe(atteso);
  const cfb = Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(600),
    Buffer.from('WordDocument', 'utf16le'),
    Buffer.alloc(600),
  ]);
  expect(await tipo(cfb)).toBe('application/msword');
});

test('di ogni tipo si dice quale programma, e quale versione, l’ha trovato', async () => {
  expect((await riconosci(await campioneDi(await pdf()))).secondo).toMatch(/^file-type \d+\.\d+\.\d+$/);
  expect((await riconosci(await campioneDi(Buffer.from('testo')))).secondo).toMatch(
    /^tabularium \d+\.\d+\.\d+$/,
  );
});

test('un PDF intero non ha avvisi; troncato, protetto o preceduto da altro è descritto com’è', async () => {
  const intero = await pdf();
  expect(await avvisi('lettera.pdf', intero)).toEqual([]);
  expect(await avvisi('lettera.pdf', intero.subarray(0, intero.length - 10))).toEqual([
    'Il PDF è incompleto: manca la parte finale. Potrebbe non aprirsi.',
  ]);
  expect(await tipo(Buffer.concat([Buffer.from('riga di troppo\n'), intero]))).toBe('application/pdf');
  const documento = await PDFDocument.create();
  documento.addPage();
  documento.encrypt({ userPassword: 'segreta', ownerPassword: 'padrona' });
  expect(await avvisi('lettera.pdf', await documento.save())).toEqual([
    'Il PDF è protetto da password o da restrizioni: potrebbe non aprirsi.',
  ]);
});

test('programmi, nomi ingannevoli e file incompleti sono segnalati, mai respinti', async () => {
  const programma = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);
  expect(await avvisi('fattura\u202efdp.exe', programma)).toEqual([
    'Il file è un programma: non va aperto se non si è certi di chi lo manda.',
    'Il nome contiene segni che ne invertono la lettura: può sembrare di un altro tipo.',
  ]);
  expect(await avvisi('nota.docx', 'semplice testo')).toEqual([
    'Il nome termina in .docx ma il contenuto è un testo semplice.',
  ]);
  expect(await avvisi('pratica.zip', zip({ a: 'b' }).subarray(0, 40))).toEqual([
    'Il file è incompleto: manca la parte finale. Potrebbe non aprirsi.',
  ]);
  expect(await avvisi('senza nome noto', Buffer.from([1, 2, 3, 0, 255]))).toEqual([
    'Il contenuto è di un tipo che non si riconosce.',
  ]);
  expect(await avvisi('foto.JPG', 'x')).toEqual([
    'Il nome termina in .jpg ma il contenuto è un testo semplice.',
  ]);
  expect(['a.PDF', '.nascosto', 'a', 'a.b/c', 'x.tar.gz '].map(estensione)).toEqual([
    'pdf',
    'nascosto',
    '',
    '',
    'gz',
  ]);
});

test('qualunque cosa arrivi ha un tipo, senza errori', async () => {
  const inizi = [
    'PK\x03\x04',
    '%PDF-',
    '<?xml',
    '\x30\x80',
    '\xff\xd8\xff',
    'GIF89a',
    'RIFF',
    'ID3',
    '\x1f\x8b',
    '{',
    '<svg',
    'BM',
    '\xff\xfe',
    'II*\0',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('', ...inizi),
      fc.uint8Array({ maxLength: 400 }),
      fc.string(),
      async (inizio, resto, nome) => {
        const byte = Buffer.concat([Buffer.from(inizio, 'latin1'), resto]);
        fc.pre(byte.length > 0);
        expect(await tipo(byte)).toMatch(/^[a-z]+\/[\w.+-]+(; [\w=-]+)?$/i);
        expect(Array.isArray(await avvisi(nome, byte))).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});
