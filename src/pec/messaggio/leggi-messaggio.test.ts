import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anomalia,
  busta,
  CASELLA,
  CITTADINO,
  daticert,
  datiCertificazione,
  file,
  firmatariDiProva,
  GESTORE,
  messaggio,
  messaggioDentro,
  multiparte,
  originale,
  ricevuta,
  testo,
} from '../../../test/support/messaggi-di-prova.ts';
import { pdfDiProva } from '../../../test/support/carte-di-prova.ts';
import { apriParti, estraiParte } from './estrai-parte.ts';
import { daJson, inJson } from './json.ts';
import { leggiMessaggio } from './leggi-messaggio.ts';
import type { MessaggioLetto } from './messaggio.ts';

const pdf = pdfDiProva();
const autorita = async () => [{ nome: 'Prova', certificato: (await firmatariDiProva()).autorita.pem }];
const leggi = async (byte: Buffer): Promise<MessaggioLetto> =>
  leggiMessaggio(byte, { autorita: await autorita() });
const generi = (letto: MessaggioLetto): string[] =>
  letto.parti.map((p) => `${p.percorso} ${p.genere} ${p.nome}`);

test('della busta di trasporto si legge il messaggio originale, con mittente e data certificati', async () => {
  const interno = originale(
    multiparte(
      'mixed',
      testo('Buongiorno,\r\nchiedo accesso.'),
      file('istanza città.pdf', pdf, { tipo: 'application/pdf' }),
    ),
  );
  const letto = await leggi(await busta(interno));
  expect(letto).toMatchObject({
    tipo: 'posta-certificata',
    messageId: '<opec1.20261126101530@gestore.example>',
    riferimento: '<originale@client.example>',
    tipoRicevuta: 'completa',
    firma: { esito: 'valida', firmatario: `Gestore di prova <${GESTORE}>`, emittente: 'Autorità di prova' },
    daGestore: { indirizzo: GESTORE, nome: `Per conto di: ${CITTADINO}` },
    mittente: { indirizzo: CITTADINO, nome: 'Mario Rossi' },
    destinatari: [{ indirizzo: CASELLA }],
    oggetto: 'Istanza di accesso agli atti',
    data: new Date('2026-11-26T09:15:00Z'),
    consegnatoIl: new Date('2026-11-26T09:15:30Z'),
    automatico: false,
    testo: 'Buongiorno,\nchiedo accesso.',
    avvisi: [],
  });
  expect(generi(letto)).toEqual([
    '1.2 daticert daticert.xml',
    '1.3 postacert postacert.eml',
    '1.3/2 allegato istanza città.pdf',
    '2 firma smime.p7s',
  ]);
});

test('ogni parte elencata si ritrova nei byte, identica', async () => {
  const interno = originale(multiparte('mixed', testo('x'), file('a.pdf', pdf)));
  const byte = await busta(interno);
  const apri = apriParti(byte);
  for (const parte of (await leggi(byte)).parti) {
    expect(estraiParte(byte, parte.percorso)?.parte).toEqual(parte);
    expect(apri(parte.percorso)?.length).toBe(parte.dimensione);
  }
  expect(estraiParte(byte, '1.3')?.byte.equals(interno)).toBe(true);
  expect(estraiParte(byte, '1.3/2')?.byte.equals(pdf)).toBe(true);
  expect(estraiParte(byte, '9.9')).toBeUndefined();
});

describe('il tipo viene solo dalle intestazioni in alto', () => {
  test.each([
    'accettazione',
    'non-accettazione',
    'presa-in-carico',
    'avvenuta-consegna',
    'errore-consegna',
    'preavviso-errore-consegna',
    'rilevazione-virus',
  ])('%s', async (tipo) => {
    const letto = await leggi(await ricevuta(tipo));
    expect(letto).toMatchObject({
      tipo,
      automatico: true,
      daticert: { tipo },
      firma: { esito: 'valida' },
      avvisi: [],
    });
  });
  test('una ricevuta finta dentro una busta resta un messaggio', async () => {
    const finta = originale(
      multiparte('mixed', testo('x'), datiCertificazione(daticert('avvenuta-consegna'))),
      {
        'X-Ricevuta': 'avvenuta-consegna',
      },
    );
    const letto = await leggi(await busta(finta));
    expect(letto.tipo).toBe('posta-certificata');
    expect(letto.daticert?.tipo).toBe('posta-certificata');
    expect(letto.automatico).toBe(false);
    expect(generi(letto)).toContain('1.3/2 allegato daticert.xml');
  });
  test('il solo riferimento non fa una ricevuta', async () => {
    const letto = await leggi(originale(testo('x'), { 'X-Riferimento-Message-ID': '<a@b>' }));
    expect(letto.tipo).toBe('posta-ordinaria');
  });
  test('la posta ordinaria si legge dentro la busta di anomalia', async () => {
    const letto = await leggi(
      await anomalia(
        originale(multiparte('mixed', testo('ciao'), file('a.pdf', pdf)), { From: 'Anna <anna@esempio.it>' }),
      ),
    );
    expect(letto).toMatchObject({
      tipo: 'anomalia',
      mittente: { indirizzo: 'anna@esempio.it', nome: 'Anna' },
      testo: 'ciao',
    });
    expect(letto.daticert).toBeUndefined();
    expect(generi(letto)).toEqual([
      '1.2 postacert originale.eml',
      '1.2/2 allegato a.pdf',
      '2 firma smime.p7s',
    ]);
  });
  test('l’errore per virus e quello dei dati di certificazione', async () => {
    const virus = messaggio(
      { 'X-Ricevuta': 'errore-consegna', 'X-VerificaSicurezza': 'errore', From: GESTORE },
      testo('x'),
    );
    expect((await leggi(virus)).errore).toBe('virus');
    const byte = await ricevuta('errore-consegna', {
      xml: daticert('errore-consegna', { errore: 'no-dest' }),
    });
    expect((await leggi(byte)).errore).toBe('no-dest');
  });
});

describe('postacert.eml in ogni forma', () => {
  const interno = originale(multiparte('mixed', testo('dentro'), file('a.pdf', pdf)));
  test.each([
    [
      'allegato, prima di daticert',
      [
        messaggioDentro(interno, 'postacert.eml', 'attachment'),
        datiCertificazione(daticert('posta-certificata')),
      ],
    ],
    [
      'come file qualunque',
      [datiCertificazione(daticert('posta-certificata')), file('postacert.eml', interno)],
    ],
    [
      'accanto a un altro messaggio',
      [
        messaggioDentro(originale(testo('altro')), 'altro.eml'),
        messaggioDentro(interno),
        datiCertificazione(daticert('posta-certificata')),
      ],
    ],
  ])('%s', async (_forma, pezzi) => {
    const letto = await leggi(
      messaggio(
        { 'X-Trasporto': 'posta-certificata', From: GESTORE },
        multiparte('mixed', testo('busta'), ...pezzi),
      ),
    );
    expect(letto.testo).toBe('dentro');
    expect(letto.parti.map(({ genere }) => genere)).toEqual(
      expect.arrayContaining(['daticert', 'postacert', 'allegato']),
    );
    expect(letto.avvisi).toEqual([]);
  });
  test('quando manca si legge la busta, e lo si dice', async () => {
    const letto = await leggi(
      messaggio(
        { 'X-Trasporto': 'posta-certificata', From: GESTORE, Subject: 'POSTA CERTIFICATA: prova' },
        testo('busta'),
      ),
    );
    expect(letto).toMatchObject({ tipo: 'posta-certificata', oggetto: 'prova', testo: 'busta' });
    expect(letto.avvisi).toHaveLength(2);
  });
});

test('si elencano immagini nel testo, messaggi dentro messaggi, p7m, Segnatura e file di Outlook', async () => {
  const dentro = originale(multiparte('mixed', testo('y'), file('interno.pdf', pdf)));
  const letto = await leggi(
    originale(
      multiparte(
        'mixed',
        multiparte(
          'related',
          testo('<p>Ecco <img src="cid:logo@x" alt="logo"></p>', 'text/html; charset=utf-8'),
          file('logo.png', Buffer.from('png'), { tipo: 'image/png', disposizione: 'inline', cid: 'logo@x' }),
        ),
        messaggioDentro(dentro, 'inoltrato.eml', 'attachment'),
        file('doc.pdf.p7m', Buffer.from('p7m'), { tipo: 'application/pkcs7-mime' }),
        file('Segnatura.xml', Buffer.from('<x/>'), { tipo: 'text/xml' }),
        file('atto.pdf', pdf, { disposizione: 'inline' }),
        Buffer.from('Content-Type: application/pdf\r\n\r\nsenza nome'),
      ),
    ),
  );
  expect(generi(letto)).toEqual([
    '1.2 in-linea logo.png',
    '2 messaggio inoltrato.eml',
    '2/2 allegato interno.pdf',
    '3 allegato doc.pdf.p7m',
    '4 segnatura Segnatura.xml',
    '5 allegato atto.pdf',
    '6 allegato parte-6',
  ]);
  expect(letto.html).toBe(
    `<p>Ecco <img src="data:image/png;base64,${Buffer.from('png').toString('base64')}" alt="logo" /></p>`,
  );
  expect(letto.testo).toBe('Ecco');
});

test('il testo e la pagina sono le forme migliori che il messaggio ha', async () => {
  const alternative = multiparte('alternative', testo('semplice'), testo('<b>ricco</b>', 'text/html'));
  expect(await leggi(originale(alternative))).toMatchObject({ testo: 'semplice', html: '<b>ricco</b>' });
  const tre = multiparte('mixed', testo('uno'), file('a.pdf', pdf), testo('due'));
  expect((await leggi(originale(tre))).testo).toBe('uno\n\ndue');
  const flowed = testo('una riga \r\nspezzata', 'text/plain; format=flowed');
  expect((await leggi(originale(flowed))).testo).toBe('una riga spezzata');
  const latino = Buffer.from('Content-Type: text/plain; charset=iso-8859-1\r\n\r\ncitt\xe0', 'latin1');
  expect((await leggi(originale(latino))).testo).toBe('città');
});

describe('ciò che scrive un programma', () => {
  test.each<Record<string, string>>([
    { 'Auto-Submitted': 'auto-replied' },
    { 'Auto-Submitted': 'auto-generated; x=y' },
    { Precedence: 'bulk' },
    { 'X-Auto-Response-Suppress': 'OOF' },
    { 'List-Id': '<lista.example>' },
    { 'Return-Path': '<>' },
    { From: 'MAILER-DAEMON@example.it' },
  ])('%o è automatico, anche dentro una busta', async (intestazioni) => {
    expect((await leggi(originale(testo('x'), intestazioni))).automatico).toBe(true);
    expect((await leggi(await busta(originale(testo('x'), intestazioni)))).automatico).toBe(true);
  });
  test('«Auto-Submitted: no» non lo è', async () => {
    expect((await leggi(originale(testo('x'), { 'Auto-Submitted': 'no' }))).automatico).toBe(false);
  });
  test('un avviso di mancata consegna e la conferma di un altro protocollo lo sono', async () => {
    expect(
      (await leggi(originale(multiparte('report; report-type=delivery-status', testo('x'))))).automatico,
    ).toBe(true);
    const conferma = multiparte('mixed', testo('x'), file('Conferma.xml', Buffer.from('<x/>')));
    expect((await leggi(originale(conferma))).automatico).toBe(true);
  });
});

test('in JSON e ritorno il messaggio letto resta uguale', async () => {
  const letto = await leggi(await busta(originale(testo('x'))));
  expect(daJson(JSON.parse(JSON.stringify(inJson(letto))) as Record<string, unknown>)).toEqual(letto);
});

test('nessun testo letto ha caratteri che non si possono conservare', async () => {
  const letto = await leggi(Buffer.from('Subject: a\0b\r\nFrom: x\0@y.it\r\n\r\nc\0d'));
  expect(letto).toMatchObject({ oggetto: 'a\ufffdb', testo: 'c\ufffdd' });
  expect(JSON.stringify(letto)).not.toContain('\\u0000');
});

test('ciò che non ha intestazioni è illeggibile', async () => {
  for (const byte of ['', '\r\n\r\n', 'solo testo', '\0\0\0\0'])
    expect((await leggi(Buffer.from(byte))).tipo).toBe('illeggibile');
});

test('qualunque cosa arrivi si legge, e ogni parte elencata si ritrova', async () => {
  const pezzo = fc.oneof(
    fc.constantFrom(
      '\r\n',
      '\r\n\r\n',
      '--x\r\n',
      '--x--',
      'X-Trasporto: posta-certificata\r\n',
      'X-Ricevuta: accettazione\r\n',
    ),
    fc.constantFrom(
      'Content-Type: multipart/mixed; boundary=x\r\n',
      'Content-Type: message/rfc822\r\n',
      'Content-Type: text/html\r\n',
    ),
    fc.constantFrom(
      'Content-Disposition: attachment; filename="daticert.xml"\r\n',
      '<postacert><dati>',
      '<img src=x>',
      '\0',
      'From: a@b',
    ),
    fc.string({ unit: 'binary', maxLength: 10 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(pezzo, { maxLength: 40 }), async (pezzi) => {
      const byte = Buffer.from(pezzi.join(''));
      const letto = await leggi(byte);
      for (const parte of letto.parti) expect(estraiParte(byte, parte.percorso)?.parte).toEqual(parte);
      expect(daJson(inJson(letto))).toEqual(letto);
    }),
    { numRuns: 200 },
  );
});
