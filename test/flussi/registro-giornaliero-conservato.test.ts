import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scriviXml } from '#platform/xml';
import { lavoroChiudi } from '#registro-giornaliero';
import type { ElencoGiornalieri } from '../../src/conservazione/pacchetti/pacchetti.schema.ts';
import { bancoConservazione, type BancoConservazione } from '../support/conservazione-di-prova.ts';
import { contenutoZip } from '../support/pacchetto-di-prova.ts';

let b: BancoConservazione;
beforeAll(async () => {
  // A Friday; the Monday after is the 24th of December.
  b = await bancoConservazione('2029-12-21T09:00:00+01:00');
  await b.configura({
    denominazione: 'Conservatore di prova',
    trasporto: 'cartella',
    cartella: { cartella: 'prova' },
  });
});
afterAll(() => b.chiudi());

const cartella = (): string => join(b.ambiente.dati, 'conservazione', 'prova');
/** What runs every hour and every quarter of an hour, with nobody at work. */
async function passa(iso: string): Promise<void> {
  await b.sposta(iso);
  await lavoroChiudi({ enteId: b.ente.enteId }, b.parti);
  await b.ronda();
  for (const p of await b.elenco('?stato=prodotto')) await b.invia(p.id);
}
const stati = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await b.chiama<ElencoGiornalieri>('tecnico', 'GET', '/conservazione/giornalieri')).corpo.items.map(
      (g) => [g.giorno, g.stato],
    ),
  );
const inRitardo = async (): Promise<string[]> =>
  (
    await b.superutente.query<{ testo: string }>(
      `SELECT testo FROM avviso WHERE risolto_il IS NULL AND codice LIKE 'registro-giornaliero.%'`,
    )
  ).rows.map((r) => r.testo);
const dovuti = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    (
      await b.superutente.query<{ giorno: string; dovuto: string }>(
        `SELECT giorno::text, dovuto_entro::text AS dovuto FROM registro_giornaliero ORDER BY giorno`,
      )
    ).rows.map((r) => [r.giorno, r.dovuto]),
  );

test('ASM-8 il registro di ogni giorno si produce da sé, una volta, anche vuoto, e si conserva entro il giorno lavorativo seguente; ciò che tarda è un avviso', async () => {
  // A day with its registrations: one is annulled, all of them with their data.
  const uno = await b.registra({ oggetto: 'Domanda di iscrizione al nido' });
  const due = await b.registra({ oggetto: 'Registrata per errore' });
  const annullata = await b.chiama(
    'rsp',
    'POST',
    `/registri/PG/registrazioni/2029/${due.numero}/annullamento`,
    {
      corpo: { motivazione: 'Registrata due volte per errore', atto: { numero: '7', data: '2029-12-21' } },
    },
  );
  expect(annullata.stato, annullata.testo).toBe(201);

  // Produced as the day ends, and taken by the conservator, with nobody doing anything; done again, nothing more.
  await passa('2029-12-22T00:05:00+01:00');
  await passa('2029-12-22T00:10:00+01:00');
  expect(await stati()).toEqual({ '2029-12-21': 'inviato' });
  const [p] = await b.elenco();
  const consegnato = readFileSync(join(cartella(), 'versamenti', `${p?.identificativo}.zip`));
  expect(createHash('sha256').update(consegnato).digest('hex')).toBe((await b.leggi(p?.id ?? '')).impronta);
  const contenuto = await contenutoZip(consegnato);
  const xml = [...contenuto].find(([nome]) => /20291221-001\.xml$/.test(nome))?.[1].toString('utf8') ?? '';
  const voci = [
    ...xml.matchAll(
      /<Registrazione anno="2029" numero="0*(\d+)".*?annullata="(\w+)".*?<Oggetto>(.*?)<\/Oggetto>/gs,
    ),
  ];
  expect(voci.map((v) => [Number(v[1]), v[2], v[3]])).toEqual([
    [uno.numero, 'false', 'Domanda di iscrizione al nido'],
    [due.numero, 'true', 'Registrata per errore'],
  ]);
  // The very bytes that the office keeps.
  const { rows: conservati } = await b.superutente.query<{ impronta_pdf: string; impronta_xml: string }>(
    `SELECT impronta_pdf, impronta_xml FROM registro_giornaliero`,
  );
  const impronte = [...contenuto.values()].map((byte) => createHash('sha256').update(byte).digest('hex'));
  expect(impronte).toEqual(
    expect.arrayContaining([conservati[0]?.impronta_pdf ?? '-', conservati[0]?.impronta_xml ?? '-']),
  );

  // The conservator's answer closes it.
  mkdirSync(join(cartella(), 'esiti'), { recursive: true });
  writeFileSync(
    join(cartella(), 'esiti', `${p?.identificativo}.xml`),
    scriviXml([
      'RapportoVersamento',
      [
        ['IdentificativoRapporto', 'RdV 1'],
        ['DataRapporto', '2029-12-22T01:00:00+01:00'],
        ['IdentificativoPacchetto', p?.identificativo ?? ''],
        ['Impronta', (await b.leggi(p?.id ?? '')).impronta],
        ['Esito', 'CONSERVATO'],
      ],
      { xmlns: 'urn:tabularium:rapporto:1' },
    ]),
  );
  await b.ronda();
  expect(await stati()).toEqual({ '2029-12-21': 'conservato' });

  // Friday is due on Monday, the 24th on the 27th: Saturday, Sunday, Christmas and Santo Stefano nobody works. Empty days too.
  await b.sposta('2029-12-25T00:05:00+01:00');
  await lavoroChiudi({ enteId: b.ente.enteId }, b.parti);
  expect(await dovuti()).toEqual({
    '2029-12-21': '2029-12-24',
    '2029-12-22': '2029-12-24',
    '2029-12-23': '2029-12-24',
    '2029-12-24': '2029-12-27',
  });
  // Saturday's and Sunday's were due yesterday and have not been handed over; the 24th's is not late yet.
  expect(await inRitardo()).toEqual([expect.stringContaining('2 registri giornalieri')]);

  // Handed over, they are late no more.
  await passa('2029-12-25T00:20:00+01:00');
  expect(Object.values(await stati()).sort()).toEqual(['conservato', 'inviato', 'inviato', 'inviato']);
  const avvisi = (await b.chiama<{ items: { id: string }[] }>('rsp', 'GET', '/avvisi')).corpo.items;
  for (const a of avvisi) await b.chiama('rsp', 'POST', `/avvisi/${a.id}/risoluzione`);
  await passa('2029-12-25T01:00:00+01:00');
  expect(await inRitardo()).toEqual([]);
  expect(readdirSync(join(cartella(), 'versamenti')).filter((n) => n.endsWith('.zip'))).toHaveLength(4);
  const { rows } = await b.superutente.query(
    `SELECT giorno::text, quante, count(*) OVER (PARTITION BY giorno)::int AS volte FROM registro_giornaliero ORDER BY giorno`,
  );
  expect(rows).toEqual([
    { giorno: '2029-12-21', quante: 2, volte: 1 },
    { giorno: '2029-12-22', quante: 0, volte: 1 },
    { giorno: '2029-12-23', quante: 0, volte: 1 },
    { giorno: '2029-12-24', quante: 0, volte: 1 },
  ]);
});
