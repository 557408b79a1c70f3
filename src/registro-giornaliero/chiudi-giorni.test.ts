import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransazione } from '#platform/db';
import { Scrittore } from '#registrazione';
import { arrivoDiCarta, pdfDiProva } from '../../test/support/carte-di-prova.ts';
import {
  bancoGiornaliero,
  difettiXml,
  type BancoGiornaliero,
} from '../../test/support/giornaliero-di-prova.ts';
import { richiede } from '../../test/support/pacchetti.ts';
import { codiciNelPdf, difettiPdfA1b, testoDelPdf } from '../../test/support/pdf.ts';
import { chiudiGiorni } from './chiudi-giorni.ts';

let p: BancoGiornaliero;
beforeAll(async () => {
  p = await bancoGiornaliero('2026-03-02T10:00:00+01:00');
});
afterAll(() => p.chiudi());

type Riga = {
  giorno: string;
  identificativo: string;
  progressivo: number;
  prima: string | null;
  ultima: string | null;
  quante: number;
  eventi: number;
  impronta_pdf: string;
  impronta_xml: string;
  dovuto: string;
  registrazione_id: string;
};
const righe = async (): Promise<Riga[]> =>
  (
    await p.superutente.query<Riga>(
      `SELECT g.*, g.giorno::text AS giorno, g.dovuto_entro::text AS dovuto FROM registro_giornaliero g ORDER BY g.giorno`,
    )
  ).rows;
const xmlDi = (r: Riga | undefined): string => readFileSync(p.percorso(r?.impronta_xml ?? ''), 'utf8');
const pdfDi = (r: Riga | undefined): Buffer => readFileSync(p.percorso(r?.impronta_pdf ?? ''));
const numeri = (xml: string): number[] =>
  [
    ...(xml.split('<ModifichePrecedenti>')[0] ?? '').matchAll(/<Registrazione anno="\d+" numero="(\d+)"/g),
  ].map((m) => Number(m[1]));
const voce = (xml: string, numero: number): string =>
  new RegExp(`<Registrazione anno="2026" numero="0*${numero}" .*?</Registrazione>\n`, 's').exec(xml)?.[0] ??
  '';

async function registra(dati: Record<string, unknown> = {}): Promise<number> {
  const r = await p.chiama<{ numero: string }>('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({ classificazione: 'VI.3', ...dati }),
  });
  if (r.stato !== 201) throw new Error(r.testo);
  return Number(r.corpo.numero);
}

async function annulla(numero: number): Promise<void> {
  const r = await p.chiama('rsp', 'POST', `/registri/PG/registrazioni/2026/${numero}/annullamento`, {
    corpo: { motivazione: 'Registrata due volte per errore', atto: { numero: '7', data: '2026-03-02' } },
  });
  if (r.stato !== 201) throw new Error(r.testo);
}

test('RN-53.1 il registro di una giornata ha esattamente i suoi numeri con i dati dell’art. 54, gli annullati si vedono tali, uno solo, anche se vuota', async (ctx) => {
  richiede(ctx, 'poppler-utils', 'zbar-tools', 'java', 'libpdfbox2', 'libjaxb-api', 'xmllint');
  await registra();
  const principale = await p.carica('operatore', 'domanda di <Rossi> & altri.pdf', pdfDiProva());
  const due = await registra({
    supporto: 'digitale',
    analogico: undefined,
    oggetto: 'Istanza di accesso agli atti «riservata» <urgente> & motivata',
    mittente: { tipo: 'PG', denominazione: 'Edilizia Verdi & Figli srl' },
    destinatari: [
      { tipo: 'PF', nome: 'Lucia', cognome: 'Neri' },
      { tipo: 'PF', nome: 'Ugo', cognome: 'Bianchi' },
    ],
    protocolloMittente: { numero: '55/A', data: '2026-02-27' },
    documentoPrincipale: principale,
    unitaCompetente: 'tecnico',
  });
  const tre = await registra({ oggetto: 'Registrata per errore allo sportello' });
  await annulla(tre);
  await p.sposta('2026-03-02T23:59:59.500+01:00');
  const ultima = await registra({ oggetto: 'Arrivata un attimo prima di mezzanotte' });

  // The morning after: of the day after.
  await p.sposta('2026-03-03T08:00:00+01:00');
  const diDomani = await registra({ oggetto: 'Primo documento del giorno seguente' });
  await annulla(due);
  expect(await chiudiGiorni(p.parti, p.ente.enteId)).toBe(1);
  expect(await chiudiGiorni(p.parti, p.ente.enteId)).toBe(0);

  const [marzo2] = await righe();
  expect(marzo2).toMatchObject({
    giorno: '2026-03-02',
    identificativo: 'c_prova1-APROVA1-20260302-001',
    quante: 4,
    prima: '1',
    ultima: String(ultima),
    eventi: 0,
    dovuto: '2026-03-03',
  });
  const xml = xmlDi(marzo2);
  expect(difettiXml(Buffer.from(xml))).toBe('');
  expect(numeri(xml)).toEqual([1, due, tre, ultima]);
  const impronta = (await p.chiama<{ impronta: string }>('operatore', 'GET', `/documenti/${principale}`))
    .corpo.impronta;
  // Number, date, sender, recipients, subject, date and protocol of who sent it, digest (art. 54), and what was annulled only later.
  expect(voce(xml, due)).toContain('annullata="false"');
  for (const atteso of [
    'istante="2026-03-02T10:0',
    'flusso="E"',
    '<Mittente>Edilizia Verdi &amp; Figli srl</Mittente>',
    '<Destinatario>Neri Lucia</Destinatario><Destinatario>Bianchi Ugo</Destinatario>',
    '<Oggetto>Istanza di accesso agli atti «riservata» &lt;urgente&gt; &amp; motivata</Oggetto>',
    '<ProtocolloMittente numero="55/A" data="2026-02-27"/>',
    `<Impronta algoritmo="SHA-256">${impronta}</Impronta>`,
    '<Classificazione><Codice>VI.3</Codice>',
    '<Ufficio><Codice>tecnico</Codice>',
  ])
    expect(voce(xml, due)).toContain(atteso);
  expect(voce(xml, tre)).toContain('annullata="true"');
  expect(voce(xml, tre)).toContain('<Oggetto>Registrata per errore allo sportello</Oggetto>');
  expect(voce(xml, tre)).toContain('<Atto numero="7" data="2026-03-02"/>');

  const pdf = pdfDi(marzo2);
  expect(difettiPdfA1b(pdf)).toBe('');
  const testo = testoDelPdf(pdf).replace(/\s+/g, ' ');
  for (const atteso of [
    'c_prova1-APROVA1-20260302-001',
    'dal n. 0000001',
    '0000002/2026',
    'Da: Edilizia Verdi & Figli srl',
    'A: Bianchi Ugo',
    'ANNULLATA il 02/03/2026',
    'Responsabile della gestione documentale (RSP): Prova-rsp Anna',
  ])
    expect(testo).toContain(atteso);
  expect(testo).not.toContain('Primo documento del giorno seguente');
  const { rows: teste } = await p.superutente.query<{ testo: string; firma: Buffer }>(
    `SELECT t.testo, t.firma FROM testa t JOIN registro_giornaliero g ON g.registro_id = t.registro_id AND g.testa_dimensione = t.dimensione
     WHERE g.giorno = '2026-03-02'`,
  );
  const stampata = `${teste[0]?.testo}firma ${teste[0]?.firma.toString('base64')}`;
  expect(codiciNelPdf(pdf, 200).join('\n')).toContain(`QR-Code:${stampata}`);
  for (const riga of stampata.split('\n')) expect(testo).toContain(riga);

  // The day after is empty but for the first, the one after is empty: each has its register, in order, once.
  await p.sposta('2026-03-05T00:05:00+01:00');
  expect(await chiudiGiorni(p.parti, p.ente.enteId)).toBe(2);
  const tutte = await righe();
  expect(tutte.map((r) => [r.giorno, r.progressivo, r.quante, r.eventi])).toEqual([
    ['2026-03-02', 1, 4, 0],
    ['2026-03-03', 2, 1, 1],
    ['2026-03-04', 3, 0, 0],
  ]);
  expect(numeri(xmlDi(tutte[1]))).toEqual([diDomani]);
  expect(xmlDi(tutte[1])).toContain('tipo="Annullamento"');
  expect(difettiXml(Buffer.from(xmlDi(tutte[2])))).toBe('');
  expect(testoDelPdf(pdfDi(tutte[2]))).toContain('Nessuna registrazione in questo giorno.');
  expect(difettiPdfA1b(pdfDi(tutte[2]))).toBe('');

  // Each is registered in its repertorio, with its files, and has its leaf in the log of the register it tells of.
  const { rows: registrate } = await p.superutente.query(
    `SELECT x.codice, r.numero, r.flusso, f.contenuto::jsonb ->> 'identificativo' AS foglia FROM registro_giornaliero g
       JOIN registrazione r ON r.id = g.registrazione_id JOIN registro x ON x.id = r.registro_id
       JOIN foglia f ON f.registro_id = g.registro_id AND f.tipo = 'registro-giornaliero' AND f.istante = g.chiuso_il ORDER BY r.numero`,
  );
  expect(registrate).toEqual(
    tutte.map((r, i) => ({ codice: 'RG', numero: String(i + 1), flusso: 'I', foglia: r.identificativo })),
  );
});

test('RN-53.1-2 modifiche e annullamenti di quel giorno su registrazioni precedenti sono nel suo registro, con prima e dopo, e non in altri', async () => {
  await p.sposta('2026-03-09T09:00:00+01:00');
  const vecchia = await registra({ oggetto: 'Domanda di contributo per l’anno 2026' });
  const annullata = await registra({ oggetto: 'Domanda arrivata per errore' });
  await p.sposta('2026-03-16T09:00:00+01:00');
  const via = `/registri/PG/registrazioni/2026/${vecchia}`;
  const letta = await p.chiama<{ versione: number }>('operatore', 'GET', via);
  const modifica = await p.chiama('operatore', 'PATCH', via, {
    corpo: { versione: letta.corpo.versione, luogo: 'Archivio, stanza 3', classificazione: 'VI.2' },
  });
  expect(modifica.stato).toBe(200);
  const rettifica = await p.chiama('rsp', 'POST', `${via}/rettifiche`, {
    corpo: {
      campo: 'oggetto',
      valore: 'Domanda di contributo per l’anno 2027',
      motivazione: 'Anno scritto male nell’oggetto',
    },
  });
  expect(rettifica.stato).toBe(201);
  await annulla(annullata);
  await p.sposta('2026-03-17T07:00:00+01:00');
  await p.chiama('rsp', 'POST', `${via}/rettifiche`, {
    corpo: { campo: 'oggetto', valore: 'Domanda di contributo', motivazione: 'Cambiata la mattina dopo' },
  });
  await chiudiGiorni(p.parti, p.ente.enteId);
  const tutte = await righe();
  const delNove = xmlDi(tutte.find((r) => r.giorno === '2026-03-09'));
  const delSedici = tutte.find((r) => r.giorno === '2026-03-16');
  expect([delSedici?.quante, delSedici?.eventi]).toEqual([0, 4]);
  const xml = xmlDi(delSedici).split('<ModifichePrecedenti>')[1] ?? '';
  expect(xml.match(/<Modifica /g)).toHaveLength(4);
  for (const atteso of [
    `numero="${String(vecchia).padStart(7, '0')}"`,
    '<Campo>oggetto</Campo><Prima>Domanda di contributo per l’anno 2026</Prima><Dopo>Domanda di contributo per l’anno 2027</Dopo><Motivo>Anno scritto male nell’oggetto</Motivo>',
    '<Campo>luogo</Campo><Dopo>Archivio, stanza 3</Dopo>',
    '<Campo>classificazione</Campo><Prima>VI.3 ',
    'tipo="Annullamento"',
    '<Atto numero="7" data="2026-03-02"/>',
    '<Operatore>',
  ])
    expect(xml).toContain(atteso);
  expect(xml).not.toContain('Cambiata la mattina dopo');
  const testo = testoDelPdf(pdfDi(delSedici)).replace(/\s+/g, ' ');
  expect(testo).toContain('Rettificato: l’oggetto');
  expect(testo).toContain('Anno scritto male');
  // The day it was registered keeps what was true then.
  expect(voce(delNove, vecchia)).toContain('<Oggetto>Domanda di contributo per l’anno 2026</Oggetto>');
  expect(voce(delNove, vecchia)).toContain('<Codice>VI.3</Codice>');
  expect(voce(delNove, vecchia)).not.toContain('<Modifica');
  expect(voce(delNove, annullata)).toContain('annullata="false"');
  // Every day in between too, each once, with the numbers of the year one after the other.
  expect(tutte.map((r) => r.progressivo)).toEqual(tutte.map((_, i) => i + 1));
  expect(tutte).toHaveLength(15);
});

test('due nodi che chiudono insieme fanno un registro per giorno, senza buchi nel repertorio', async () => {
  await p.sposta('2026-03-20T00:10:00+01:00');
  const altro = { ...p.parti, scrittore: new Scrittore({ db: p.db, orologio: p.parti.orologio }) };
  const chiusi = await Promise.all([
    chiudiGiorni(p.parti, p.ente.enteId),
    chiudiGiorni(altro, p.ente.enteId),
  ]);
  expect(chiusi.reduce((a, b) => a + b)).toBe(3);
  expect(await righe()).toHaveLength(18);
  const { rows } = await p.superutente.query<{ numero: string }>(
    `SELECT r.numero FROM registrazione r JOIN registro x ON x.id = r.registro_id WHERE x.codice = 'RG' ORDER BY 1`,
  );
  expect(rows.map((r) => Number(r.numero))).toEqual(rows.map((_, i) => i + 1));
  expect(rows).toHaveLength(18);
});

test('chi muore tra i file e la scrittura non lascia nulla di registrato, e chi riprende chiude il giorno', async () => {
  await p.sposta('2026-03-21T00:10:00+01:00');
  await p.superutente.query(`CREATE FUNCTION muori() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$;
    CREATE TRIGGER zz_muori BEFORE INSERT ON registro_giornaliero FOR EACH ROW EXECUTE FUNCTION muori()`);
  expect(await chiudiGiorni(p.parti, p.ente.enteId)).toBe(0);
  const avviso = await p.superutente.query(
    `SELECT FROM avviso WHERE codice = 'registro-giornaliero.non-prodotto:PG' AND risolto_il IS NULL`,
  );
  expect(avviso.rowCount).toBe(1);
  await p.superutente.query(`DROP TRIGGER zz_muori ON registro_giornaliero`);
  const { rows } = await p.superutente.query<{ n: string }>(
    `SELECT count(*) AS n FROM registrazione r JOIN registro x ON x.id = r.registro_id WHERE x.codice = 'RG'`,
  );
  expect(Number(rows[0]?.n)).toBe(18);
  expect(await chiudiGiorni(p.parti, p.ente.enteId)).toBe(1);
  expect((await righe()).at(-1)?.giorno).toBe('2026-03-20');
});

test('la banca dati rifiuta un secondo registro, un giorno saltato o non finito, numeri che non sono quelli, e ogni modifica', async () => {
  await p.sposta('2026-03-23T12:00:00+01:00');
  await chiudiGiorni(p.parti, p.ente.enteId);
  const copia = (cambi: Record<string, string>): Promise<unknown> => {
    const colonne =
      `ente_id registro_id giorno anno progressivo identificativo prima ultima quante eventi testa_dimensione
      registrazione_id documento_pdf_id documento_xml_id impronta_pdf impronta_xml chiuso_il dovuto_entro`.split(
        /\s+/,
      );
    return inTransazione(p.db, p.ente.enteId, (tx) =>
      sql`INSERT INTO registro_giornaliero (${sql.join(colonne.map((c) => sql.ref(c)))})
        SELECT ${sql.join(colonne.map((c) => (cambi[c] === undefined ? sql.ref(c) : sql.raw(cambi[c]))))}
        FROM registro_giornaliero WHERE giorno = '2026-03-22'`.execute(tx),
    );
  };
  await expect(copia({})).rejects.toMatchObject({ code: 'TB041' });
  const domani = { progressivo: 'progressivo + 1', dovuto_entro: `'2026-03-30'` };
  await expect(copia({ ...domani, giorno: `'2026-03-23'` })).rejects.toMatchObject({ code: 'TB040' });
  await p.sposta('2026-03-25T12:00:00+01:00');
  await expect(copia({ ...domani, giorno: `'2026-03-24'` })).rejects.toMatchObject({ code: 'TB041' });
  await expect(copia({ ...domani, giorno: `'2026-03-23'`, eventi: '1' })).rejects.toMatchObject({
    code: 'TB042',
  });
  for (const ordine of [
    `UPDATE registro_giornaliero SET impronta_pdf = repeat('0', 64)`,
    `DELETE FROM registro_giornaliero`,
    `TRUNCATE registro_giornaliero CASCADE`,
  ])
    await expect(p.superutente.query(ordine)).rejects.toMatchObject({ code: 'TB001' });
});

test('nel repertorio dei registri giornalieri scrive solo il sistema', async () => {
  const r = await p.chiama<{ codice: string }>('rsp', 'POST', '/registri/RG/registrazioni', {
    corpo: {
      oggetto: 'Un registro giornaliero scritto a mano',
      documentoPrincipale: await p.carica('rsp', 'a.pdf', pdfDiProva()),
    },
  });
  expect([r.stato, r.corpo.codice]).toEqual([403, 'registrazione.del-sistema']);
});
