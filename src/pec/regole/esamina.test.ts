import { describe, expect, test } from 'vitest';
import { certifica, firmaCms } from '../../../test/support/firma-di-prova.ts';
import {
  anomalia,
  busta,
  CITTADINO,
  file,
  grezzo,
  messaggioDentro,
  multiparte,
  originale,
  testo,
} from '../../../test/support/messaggi-di-prova.ts';
import { pdfDiProva } from '../../../test/support/carte-di-prova.ts';
import { POLITICA } from '../caselle/politica.ts';
import { dividi } from '../invii/dividi.ts';
import { apriParti } from '../messaggio/estrai-parte.ts';
import { leggiMessaggio } from '../messaggio/leggi-messaggio.ts';
import { REGOLE_PREDEFINITE, type RegoleCasella } from './configurazione.ts';
import { esamina } from './esamina.ts';
import type { CodiceRegola, Esito } from './esito.ts';
import { leggibilita } from './leggibilita.ts';

const pdf = pdfDiProva();
const pades = Buffer.from(
  `${pdf.toString('latin1')}\n<</Type/Sig/ByteRange [0 10 20 30]>>\nstartxref\n9\n%%EOF`,
  'latin1',
);
const chi = await certifica({ nome: 'Mario Rossi' });
const p7m = async (contenuto: Buffer): Promise<Buffer> => firmaCms(contenuto, chi, { dentro: true });

type Invio = {
  file?: [string, Buffer][];
  testo?: string;
  intestazioni?: Record<string, string>;
  ordinario?: boolean;
};

async function letto({
  file: allegati = [],
  testo: scritto = 'x',
  intestazioni = {},
  ordinario = false,
}: Invio) {
  const pezzi = allegati.map(([nome, byte]) => (byte.length > 1024 * 1024 ? grezzo : file)(nome, byte));
  const interno = originale(multiparte('mixed', testo(scritto), ...pezzi), intestazioni);
  const byte = ordinario ? await anomalia(interno) : await busta(interno, { firmatario: null });
  return { letto: await leggiMessaggio(byte, { autorita: [] }), contenuto: apriParti(byte) };
}

async function esiti(
  codice: CodiceRegola,
  invio: Invio,
  regole: RegoleCasella = REGOLE_PREDEFINITE,
): Promise<Esito[]> {
  const { letto: messaggio, contenuto } = await letto(invio);
  return esamina(messaggio, contenuto, regole).filter((esito) => esito.codice === codice);
}
const su = async (codice: CodiceRegola, nome: string, byte: Buffer): Promise<Esito['esito'] | undefined> =>
  (await esiti(codice, { file: [[nome, byte]] }))[0]?.esito;

describe('allegati', () => {
  test('in PDF (parte di BES-12)', async () => {
    const foglio = Buffer.from('PK\x03\x04foglio', 'latin1');
    expect(await su('bes-12', 'relazione.docx', foglio)).toBe('non-conforme');
    expect(await su('bes-12', 'relazione.pdf', pdf)).toBe('conforme');
    expect(await su('bes-12', 'relazione.pdf.p7m', await p7m(pdf))).toBe('conforme');
  });
  test('BES-14 ciò che è firmato digitalmente è un PDF: foglio.xlsx.p7m non lo è, doc.pdf.p7m e il PDF firmato sì', async () => {
    const foglio = Buffer.from('PK\x03\x04foglio', 'latin1');
    expect(await su('bes-14', 'foglio.xlsx.p7m', await p7m(foglio))).toBe('non-conforme');
    expect(await su('bes-14', 'doc.pdf.p7m', await p7m(pdf))).toBe('conforme');
    expect(await su('bes-14', 'doc.pdf.p7m.p7m', await p7m(await p7m(pdf)))).toBe('conforme');
    expect(await su('bes-14', 'doc.pdf', pades)).toBe('conforme');
    expect(await su('bes-14', 'doc.pdf', pdf)).toBeUndefined();
  });
  test('firmati, o scansioni di originali firmati (parte di BES-13)', async () => {
    expect(await su('bes-13', 'doc.pdf', pdf)).toBe('non-conforme');
    expect(await su('bes-13', 'doc.pdf', pades)).toBe('conforme');
    expect(await su('bes-13', 'doc.pdf.p7m', await p7m(pdf))).toBe('conforme');
    expect(await su('bes-13', 'doc.pdf.p7m', Buffer.from('0finto'))).toBe('non-conforme');
    const { letto: messaggio, contenuto } = await letto({ file: [['doc.pdf', pdf]] });
    const scansione = new Set(
      messaggio.parti.filter(({ genere }) => genere === 'allegato').map((p) => p.percorso),
    );
    expect(
      esamina(messaggio, contenuto, REGOLE_PREDEFINITE, scansione).find(({ codice }) => codice === 'bes-13')
        ?.esito,
    ).toBe('conforme');
  });
  test('BES-15 il nome non ha punteggiatura, salvo il punto dell’estensione', async () => {
    for (const [nome, esito] of [
      ['istanza v2.pdf', 'conforme'],
      ['istanza.v2.pdf', 'non-conforme'],
      ['istanza.pdf', 'conforme'],
      ['istanza.pdf.p7m', 'conforme'],
      ['istanza.v2.pdf.p7m', 'non-conforme'],
      ['istanza, bozza.pdf', 'non-conforme'],
      ['istanza (1).pdf', 'non-conforme'],
      ['città_nuova-2026.pdf', 'conforme'],
      ['istanza', 'conforme'],
    ] as const)
      expect(await su('bes-15', nome, pdf), nome).toBe(esito);
  });
  test('BES-16 un archivio ZIP non è conforme, per nome o per contenuto', async () => {
    const zip = Buffer.from(
      'PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x05\0\0\0a.txt',
      'latin1',
    );
    expect(await su('bes-16', 'tutto.zip', Buffer.from('x'))).toBe('non-conforme');
    expect(await su('bes-16', 'tutto.pdf', zip)).toBe('non-conforme');
    expect(await su('bes-16', 'tutto.zip.p7m', await p7m(zip))).toBe('non-conforme');
    expect(
      await su(
        'bes-16',
        'doc.docx',
        Buffer.concat([zip.subarray(0, 30), Buffer.from('[Content_Types].xml')]),
      ),
    ).toBe('conforme');
    expect(await su('bes-16', 'doc.pdf', pdf)).toBe('conforme');
  });
  test('BES-18 un allegato di 20 MB è conforme, con un byte in più no', async () => {
    const limite = 20 * 1024 * 1024;
    expect(await su('bes-18', 'a.pdf', Buffer.alloc(limite))).toBe('conforme');
    expect(await su('bes-18', 'a.pdf', Buffer.alloc(limite + 1))).toBe('non-conforme');
  });
  test.each([
    ['vuoto.pdf', Buffer.alloc(0), 'non-conforme'],
    ['tronco.pdf', pdf.subarray(0, -200), 'non-conforme'],
    ['finto.pdf', Buffer.from('<html>'), 'non-conforme'],
    ['rotto.pdf.p7m', Buffer.from('3080', 'hex'), 'non-conforme'],
    ['intero.pdf', pdf, 'conforme'],
    ['nota.txt', Buffer.from('x'), 'conforme'],
  ])('«%s» (parte di BES-19)', async (nome, byte, esito) =>
    expect(await su('bes-19', nome, byte)).toBe(esito),
  );
  test('una busta firmata in base64 si apre come le altre', async () => {
    const pem = Buffer.from((await p7m(pdf)).toString('base64'));
    expect(await su('bes-14', 'doc.pdf.p7m', pem)).toBe('conforme');
  });
  test('anche i file dentro i messaggi allegati; non le immagini nel testo', async () => {
    const dentro = originale(multiparte('mixed', testo('y'), file('a.docx', Buffer.from('x'))));
    const byte = originale(
      multiparte(
        'mixed',
        testo('x'),
        messaggioDentro(dentro, 'altro.eml', 'attachment'),
        file('logo.png', Buffer.from('x'), { tipo: 'image/png', disposizione: 'inline' }),
      ),
    );
    const messaggio = await leggiMessaggio(byte, { autorita: [] });
    const trovati = esamina(messaggio, apriParti(byte), REGOLE_PREDEFINITE).filter(
      ({ codice }) => codice === 'bes-12',
    );
    expect(trovati.map(({ allegato, esito }) => [allegato, esito])).toEqual([
      ['2', 'non-conforme'],
      ['2/2', 'non-conforme'],
    ]);
  });
});

describe('messaggio', () => {
  const esito = async (codice: CodiceRegola, invio: Invio): Promise<string | undefined> =>
    (await esiti(codice, invio))[0]?.esito;

  test('BES-17 un invio di 25 MB è conforme, con un byte in più no; e in uscita si divide', async () => {
    const con = (altri: number): Invio => ({
      file: [
        ['a.pdf', Buffer.alloc(15 * 1024 * 1024)],
        ['b.pdf', Buffer.alloc(10 * 1024 * 1024 + altri)],
      ],
    });
    expect(await esito('bes-17', con(0))).toBe('conforme');
    expect(await esito('bes-17', con(1))).toBe('non-conforme');
    const invii = (altri: number) =>
      dividi(
        [15 * 1024 * 1024, 10 * 1024 * 1024 + altri].map((dimensione, i) => ({
          documentoId: String(i),
          nome: `${i}.pdf`,
          dimensione,
        })),
        1,
        100,
        POLITICA,
      ).parti.length;
    expect([invii(0), invii(1)]).toEqual([1, 2]);
  });
  test('un messaggio allegato conta una volta, con ciò che contiene (BES-17)', async () => {
    const dentro = originale(multiparte('mixed', testo('y'), file('a.bin', Buffer.alloc(13 * 1024 * 1024))));
    const byte = originale(
      multiparte('mixed', testo('x'), messaggioDentro(dentro, 'altro.eml', 'attachment')),
    );
    const messaggio = await leggiMessaggio(byte, { autorita: [] });
    const verdetto = esamina(messaggio, apriParti(byte), REGOLE_PREDEFINITE).find(
      ({ codice }) => codice === 'bes-17',
    );
    expect(verdetto?.esito).toBe('conforme');
  });
  test('documento di identità, chiesto solo alla posta ordinaria (parte di BES-10)', async () => {
    expect(await esito('bes-10', { file: [['a.pdf', pdf]] })).toBeUndefined();
    expect(await esito('bes-10', { ordinario: true, file: [['a.pdf', pdf]] })).toBe('non-conforme');
    for (const nome of [
      "carta d'identità Rossi.pdf",
      'CI_rossi.pdf',
      'Documento_riconoscimento.pdf.p7m',
      'patente.jpg',
    ])
      expect(await esito('bes-10', { ordinario: true, file: [[nome, pdf]] })).toBe('conforme');
  });
  test.each([
    ['Il sottoscritto Luca Bianchi, residente in via Roma 3, chiede', 'conforme'],
    ['chiedo copia.\nMario Rossi\nPiazza Garibaldi, 12 - 20100 Milano', 'conforme'],
    ['Nome: luca\nCognome: bianchi\nIndirizzo: Viale dei Tigli n. 4', 'conforme'],
    ['Buongiorno, Mara Neri, via Roma 1, Esempio', 'conforme'],
    ['Scrive l’Ufficio Tecnico, via Roma 1', 'non-conforme'],
    ['Mario Rossi\nchiede', 'non-conforme'],
    ['Abito in via Roma 3', 'non-conforme'],
    ['Si trasmette quanto in oggetto.', 'non-conforme'],
  ])('nome, cognome e indirizzo in «%s» (BES-11)', async (scritto, atteso) => {
    expect(await esito('bes-11', { testo: scritto, intestazioni: { From: CITTADINO } })).toBe(atteso);
  });
  test.each([
    ['', 'non-conforme'],
    ['Re: ', 'non-conforme'],
    ['PEC', 'non-conforme'],
    ['Fwd: invio documenti', 'non-conforme'],
    ['Invio documenti - INVIO 1 di 3', 'non-conforme'],
    ['12345', 'non-conforme'],
    ['!!!', 'non-conforme'],
    ['Richiesta di accesso agli atti pratica 12/2026', 'conforme'],
  ])('l’oggetto «%s» è %s (RN-81.1)', async (oggetto, atteso) => {
    expect(await esito('rn-81.1', { intestazioni: { Subject: oggetto } })).toBe(atteso);
  });
  test('ogni regola si spegne, e i limiti si cambiano', async () => {
    const spenta = { ...REGOLE_PREDEFINITE, attive: { ...REGOLE_PREDEFINITE.attive, 'bes-12': false } };
    expect(await esiti('bes-12', { file: [['a.docx', Buffer.from('x')]] }, spenta)).toEqual([]);
    const stretta = { ...REGOLE_PREDEFINITE, massimoAllegato: 3, oggettiGenerici: ['Saluti dal mare'] };
    expect((await esiti('bes-18', { file: [['a.pdf', Buffer.alloc(4)]] }, stretta))[0]?.esito).toBe(
      'non-conforme',
    );
    expect(
      (await esiti('rn-81.1', { intestazioni: { Subject: 'saluti DAL mare!' } }, stretta))[0]?.esito,
    ).toBe('non-conforme');
  });
});

describe('leggibilità (RN-17.1-2)', () => {
  test('positiva quando tutto si apre', async () => {
    const { letto: messaggio, contenuto } = await letto({ file: [['a.pdf', pdf]] });
    expect(leggibilita(messaggio, contenuto)).toEqual({ esito: 'positiva', motivi: [] });
  });
  test('negativa, con i motivi, per un PDF tronco e per una firma che non regge', async () => {
    const { letto: messaggio, contenuto } = await letto({ file: [['a.pdf', pdf.subarray(0, -200)]] });
    const esito = leggibilita(
      { ...messaggio, firma: { esito: 'non-valida', motivo: 'Alterata.' } },
      contenuto,
    );
    expect(esito).toEqual({
      esito: 'negativa',
      motivi: ['Alterata.', '«a.pdf» è un PDF incompleto: manca la parte finale.'],
    });
  });
  test('negativa per un allegato arrivato con caratteri estranei', async () => {
    const byte = Buffer.from(
      originale(multiparte('mixed', testo('x'), file('a.txt', Buffer.from('testo lungo'))))
        .toString()
        .replace('dGVz', 'dG*z'),
    );
    const messaggio = await leggiMessaggio(byte, { autorita: [] });
    expect(leggibilita(messaggio, apriParti(byte))).toEqual({
      esito: 'negativa',
      motivi: ['«a.txt» è arrivato con caratteri estranei alla sua codifica.'],
    });
  });
});
