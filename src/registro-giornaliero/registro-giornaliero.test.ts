import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrivoDiCarta, pdfDiProva } from '../../test/support/carte-di-prova.ts';
import { bancoGiornaliero, type BancoGiornaliero } from '../../test/support/giornaliero-di-prova.ts';
import { richiede } from '../../test/support/pacchetti.ts';
import { difettiPdfA1b, testoDelPdf } from '../../test/support/pdf.ts';
import { chiudiGiorni, lavoroChiudi } from './chiudi-giorni.ts';
import type {
  ElencoModifiche,
  EsitoIntegrita,
  Giornaliero,
  MeseGiornalieri,
  PaginaVoci,
} from './registro-giornaliero.schema.ts';

let p: BancoGiornaliero;
beforeAll(async () => {
  // A Friday.
  p = await bancoGiornaliero('2029-12-21T10:00:00+01:00');
});
afterAll(() => p.chiudi());

async function registra(dati: Record<string, unknown> = {}): Promise<number> {
  const r = await p.chiama<{ numero: string }>('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({ classificazione: 'VI.3', ...dati }),
  });
  if (r.stato !== 201) throw new Error(r.testo);
  return Number(r.corpo.numero);
}
const leggi = async (giorno: string) =>
  (await p.chiama<Giornaliero>('rsp', 'GET', `/registri-giornalieri/PG/${giorno}`)).corpo;
const avvisi = async (): Promise<string[]> =>
  (
    await p.superutente.query<{ testo: string }>(
      `SELECT testo FROM avviso WHERE codice = 'registro-giornaliero.in-ritardo' AND risolto_il IS NULL`,
    )
  ).rows.map((r) => r.testo);

test('passata la mezzanotte il registro del giorno chiuso c’è da sé, senza che nessuno faccia nulla', async () => {
  await registra();
  await p.sposta('2029-12-22T00:01:00+01:00');
  await lavoroChiudi({ enteId: p.ente.enteId }, p.parti);
  expect(await leggi('2029-12-21')).toMatchObject({
    identificativo: 'c_prova1-APROVA1-20291221-001',
    quante: 1,
    prima: '0000001',
    versato: false,
    repertorio: { registro: 'RG', anno: 2029, numero: '0000001' },
  });
});

test('RN-5.1 il registro di venerdì è dovuto lunedì, quello del 24 dicembre il 27; il patrono si imposta; passato il termine c’è un avviso', async () => {
  expect((await leggi('2029-12-21')).dovutoEntro).toBe('2029-12-24');
  await p.sposta('2029-12-24T23:00:00+01:00');
  await lavoroChiudi({ enteId: p.ente.enteId }, p.parti);
  // On the day it is due it is not late.
  expect(await avvisi()).toEqual([]);
  await p.sposta('2029-12-25T00:05:00+01:00');
  await lavoroChiudi({ enteId: p.ente.enteId }, p.parti);
  expect((await leggi('2029-12-24')).dovutoEntro).toBe('2029-12-27');
  expect(await avvisi()).toEqual([expect.stringContaining('3 registri giornalieri')]);

  const calendario = {
    patrono: { giorno: '12-28', nome: 'San Prova' },
    straordinarie: [{ giorno: '2029-12-31', motivo: 'Ponte' }],
  };
  expect((await p.chiama('operatore', 'PUT', '/calendario', { corpo: calendario })).stato).toBe(403);
  expect(
    (
      await p.chiama<{ codice: string }>('rsp', 'PUT', '/calendario', {
        corpo: { ...calendario, patrono: { giorno: '02-30', nome: 'Nessuno' } },
      })
    ).corpo.codice,
  ).toBe('registro-giornaliero.giorno-inesistente');
  for (const chi of ['rsp', 'admin'] as const)
    expect((await p.chiama(chi, 'PUT', '/calendario', { corpo: calendario })).stato).toBe(200);
  await p.sposta('2029-12-28T09:00:00+01:00');
  await chiudiGiorni(p.parti, p.ente.enteId);
  expect((await leggi('2029-12-27')).dovutoEntro).toBe('2030-01-02');

  const mese = await p.chiama<MeseGiornalieri>('rsp', 'GET', '/registri-giornalieri?mese=2029-12');
  expect(mese.corpo.items.map((g) => g.giorno)[0]).toBe('2029-12-27');
  expect(mese.corpo.festivi).toContain('2029-12-28');
  expect(mese.corpo.mancanti).toEqual([]);
  expect(mese.corpo.inRitardo).toBe(6);
});

test('RN-5.1-2 un byte cambiato nel registro conservato si scopre verificandolo, e nessuna API lo riscrive', async () => {
  const g = await leggi('2029-12-21');
  const verifica = async () =>
    (
      await p.chiama<EsitoIntegrita>('rsp', 'POST', '/registri-giornalieri/PG/2029-12-21/verifica', {
        corpo: {},
      })
    ).corpo;
  expect(await verifica()).toEqual({ integro: true, pdf: true, xml: true });
  const file = p.percorso(g.improntaPdf);
  const buoni = readFileSync(file);
  const guasti = Buffer.from(buoni);
  guasti[1000] = (guasti[1000] ?? 0) ^ 1;
  chmodSync(file, 0o644);
  writeFileSync(file, guasti);
  expect(await verifica()).toEqual({ integro: false, pdf: false, xml: true });
  const scarica = await p.chiama<{ codice: string }>(
    'rsp',
    'GET',
    '/registri-giornalieri/PG/2029-12-21/registro.pdf',
  );
  expect([scarica.stato, scarica.corpo.codice]).toEqual([503, 'documenti.alterato']);
  writeFileSync(file, buoni);
  chmodSync(file, 0o444);
  expect((await verifica()).integro).toBe(true);

  // There is no way to write over it: no method but reading and verifying, and the store keeps what is there.
  for (const metodo of ['PUT', 'PATCH', 'DELETE', 'POST'] as const)
    for (const via of ['', '/registro.pdf', '/registro.xml'])
      expect(
        (await p.chiama('rsp', metodo, `/registri-giornalieri/PG/2029-12-21${via}`, { corpo: {} })).stato,
      ).toBe(404);
  await p.carica('rsp', 'copia.pdf', buoni);
  expect(statSync(file).mode & 0o222).toBe(0);
  expect(await leggi('2029-12-21')).toEqual(g);
});

test('CORI-4 il registro di un periodo si consulta e si stampa, anche di oggi e dell’anno, senza registri di carta', async (ctx) => {
  richiede(ctx, 'poppler-utils', 'java', 'libpdfbox2', 'libjaxb-api');
  await registra({ oggetto: '=SOMMA(A1) & <altro>; "virgolette"' });
  const riservato = await registra({ oggetto: 'Segreto di un solo ufficio', riservatezza: 'riservato' });
  const via = '/registri-periodo/PG';
  const dallAnno = 'dal=2029-01-01&al=2029-12-31';
  const pagina = await p.chiama<PaginaVoci>('rsp', 'GET', `${via}?${dallAnno}`);
  expect(pagina.corpo.items.map((v) => Number(v.numero))).toEqual([1, 2, riservato]);
  const oggi = await p.chiama<PaginaVoci>('rsp', 'GET', `${via}?dal=2029-12-28&al=2029-12-28`);
  expect(oggi.corpo.items).toHaveLength(2);

  const pdf = await p.chiama('rsp', 'GET', `${via}/stampa.pdf?${dallAnno}`);
  expect(difettiPdfA1b(pdf.byte)).toBe('');
  const testo = testoDelPdf(pdf.byte).replace(/\s+/g, ' ');
  expect(testo).toContain('Registrazioni: 3.');
  expect(testo).toContain('=SOMMA(A1) & <altro>; "virgolette"');
  expect(testo).toContain(`${String(riservato).padStart(7, '0')}/2029`);
  expect(testo).not.toContain('Segreto di un solo ufficio');
  const csv = (await p.chiama('operatore', 'GET', `${via}/stampa.csv?${dallAnno}`)).testo;
  expect(csv.trim().split('\r\n')).toHaveLength(4);
  expect(csv).toContain(`"'=SOMMA(A1) & <altro>; ""virgolette"""`);
  // Who sees only his office consults what he sees, and prints nothing.
  expect((await p.chiama('tecnico', 'GET', `${via}/stampa.pdf?${dallAnno}`)).stato).toBe(403);
  expect((await p.chiama<PaginaVoci>('tecnico', 'GET', `${via}?${dallAnno}`)).corpo.items).toEqual([]);
  const rovescio = await p.chiama<{ codice: string }>('rsp', 'GET', `${via}?dal=2029-12-31&al=2029-01-01`);
  expect(rovescio.corpo.codice).toBe('registro-giornaliero.periodo-non-valido');
});

test('il registro che dice cose riservate lo apre il responsabile; la pagina del giorno mostra a ognuno ciò che vede', async () => {
  await p.sposta('2029-12-29T09:00:00+01:00');
  await chiudiGiorni(p.parti, p.ente.enteId);
  const via = '/registri-giornalieri/PG/2029-12-28';
  for (const file of ['registro.pdf', 'registro.xml']) {
    expect((await p.chiama('rsp', 'GET', `${via}/${file}`)).stato).toBe(200);
    const negato = await p.chiama<{ codice: string }>('operatore', 'GET', `${via}/${file}`);
    expect([negato.stato, negato.corpo.codice]).toEqual([403, 'registro-giornaliero.dati-riservati']);
  }
  expect((await p.chiama('operatore', 'GET', '/registri-giornalieri/PG/2029-12-21/registro.pdf')).stato).toBe(
    200,
  );
  expect((await p.chiama('tecnico', 'GET', '/registri-giornalieri/PG/2029-12-21/registro.pdf')).stato).toBe(
    403,
  );
  const voci = (await p.chiama<PaginaVoci>('rsp', 'GET', `${via}/registrazioni`)).corpo.items;
  expect(voci.map((v) => v.oggetto)).toContain('Documento riservato');
  expect((await p.chiama<PaginaVoci>('tecnico', 'GET', `${via}/registrazioni`)).corpo.items).toEqual([]);
  const letta = await p.chiama<{ versione: number }>('operatore', 'GET', '/registri/PG/registrazioni/2029/1');
  await p.chiama('operatore', 'PATCH', '/registri/PG/registrazioni/2029/1', {
    corpo: { versione: letta.corpo.versione, note: 'Una nota' },
  });
  await p.sposta('2029-12-30T09:00:00+01:00');
  await chiudiGiorni(p.parti, p.ente.enteId);
  const modifiche = await p.chiama<ElencoModifiche>(
    'operatore',
    'GET',
    '/registri-giornalieri/PG/2029-12-29/modifiche',
  );
  expect(modifiche.corpo.items).toMatchObject([{ numero: '0000001', campo: 'le note', dopo: ['Una nota'] }]);
  expect((await p.chiama('rsp', 'GET', '/registri-giornalieri/PG/2029-12-30')).stato).toBe(404);
});

test('lo schema dell’XML è a un indirizzo pubblico', async () => {
  const r = await p.chiama(null, 'GET', '//schemi/registro-giornaliero-1.xsd');
  expect([r.stato, r.intestazioni['content-type']]).toEqual([200, 'application/xml; charset=utf-8']);
  expect(r.testo).toContain('targetNamespace="urn:tabularium:registro-giornaliero:1"');
  expect((await p.chiama(null, 'GET', '//schemi/altro.xsd')).stato).toBe(404);
});

test('di un repertorio si può chiedere il registro giornaliero: da allora lo ha, e non riguarda quello dei giornalieri', async () => {
  const letto = await p.chiama<{ versione: number }>('rsp', 'GET', '/repertori/ORDINANZE');
  const acceso = await p.chiama<{ giornaliero: boolean }>('rsp', 'PATCH', '/repertori/ORDINANZE', {
    corpo: { versione: letto.corpo.versione, giornaliero: true },
  });
  expect(acceso.corpo.giornaliero).toBe(true);
  const documento = await p.carica('operatore', 'ordinanza.pdf', pdfDiProva());
  expect(
    (
      await p.chiama('operatore', 'POST', '/registri/ORDINANZE/registrazioni', {
        corpo: { oggetto: 'Ordinanza di chiusura della strada', documentoPrincipale: documento },
      })
    ).stato,
  ).toBe(201);
  await p.sposta('2029-12-31T09:00:00+01:00');
  await chiudiGiorni(p.parti, p.ente.enteId);
  const g = await p.chiama<Giornaliero>('rsp', 'GET', '/registri-giornalieri/ORDINANZE/2029-12-30');
  expect(g.corpo).toMatchObject({ quante: 1, identificativo: 'c_prova1-APROVA1-ORDINANZE-20291230-001' });
  const rg = await p.chiama<{ versione: number; registrabile: boolean }>('rsp', 'GET', '/repertori/RG');
  expect(rg.corpo.registrabile).toBe(false);
  for (const cambio of [{ giornaliero: true }, { chiuso: true }])
    expect(
      (
        await p.chiama<{ codice: string }>('rsp', 'PATCH', '/repertori/RG', {
          corpo: { versione: rg.corpo.versione, ...cambio },
        })
      ).corpo.codice,
    ).toBe('repertorio.del-sistema');
});
