import { createHash } from 'node:crypto';
import { degrees, PDFDocument, PDFName, PDFNumber } from '@cantoo/pdf-lib';
import fc from 'fast-check';
import PdfKit from 'pdfkit';
import { describe, expect, test } from 'vitest';
import { ricevutaPdf, timbra } from '#segnatura';
import { richiede } from '../../test/support/pacchetti.ts';
import {
  codiciNelPdf,
  type PaginaVista,
  pagineViste,
  type Scritta,
  testoDelPdf,
} from '../../test/support/pdf.ts';
import { ricevutaDiProva, segnaturaDiProva, URL_VERIFICA } from '../../test/support/segnatura-di-prova.ts';

const MM = 72 / 25.4;
const dati = segnaturaDiProva();
const opzioni = { urlVerifica: URL_VERIFICA };

type Disegno = (doc: PDFKit.PDFDocument) => void;

/** A PDF of one page, by default A4, with what `disegna` draws; `modifica` turns and crops it. */
async function pdfDiProva(
  disegna: Disegno,
  forma: {
    size?: [number, number];
    ruotata?: number;
    ritaglio?: [number, number, number, number];
    userUnit?: number;
  } = {},
): Promise<Uint8Array> {
  const doc = new PdfKit({ size: forma.size ?? 'A4', margin: 0 });
  const pezzi: Buffer[] = [];
  doc.on('data', (pezzo: Buffer) => pezzi.push(pezzo));
  const fine = new Promise((chiuso) => doc.on('end', chiuso));
  disegna(doc);
  doc.end();
  await fine;
  const grezzo = new Uint8Array(Buffer.concat(pezzi));
  if (!forma.ruotata && !forma.ritaglio && !forma.userUnit) return grezzo;
  const documento = await PDFDocument.load(grezzo);
  const pagina = documento.getPage(0);
  if (forma.ruotata) pagina.setRotation(degrees(forma.ruotata));
  if (forma.ritaglio) pagina.setCropBox(...forma.ritaglio);
  if (forma.userUnit) pagina.node.set(PDFName.of('UserUnit'), PDFNumber.of(forma.userUnit));
  return documento.save();
}

const righe =
  (quante: number, alto = 20): Disegno =>
  (doc) => {
    doc.font('Helvetica').fontSize(11);
    for (let i = 0; i < quante; i++)
      doc.text(
        `Riga ${i} del documento, lunga da un margine all’altro della pagina senza lasciare spazi liberi fino in fondo alla riga`,
        20,
        alto + i * 14,
        {
          lineBreak: false,
        },
      );
  };

/** The texts of the stamp, told from those that were on the page before. */
async function scritteDelTimbro(
  prima: Uint8Array,
  dopo: Uint8Array,
): Promise<{ timbro: Scritta[]; altre: Scritta[]; pagina: PaginaVista }> {
  const [vecchia] = await pagineViste(prima);
  const [pagina] = await pagineViste(dopo);
  if (!vecchia || !pagina) throw new Error('nessuna pagina');
  const note = new Set(vecchia.scritte.map(({ testo }) => testo));
  const timbro = pagina.scritte.filter(({ testo }) => !note.has(testo));
  expect(timbro.map(({ testo }) => testo)).toContain('PG n. 0000001/2026');
  const altre = pagina.scritte.filter(({ testo }) => note.has(testo));
  expect(altre).toHaveLength(vecchia.scritte.length);
  return { timbro, altre, pagina };
}

/** The whole stamp lies around its texts: the box it may occupy, QR included. */
function riquadro(timbro: Scritta[]): { x0: number; y0: number; x1: number; y1: number } {
  return {
    x0: Math.min(...timbro.map(({ x0 }) => x0)),
    y0: Math.min(...timbro.map(({ y0 }) => y0)),
    x1: Math.max(...timbro.map(({ x1 }) => x1)) + 14 * MM,
    y1: Math.max(...timbro.map(({ y1 }) => y1)),
  };
}

function nonCopre(timbro: Scritta[], altre: Scritta[], pagina: PaginaVista): void {
  const r = riquadro(timbro);
  for (const { dritto } of timbro) expect(dritto).toBe(true);
  expect(r.x0).toBeGreaterThanOrEqual(0);
  expect(r.y0).toBeGreaterThanOrEqual(0);
  expect(r.x1).toBeLessThanOrEqual(pagina.larghezza);
  expect(r.y1).toBeLessThanOrEqual(pagina.altezza);
  const coperte = altre.filter((s) => s.x0 < r.x1 && r.x0 < s.x1 && s.y0 < r.y1 && r.y0 < s.y1);
  expect(coperte).toEqual([]);
}

test('su una pagina libera il timbro è in alto a destra, con segnatura, QR e avvertenza, e l’originale non cambia', async (t) => {
  richiede(t, 'poppler-utils', 'zbar-tools');
  const originale = await pdfDiProva(righe(20, 200));
  const copiaDellOriginale = Buffer.from(originale);
  const fatto = await timbra(originale, dati, opzioni);
  expect(fatto).toMatchObject({ posizioneUsata: 'alto-destra', sovrapposto: false });
  const testo = testoDelPdf(fatto.pdf);
  for (const voce of [
    'Comune di Esempio',
    'AOO A1B2C3D',
    'PG n. 0000001/2026',
    '21/11/2026 10:15:30',
    'Copia di cortesia – l’originale è conservato',
  ])
    expect(testo).toContain(voce);
  expect(codiciNelPdf(fatto.pdf, 200)).toEqual([`QR-Code:${URL_VERIFICA}`]);
  const { timbro, altre, pagina } = await scritteDelTimbro(originale, fatto.pdf);
  nonCopre(timbro, altre, pagina);
  expect(riquadro(timbro).x1).toBeGreaterThan(pagina.larghezza - 12 * MM);
  expect(riquadro(timbro).y0).toBeLessThan(12 * MM);
  expect(Buffer.compare(originale, copiaDellOriginale)).toBe(0);
  // The copy begins with the bytes of the original: a signature inside still refers to what was signed.
  expect(Buffer.compare(fatto.pdf.subarray(0, originale.length), copiaDellOriginale)).toBe(0);
});

describe('il timbro è dritto e non copre nulla', () => {
  const quadrato: Disegno = (doc) => {
    doc.font('Helvetica').fontSize(10);
    const { width, height } = doc.page;
    // Texts near the four corners, so that whichever is "top right" as seen, something is there.
    for (const [x, y] of [
      [0.12, 0.12],
      [0.78, 0.12],
      [0.12, 0.88],
      [0.78, 0.88],
      [0.45, 0.5],
    ] as const)
      doc.text(`angolo ${x} ${y}`, x * width, y * height, { lineBreak: false });
  };
  const formati: [string, [number, number]][] = [
    ['verticale', [595.28, 841.89]],
    ['orizzontale', [841.89, 595.28]],
  ];
  const rotazioni = [0, 90, 180, 270];
  const ritagli: [string, (w: number, h: number) => [number, number, number, number] | undefined][] = [
    ['intera', () => undefined],
    ['ritagliata', (w, h) => [w * 0.06, h * 0.08, w * 0.9, h * 0.88]],
  ];
  const casi = formati.flatMap(([formato, size]) =>
    rotazioni.flatMap((ruotata) =>
      ritagli.map(([nome, ritaglio]) => ({ formato, ruotata, nome, size, ritaglio: ritaglio(...size) })),
    ),
  );
  test.each(casi)(
    'pagina $formato, ruotata di $ruotata gradi, $nome',
    async ({ size, ruotata, ritaglio }) => {
      const originale = await pdfDiProva(quadrato, { size, ruotata, ritaglio });
      for (const posizione of ['alto-destra', 'basso-sinistra'] as const) {
        const fatto = await timbra(originale, dati, { ...opzioni, posizione });
        expect(fatto.sovrapposto).toBe(false);
        const { timbro, altre, pagina } = await scritteDelTimbro(originale, fatto.pdf);
        nonCopre(timbro, altre, pagina);
        const r = riquadro(timbro);
        if (fatto.posizioneUsata === 'alto-destra')
          expect((r.y0 + r.y1) / 2).toBeLessThan(pagina.altezza / 2);
        if (fatto.posizioneUsata === 'basso-sinistra')
          expect((r.y0 + r.y1) / 2).toBeGreaterThan(pagina.altezza / 2);
      }
    },
  );

  test.each([0, 90, 180, 270])(
    'pagina piena, ruotata di %i gradi e ritagliata: si allunga di una fascia bianca',
    async (ruotata) => {
      const originale = await pdfDiProva(righe(57, 25), { ruotata, ritaglio: [10, 10, 580, 820] });
      for (const [posizione, attesa] of [
        ['alto-destra', 'fascia-alta'],
        ['basso-sinistra', 'fascia-bassa'],
      ] as const) {
        const fatto = await timbra(originale, dati, { ...opzioni, posizione });
        expect(fatto).toMatchObject({ posizioneUsata: attesa, sovrapposto: false });
        const { timbro, altre, pagina } = await scritteDelTimbro(originale, fatto.pdf);
        nonCopre(timbro, altre, pagina);
        const [prima] = await pagineViste(originale);
        expect(pagina.larghezza).toBeCloseTo(prima?.larghezza ?? 0, 2);
        expect(pagina.altezza).toBeGreaterThan(prima?.altezza ?? 0);
      }
    },
  );

  test('con un testo in alto a destra scorre lungo il margine', async () => {
    const originale = await pdfDiProva((doc) =>
      doc.font('Helvetica').fontSize(12).text('Spett.le Comune', 450, 30, { lineBreak: false }),
    );
    const fatto = await timbra(originale, dati, opzioni);
    expect(fatto.posizioneUsata).toBe('alto-destra');
    const { timbro, altre, pagina } = await scritteDelTimbro(originale, fatto.pdf);
    nonCopre(timbro, altre, pagina);
    expect(riquadro(timbro).x1).toBeLessThan(450);
  });

  test('su una pagina con la cornice sta dentro la cornice', async () => {
    const originale = await pdfDiProva((doc) => {
      doc.rect(20, 20, 555, 802).stroke();
      righe(1, 500)(doc);
    });
    const fatto = await timbra(originale, dati, opzioni);
    expect(fatto.posizioneUsata).toBe('alto-destra');
    const { timbro } = await scritteDelTimbro(originale, fatto.pdf);
    expect(riquadro(timbro).x1).toBeLessThan(575);
    expect(riquadro(timbro).y0).toBeGreaterThan(20);
  });

  test('con tutta la metà alta occupata passa a un altro angolo', async () => {
    const originale = await pdfDiProva(righe(36, 5));
    const fatto = await timbra(originale, dati, opzioni);
    expect(fatto.posizioneUsata).toBe('basso-destra');
    const { timbro, altre, pagina } = await scritteDelTimbro(originale, fatto.pdf);
    nonCopre(timbro, altre, pagina);
  });

  test('un’immagine a tutta pagina, una foto o un disegno contano come occupati, un fondo chiaro no', async () => {
    const occupata = (disegna: Disegno) => pdfDiProva(disegna).then((pdf) => timbra(pdf, dati, opzioni));
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    expect((await occupata((doc) => doc.image(png, 0, 0, { width: 596, height: 842 }))).posizioneUsata).toBe(
      'fascia-alta',
    );
    expect((await occupata((doc) => doc.rect(0, 0, 596, 842).fill('#224466'))).posizioneUsata).toBe(
      'fascia-alta',
    );
    expect((await occupata((doc) => doc.rect(0, 0, 596, 842).fill('#fdf8ee'))).posizioneUsata).toBe(
      'alto-destra',
    );
    expect((await occupata((doc) => doc.moveTo(0, 60).lineTo(596, 60).stroke())).posizioneUsata).toBe(
      'alto-destra',
    );
    const barrata = await occupata((doc) => {
      for (let y = 10; y < 842; y += 20) doc.moveTo(0, y).lineTo(596, y).stroke();
    });
    expect(barrata.posizioneUsata).toBe('fascia-alta');
  });

  test('con una UserUnit diversa il timbro ha la stessa misura sulla carta', async () => {
    const originale = await pdfDiProva(righe(3, 300), { size: [300, 420], userUnit: 2 });
    const fatto = await timbra(originale, dati, opzioni);
    const { timbro, altre, pagina } = await scritteDelTimbro(originale, fatto.pdf);
    nonCopre(timbro, altre, pagina);
    const numero = timbro.find(({ testo }) => testo.startsWith('PG n.'));
    expect((numero?.y1 ?? 0) - (numero?.y0 ?? 0)).toBeCloseTo(0.92 * 11, 0);
  });

  test('contenuti che lasciano aperto lo stato grafico non spostano il timbro', async () => {
    const documento = await PDFDocument.load(await pdfDiProva(righe(2, 400)));
    const { node } = documento.getPage(0);
    const aperto = documento.context.register(
      documento.context.stream('q 0.5 0 0 0.5 100 100 cm q 1 0 0 1 50 50 cm'),
    );
    node.set(
      PDFName.Contents,
      documento.context.obj([node.get(PDFName.Contents), aperto].filter((c) => c !== undefined)),
    );
    const originale = await documento.save();
    const fatto = await timbra(originale, dati, opzioni);
    const { timbro, pagina } = await scritteDelTimbro(originale, fatto.pdf);
    expect(riquadro(timbro).x1).toBeGreaterThan(pagina.larghezza - 12 * MM);
  });
});

test('in millimetri si obbedisce, e si dice se copre qualcosa', async () => {
  const originale = await pdfDiProva(righe(59, 10));
  const fatto = await timbra(originale, dati, { ...opzioni, posizione: { x: 30, y: 100 } });
  expect(fatto).toMatchObject({ posizioneUsata: 'esatta', sovrapposto: true });
  const [pagina] = await pagineViste(fatto.pdf);
  const numero = pagina?.scritte.find(({ testo }) => testo === 'PG n. 0000001/2026');
  expect((numero?.x0 ?? 0) / MM).toBeCloseTo(32, 0);
  const libera = await timbra(await pdfDiProva(righe(3)), dati, { ...opzioni, posizione: { x: 30, y: 100 } });
  expect(libera).toMatchObject({ posizioneUsata: 'esatta', sovrapposto: false });
  const fuori = timbra(originale, dati, { ...opzioni, posizione: { x: -1, y: 5 } });
  await expect(fuori).rejects.toThrow('segnatura.posizione-non-valida');
});

test('si può timbrare ogni pagina; altrimenti soltanto la prima', async () => {
  const originale = await pdfDiProva((doc) => {
    righe(5, 300)(doc);
    doc.addPage();
    righe(59, 10)(doc);
    doc.addPage();
  });
  const timbrate = async (pagina: 1 | 'tutte'): Promise<boolean[]> =>
    (await pagineViste((await timbra(originale, dati, { ...opzioni, pagina })).pdf)).map(({ scritte }) =>
      scritte.some(({ testo }) => testo === 'PG n. 0000001/2026'),
    );
  expect(await timbrate(1)).toEqual([true, false, false]);
  expect(await timbrate('tutte')).toEqual([true, true, true]);
});

test('una copia già timbrata e una ricevuta si timbrano come ogni altro PDF', async () => {
  const ricevuta = await ricevutaPdf(ricevutaDiProva());
  const una = await timbra(ricevuta, dati, opzioni);
  const due = await timbra(una.pdf, segnaturaDiProva({ numero: 2 }), opzioni);
  const [pagina] = await pagineViste(due.pdf);
  const testi = pagina?.scritte.map(({ testo }) => testo);
  expect(testi).toEqual(expect.arrayContaining(['PG n. 0000001/2026', 'PG n. 0000002/2026']));
  expect(due.sovrapposto).toBe(false);
});

test('un file senza tavola dei riferimenti è riscritto per intero', async () => {
  const sano = Buffer.from(await pdfDiProva(righe(3)));
  const guasto = Buffer.concat([
    sano.subarray(0, sano.lastIndexOf('xref\n')),
    Buffer.from('trailer\n<</Root 3 0 R>>\nstartxref\n99\n%%EOF'),
  ]);
  const radice = /(\d+) 0 obj\s*<<\s*\/Type \/Catalog/.exec(sano.toString('latin1'))?.[1] ?? '';
  const pdf = Buffer.from(guasto.toString('latin1').replace('/Root 3 0 R', `/Root ${radice} 0 R`), 'latin1');
  const [pagina] = await pagineViste((await timbra(pdf, dati, opzioni)).pdf);
  expect(pagina?.scritte.map(({ testo }) => testo)).toContain('PG n. 0000001/2026');
});

describe('ciò che non si può timbrare è rifiutato con chiarezza', () => {
  const codice = (pdf: Uint8Array): Promise<unknown> =>
    timbra(pdf, dati, opzioni).catch((errore: unknown) => errore);

  test('un PDF cifrato, anche con la sola password del proprietario', async () => {
    for (const chiavi of [{ userPassword: 'segreta' }, { ownerPassword: 'padrone' }]) {
      const doc = new PdfKit(chiavi);
      const pezzi: Buffer[] = [];
      doc.on('data', (pezzo: Buffer) => pezzi.push(pezzo));
      const fine = new Promise((chiuso) => doc.on('end', chiuso));
      doc.text('riservato').end();
      await fine;
      expect(await codice(new Uint8Array(Buffer.concat(pezzi)))).toMatchObject({
        codice: 'segnatura.pdf-cifrato',
      });
    }
  });

  test.each([
    ['vuoto', ''],
    ['di solo testo', 'non sono un PDF'],
    ['troncato', '%PDF-1.4\n1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n'],
    [
      'senza pagine',
      '%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF',
    ],
    [
      'con pagine in cerchio',
      '%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 1>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF',
    ],
  ])('un file %s', async (_, contenuto) => {
    expect(await codice(Buffer.from(contenuto, 'latin1'))).toMatchObject({
      codice: 'segnatura.pdf-illeggibile',
    });
  });

  test('byte guasti a caso in un PDF danno una copia o un rifiuto, mai altro', async () => {
    const sano = await pdfDiProva(righe(10));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(sano.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 }),
        async (guasti) => {
          const pdf = Uint8Array.from(sano);
          for (const [dove, byte] of guasti) pdf[dove] = byte;
          const esito = await timbra(pdf, dati, opzioni).catch((errore: unknown) => errore);
          if ('pdf' in (esito as object)) return;
          expect(esito).toMatchObject({ codice: expect.stringMatching(/^segnatura\.pdf-/) as string });
        },
      ),
      { numRuns: 10 },
    );
  }, 120_000);
});

test('gli stessi dati danno la stessa copia', async () => {
  const originale = await pdfDiProva(righe(10));
  const impronta = async (): Promise<string> =>
    createHash('sha256')
      .update((await timbra(originale, dati, opzioni)).pdf)
      .digest('hex');
  expect(await impronta()).toBe(await impronta());
});
