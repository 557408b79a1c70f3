import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { arrivoDiCarta, pdfDiProva } from '../../test/support/carte-di-prova.ts';
import {
  bancoGiornaliero,
  difettiXml,
  type BancoGiornaliero,
} from '../../test/support/giornaliero-di-prova.ts';
import { fissaIstante, type OrologioDiProva } from '../../test/support/orologio-di-prova.ts';
import { richiede } from '../../test/support/pacchetti.ts';
import { difettiPdfA1b, testoDelPdf } from '../../test/support/pdf.ts';
import { chiudiGiorni } from './chiudi-giorni.ts';

let p: BancoGiornaliero;
const banchi: BancoGiornaliero[] = [];
/** An ente activated at that instant: to come to the next hard day of the year takes a register for each day in between. */
async function attivato(iso: string): Promise<void> {
  p = await bancoGiornaliero(iso);
  banchi.push(p);
}
afterAll(async () => {
  for (const b of banchi) await b.chiudi();
});

type Riga = {
  giorno: string;
  anno: number;
  progressivo: number;
  quante: number;
  eventi: number;
  prima: string | null;
  ultima: string | null;
  impronta_pdf: string;
  impronta_xml: string;
  identificativo: string;
};
const righe = async (registro = 'PG'): Promise<Riga[]> =>
  (
    await p.superutente.query<Riga>(
      `SELECT g.*, g.giorno::text AS giorno FROM registro_giornaliero g JOIN registro r ON r.id = g.registro_id
       WHERE r.codice = $1 ORDER BY g.giorno`,
      [registro],
    )
  ).rows;
const giorno = async (quale: string, registro?: string): Promise<Riga> => {
  const riga = (await righe(registro)).find((r) => r.giorno === quale);
  if (!riga) throw new Error(`manca il ${quale}`);
  return riga;
};
const xmlDi = (r: Riga): string => readFileSync(p.percorso(r.impronta_xml), 'utf8');
const pdfDi = (r: Riga): Buffer => readFileSync(p.percorso(r.impronta_pdf));
const fermo = async (iso: string): Promise<void> => {
  await fissaIstante(p.banca.urlSuperutente, iso);
  (p.parti.orologio as OrologioDiProva).imposta(iso);
};
const chiudi = (): Promise<number> => chiudiGiorni(p.parti, p.ente.enteId);

async function registra(dati: Record<string, unknown> = {}, registro = 'PG'): Promise<number> {
  const r = await p.chiama<{ numero: string }>('operatore', 'POST', `/registri/${registro}/registrazioni`, {
    corpo: arrivoDiCarta({ classificazione: 'VI.3', ...dati }),
  });
  if (r.stato !== 201) throw new Error(r.testo);
  return Number(r.corpo.numero);
}

test('il giorno di 25 ore ha le sue due ore uguali in ordine, ciascuna con il suo scostamento, e quello di mezza attivazione comincia a mezzanotte', async (ctx) => {
  richiede(ctx, 'xmllint', 'poppler-utils');
  // In the middle of the last day of summer time.
  await attivato('2027-10-30T13:00:00+02:00');
  await p.superutente.query(
    `INSERT INTO nomina (ente_id, ruolo, utente_id, dal, atto, scritta_da) VALUES ($1, 'responsabile-conservazione', $2, '2020-01-01', 'Decreto n. 9', 'prova')`,
    [p.ente.enteId, p.ente.utenti.tecnico.id],
  );
  await p.superutente.query(`UPDATE utente SET codice_fiscale = 'RSSMRA80A41H501Y' WHERE id = $1`, [
    p.ente.utenti.rsp.id,
  ]);
  await registra({ oggetto: 'Il primo documento dell’ente' });
  await p.sposta('2027-10-31T00:30:00Z');
  const estiva = await registra({ oggetto: 'Alle due e mezza dell’ora legale' });
  await p.sposta('2027-10-31T01:30:00Z');
  const solare = await registra({ oggetto: 'Alle due e mezza dell’ora solare' });
  await p.sposta('2027-11-01T08:00:00+01:00');
  expect(await chiudi()).toBe(2);
  const primo = xmlDi(await giorno('2027-10-30'));
  expect(primo).toContain('<CodiceFiscale>RSSMRA80A41H501Y</CodiceFiscale></Responsabile>');
  expect(primo).toContain('<Destinatario><Nome>');
  expect(primo).toContain('<Apertura>2027-10-30T00:00:00.000+02:00</Apertura>');
  const r = await giorno('2027-10-31');
  const xml = xmlDi(r);
  expect([r.quante, r.prima, r.ultima]).toEqual([2, String(estiva), String(solare)]);
  expect(xml).toContain('<Apertura>2027-10-31T00:00:00.000+02:00</Apertura>');
  expect(xml).toContain('<Chiusura>2027-11-01T00:00:00.000+01:00</Chiusura>');
  expect(xml).toMatch(/numero="0000002" istante="2027-10-31T02:30:0\d\.\d{3}\+02:00"/);
  expect(xml).toMatch(/numero="0000003" istante="2027-10-31T02:30:0\d\.\d{3}\+01:00"/);
  expect(difettiXml(Buffer.from(xml))).toBe('');
});

test('ciò che è registrato nell’ultimo millesimo è del giorno che finisce, ciò che lo è a mezzanotte del seguente', async () => {
  await fermo('2027-11-01T23:59:59.999+01:00');
  const ultima = await registra();
  await fermo('2027-11-02T00:00:00.000+01:00');
  const prima = await registra();
  // At the very instant at which it ends it has ended.
  expect(await chiudi()).toBe(1);
  expect(await giorno('2027-11-01')).toMatchObject({ prima: String(ultima), ultima: String(ultima) });
  await p.sposta('2027-11-03T00:00:01+01:00');
  expect(await chiudi()).toBe(1);
  expect(await giorno('2027-11-02')).toMatchObject({ prima: String(prima), ultima: String(prima) });
});

test('il primo dell’anno il progressivo riparte, e il repertorio numera i registri nell’anno in cui sono fatti', async () => {
  await attivato('2027-12-30T12:00:00+01:00');
  await p.sposta('2027-12-31T23:50:00+01:00');
  const vecchio = await registra();
  expect(await chiudi()).toBe(1);
  await p.sposta('2028-01-01T00:00:01+01:00');
  expect(await registra()).toBe(1);
  await p.sposta('2028-01-02T09:00:00+01:00');
  expect(await chiudi()).toBe(2);
  expect(await giorno('2027-12-31')).toMatchObject({ anno: 2027, progressivo: 2, ultima: String(vecchio) });
  expect(await giorno('2028-01-01')).toMatchObject({ anno: 2028, progressivo: 1, prima: '1', ultima: '1' });
  const { rows } = await p.superutente.query<{ anno: number; n: string; m: string }>(
    `SELECT anno, count(*) AS n, max(numero) AS m FROM registrazione r JOIN registro x ON x.id = r.registro_id
     WHERE x.codice = 'RG' GROUP BY anno ORDER BY anno`,
  );
  expect(rows.map((r) => [r.anno, Number(r.n), Number(r.m)])).toEqual([
    [2027, 1, 1],
    [2028, 2, 2],
  ]);
});

test('dopo quaranta giorni di fermo, con il 29 febbraio e il giorno di 23 ore, ogni giorno è chiuso una volta, in ordine', async () => {
  await attivato('2028-02-16T12:00:00+01:00');
  await p.sposta('2028-02-29T23:30:00+01:00');
  await registra();
  await p.sposta('2028-03-26T23:30:00+02:00');
  await registra();
  await p.sposta('2028-03-27T00:00:01+02:00');
  const [a, b] = await Promise.all([chiudi(), chiudi()]);
  expect(a + b).toBe(40);
  const tutte = await righe();
  expect(new Set(tutte.map((r) => r.giorno)).size).toBe(40);
  expect(tutte.map((r) => r.progressivo)).toEqual(tutte.map((_, i) => i + 1));
  expect((await giorno('2028-02-29')).quante).toBe(1);
  const corto = await giorno('2028-03-26');
  expect(corto.quante).toBe(1);
  const xml = xmlDi(corto);
  expect(xml).toContain('<Apertura>2028-03-26T00:00:00.000+01:00</Apertura>');
  expect(xml).toContain('<Chiusura>2028-03-27T00:00:00.000+02:00</Chiusura>');
});

test('un oggetto di 4.000 caratteri, nomi da destra a sinistra, caratteri che il font non ha, 500 destinatari: il registro è valido e non perde nulla', async (ctx) => {
  richiede(ctx, 'xmllint', 'poppler-utils', 'java', 'libpdfbox2', 'libjaxb-api');
  await p.sposta('2028-03-27T10:00:00+02:00');
  const lungo =
    `${'Lavori di manutenzione straordinaria della strada comunale. '.repeat(70)}`.slice(0, 3999) + '.';
  const numero = await registra({
    oggetto: lungo,
    mittente: { tipo: 'PF', nome: 'محمد', cognome: 'الأمين' },
  });
  await registra({
    oggetto: 'Ideogrammi 漢字かな, emoji 🏛️👩‍⚖️, «ffi ﬁ», combinati é ẹ́, parola' + 'lunghissima'.repeat(60),
    mittente: { tipo: 'PG', denominazione: 'שלום בע״מ Ελλάδα Київ' },
    destinatari: Array.from({ length: 500 }, (_, i) => ({
      tipo: 'PF',
      nome: `Nome${i}`,
      cognome: `Cognome${i}`,
    })),
  });
  await p.chiama('rsp', 'POST', `/registri/PG/registrazioni/2028/${numero}/annullamento`, {
    corpo: { motivazione: 'Registrata due volte per errore', atto: { numero: '7', data: '2028-03-27' } },
  });
  await p.sposta('2028-03-28T10:00:00+02:00');
  await chiudi();
  const r = await giorno('2028-03-27');
  const xml = xmlDi(r);
  expect(difettiXml(Buffer.from(xml))).toBe('');
  expect(xml).toContain(lungo);
  expect(xml).toContain('الأمين');
  expect(xml).toContain('漢字かな, emoji 🏛️👩‍⚖️');
  expect(xml.match(/<Destinatario>/g)?.length).toBeGreaterThanOrEqual(500);
  expect(difettiPdfA1b(pdfDi(r))).toBe('');
  const testo = testoDelPdf(pdfDi(r)).replace(/\s+/g, ' ');
  expect(testo).toContain('Cognome499 Nome499');
  // What the typeface has not is told by its code.
  expect(testo).toContain('[U+6F22][U+5B57]');
});

async function cambia(cosa: object): Promise<void> {
  const letto = await p.chiama<{ versione: number }>('rsp', 'GET', '/repertori/ORDINANZE');
  const r = await p.chiama('rsp', 'PATCH', '/repertori/ORDINANZE', {
    corpo: { versione: letto.corpo.versione, ...cosa },
  });
  expect(r.stato, r.testo).toBe(200);
}
async function ordinanza(oggetto: string): Promise<void> {
  const documentoPrincipale = await p.carica('operatore', 'ordinanza.pdf', pdfDiProva(oggetto));
  const r = await p.chiama('operatore', 'POST', '/registri/ORDINANZE/registrazioni', {
    corpo: { oggetto, documentoPrincipale },
  });
  expect(r.stato, r.testo).toBe(201);
}
const dette = async () => (await righe('ORDINANZE')).map((r) => [r.giorno, r.quante, r.eventi]);

test('di un repertorio chiuso si dice anche ciò che ne cambia dopo', async () => {
  await p.sposta('2028-04-01T09:00:00+02:00');
  await cambia({ giornaliero: true });
  await ordinanza('Ordinanza di chiusura della strada');
  await cambia({ chiuso: true });
  await p.sposta('2028-04-03T09:00:00+02:00');
  await chiudi();
  // Nothing more to say…
  expect(await dette()).toEqual([['2028-04-01', 1, 0]]);
  const annullata = await p.chiama('rsp', 'POST', '/registri/ORDINANZE/registrazioni/2028/1/annullamento', {
    corpo: { motivazione: 'Registrata due volte per errore', atto: { numero: '7', data: '2028-04-03' } },
  });
  expect(annullata.stato).toBe(201);
  await p.sposta('2028-04-06T09:00:00+02:00');
  await chiudi();
  // …until something of it is annulled; then again nothing.
  expect(await dette()).toEqual([
    ['2028-04-01', 1, 0],
    ['2028-04-02', 0, 0],
    ['2028-04-03', 0, 1],
  ]);
});

test('un repertorio che smette di avere il registro giornaliero e poi lo riprende non lascia giorni senza', async () => {
  await cambia({ chiuso: false });
  await cambia({ giornaliero: false });
  await p.sposta('2028-04-07T09:00:00+02:00');
  await ordinanza('Ordinanza di quando non c’era il registro');
  await p.sposta('2028-04-09T09:00:00+02:00');
  await chiudi();
  expect(await dette()).toHaveLength(3);
  await cambia({ giornaliero: true });
  await chiudi();
  await p.sposta('2028-04-10T09:00:00+02:00');
  await chiudi();
  expect((await dette()).slice(3)).toEqual([
    ['2028-04-04', 0, 0],
    ['2028-04-05', 0, 0],
    ['2028-04-06', 0, 0],
    ['2028-04-07', 1, 0],
    ['2028-04-08', 0, 0],
    ['2028-04-09', 0, 0],
  ]);
});
