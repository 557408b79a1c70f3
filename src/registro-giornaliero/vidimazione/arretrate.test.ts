import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransazione } from '#platform/db';
import { arrivoDiCarta } from '../../../test/support/carte-di-prova.ts';
import type { UtenteDiProva } from '../../../test/support/ente-di-prova.ts';
import { bancoGiornaliero, type BancoGiornaliero } from '../../../test/support/giornaliero-di-prova.ts';
import { aggiungiAreaTecnica, aggiungiPersone } from '../../../test/support/persone-di-prova.ts';
import { chiudiGiorni } from '../chiudi-giorni.ts';
import { cercaArretrate } from './cerca-arretrate.ts';
import type { ElencoMancanti, EstrattoArea, PaginaArretrate, Vidimazione } from './vidimazione.schema.ts';

let p: BancoGiornaliero;
const [capo, capoAltra] = ['capoarea', 'capoaffari'] as unknown as [UtenteDiProva, UtenteDiProva];
const oggi = new Date().toLocaleDateString('sv', { timeZone: 'Europe/Rome' });
const giorno = (n: number): string => {
  const d = new Date(`${oggi}T12:00:00Z`);
  d.setUTCDate(d.getUTCDate() + n);
  return d.toISOString().slice(0, 10);
};

beforeAll(async () => {
  p = await bancoGiornaliero(`${oggi}T09:00:00+01:00`);
  await aggiungiAreaTecnica(p.banca.urlSuperutente, p.ente);
  await aggiungiPersone(p.banca.urlSuperutente, p.ente, [
    { nomeUtente: 'capoarea', unita: 'area-tecnica', responsabile: true },
    { nomeUtente: 'capoaffari', unita: 'affari-generali', responsabile: true },
  ]);
});
afterAll(() => p.chiudi());

type Registrata = { anno: number; numero: string };
async function registra(oggetto: string, unita?: string): Promise<Registrata> {
  const r = await p.chiama<Registrata>('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({
      oggetto,
      classificazione: 'VI.3',
      ...(unita !== undefined && { assegnazioni: [{ unita, titolo: 'conoscenza' }] }),
    }),
  });
  expect(r.stato, r.testo).toBe(201);
  return r.corpo;
}
async function assegna({ anno, numero }: Registrata, unita: string): Promise<void> {
  const via = `/registri/PG/registrazioni/${anno}/${Number(numero)}/assegnazioni`;
  const r = await p.chiama('operatore', 'POST', via, {
    corpo: { assegnazioni: [{ unita, titolo: 'conoscenza' }] },
  });
  expect(r.stato, r.testo).toBeLessThan(300);
}
/** The days before the last are closed as rows alone, where nothing was registered: to make their files would take a minute. */
async function mattinoDi(n: number): Promise<void> {
  await p.sposta(`${giorno(n)}T08:00:00+01:00`);
  await p.superutente.query(
    `SET session_replication_role = replica;
     INSERT INTO registro_giornaliero (ente_id, registro_id, giorno, anno, progressivo, identificativo, quante, eventi, testa_dimensione,
       registrazione_id, documento_pdf_id, documento_xml_id, impronta_pdf, impronta_xml, chiuso_il, dovuto_entro)
     SELECT u.ente_id, u.registro_id, d.giorno, extract(year FROM d.giorno), CASE WHEN extract(year FROM d.giorno) = u.anno
       THEN u.progressivo + d.giorno - u.giorno ELSE extract(doy FROM d.giorno) END, 'vuoto-' || d.giorno, 0, 0, u.testa_dimensione,
       uuid_v7(), u.documento_pdf_id, u.documento_xml_id, u.impronta_pdf, u.impronta_xml, d.giorno + 1, d.giorno + 1
     FROM (SELECT g.* FROM registro_giornaliero g ORDER BY g.giorno DESC LIMIT 1) u
       CROSS JOIN LATERAL (SELECT g::date AS giorno FROM generate_series(u.giorno + 1, date '${giorno(n - 2)}', interval '1 day') g) d
     WHERE NOT EXISTS (SELECT FROM registrazione r WHERE r.registro_id = u.registro_id
       AND r.istante >= (u.giorno + 1)::timestamp AT TIME ZONE 'Europe/Rome' AND r.istante < '${giorno(n - 1)}'::timestamp AT TIME ZONE 'Europe/Rome');
     SET session_replication_role = origin`,
  );
  await chiudiGiorni(p.parti, p.ente.enteId);
}
const cerca = (): Promise<void> => cercaArretrate(p.parti, p.ente.enteId);
const via = (g: string, area = 'area-tecnica'): string => `/registri-giornalieri/PG/${g}/aree/${area}`;
async function vidima(chi: UtenteDiProva, g: string, area?: string): Promise<number> {
  const { attese } = (await p.chiama<EstrattoArea>(chi, 'GET', via(g, area))).corpo;
  const r = await p.chiama<Vidimazione>(chi, 'POST', `${via(g, area)}/vidimazione`, { corpo: { attese } });
  return r.stato;
}
const elenco = async (chi: UtenteDiProva): Promise<ElencoMancanti> =>
  (await p.chiama<ElencoMancanti>(chi, 'GET', '/vidimazioni-mancanti')).corpo;
const pagina = async (chi: UtenteDiProva, area = 'area-tecnica', cursor?: string) =>
  await p.chiama<PaginaArretrate>(
    chi,
    'GET',
    `/vidimazioni-arretrate/${area}${cursor === undefined ? '' : `?cursor=${cursor}`}`,
  );
const giorni = async (chi: UtenteDiProva, area?: string): Promise<string[]> =>
  (await pagina(chi, area)).corpo.items.map((v) => v.giorno);
const conto = async (chi: UtenteDiProva): Promise<number | undefined> =>
  (await p.chiama<{ vidimazioni?: number }>(chi, 'GET', '/scrivania/contatori')).corpo.vidimazioni;

test('ciò che nessuno vidima resta in elenco e nel conto oltre il mese, giorni e aggiunte, finché non è vidimato', async () => {
  await registra('Di un giorno che nessuno firmerà', 'edilizia');
  await mattinoDi(1);
  await registra('Di un giorno firmato', 'edilizia');
  const tardi = await registra('Che giungerà dopo la firma');
  await mattinoDi(2);
  expect(await vidima(capo, giorno(1))).toBe(201);
  await assegna(tardi, 'lavori');
  await cerca();
  expect(await elenco(capo)).toMatchObject({
    items: [{ giorno: giorno(1) }, { giorno: giorno(0) }],
    arretrate: [],
  });
  expect(await conto(capo)).toBe(2);

  await mattinoDi(33);
  // Two days have left the month and nobody has looked at them yet: it is said.
  expect((await elenco(capo)).cercateFino).toBe(giorno(0));
  await cerca();
  const letto = await elenco(capo);
  expect(letto).toEqual({
    items: [],
    arretrate: [
      {
        area: { codice: 'area-tecnica', denominazione: 'Area Tecnica' },
        estratti: 2,
        dal: giorno(0),
        responsabili: ['Capoarea Bruna'],
        mia: true,
      },
    ],
  });
  expect((await elenco('rsp')).arretrate).toMatchObject([{ estratti: 2, mia: false }]);
  expect(await conto(capo)).toBe(2);
  expect((await pagina(capo)).corpo).toEqual({
    items: [
      { registro: 'PG', giorno: giorno(0), quante: 1, aggiunta: false },
      { registro: 'PG', giorno: giorno(1), quante: 1, aggiunta: true },
    ],
  });
  // What reaches now a day that is already there does not make a second entry of it.
  await assegna(tardi, 'edilizia');
  expect(await elenco(capo)).toEqual(letto);

  expect(await elenco(capoAltra)).toEqual({ items: [], arretrate: [] });
  expect((await pagina(capoAltra)).stato).toBe(403);
  const altrui = await inTransazione(p.parti.db, '00000000-0000-7000-8000-000000000000', (tx) =>
    tx.selectFrom('vidimazione_arretrata').selectAll().execute(),
  );
  expect(altrui).toEqual([]);

  expect(await vidima(capo, giorno(0))).toBe(201);
  expect(await giorni(capo)).toEqual([giorno(1)]);
  expect(await conto(capo)).toBe(1);
  expect(await vidima(capo, giorno(1))).toBe(201);
  expect((await elenco(capo)).arretrate).toEqual([]);
  expect(await conto(capo)).toBe(0);
  await cerca();
  expect(await conto(capo)).toBe(0);
});

let perErrore: Registrata;
test('dopo settimane di fermo si riprende da dov’era, e un giorno chiuso tardi non è saltato', async () => {
  await registra('Di prima del fermo', 'lavori');
  await mattinoDi(34);
  await registra('Durante il fermo', 'edilizia');
  // Forty-two days without the jobs: nobody closes the days, nor looks for what is older.
  await p.sposta(`${giorno(76)}T08:00:00+01:00`);
  await cerca();
  expect((await elenco(capo)).arretrate).toMatchObject([{ estratti: 1, dal: giorno(33) }]);
  await mattinoDi(35);
  perErrore = await registra('Inviato per errore', 'edilizia');
  await mattinoDi(36);
  await mattinoDi(76);
  await cerca();
  expect(await giorni(capo)).toEqual([giorno(33), giorno(34), giorno(35)]);
  expect((await elenco(capo)).cercateFino).toBeUndefined();
  expect(await conto(capo)).toBe(3);
});

const righe = async (): Promise<string[]> =>
  (
    await p.superutente.query<{ r: string }>(
      `SELECT g.giorno || ' ' || u.codice AS r FROM vidimazione_arretrata x JOIN registro_giornaliero g ON g.id = x.giornaliero_id
         JOIN unita u ON u.id = x.unita_id ORDER BY 1`,
    )
  ).rows.map((r) => r.r);
/** As on the day the programme is brought up to date: nobody has ever looked. */
const daCapo = () =>
  p.superutente.query('DELETE FROM vidimazione_arretrata; DELETE FROM vidimazione_cercata');

test('chi aggiorna il programma trova una volta ciò che era già più vecchio; più giri insieme fanno come uno, e non rimettono ciò che si firma intanto', async () => {
  const prima = await righe();
  expect(prima).toEqual([`${giorno(33)} lavori`, `${giorno(34)} edilizia`, `${giorno(35)} edilizia`]);
  await daCapo();
  expect((await elenco(capo)).cercateFino).toBe(oggi);
  await Promise.all([cerca(), cerca(), cerca()]);
  expect(await righe()).toEqual(prima);
  for (let n = 0; n < 3; n++) {
    await daCapo();
    const [firma] = await Promise.all([n === 1 ? vidima(capo, giorno(34)) : undefined, cerca(), cerca()]);
    if (n === 1) expect(firma).toBe(201);
    expect(await righe()).toEqual(n === 0 ? prima : [prima[0], prima[2]]);
  }
});

test('ciò che è tolto all’Area non attende più: l’elenco lo dice subito, il conto dal giro seguente', async () => {
  const { rows } = await p.superutente.query<{ id: string }>(
    `SELECT a.id FROM assegnazione a JOIN registrazione r ON r.id = a.registrazione_id WHERE r.anno = $1 AND r.numero = $2`,
    [perErrore.anno, Number(perErrore.numero)],
  );
  const revocata = await p.chiama('operatore', 'POST', `/assegnazioni/${rows[0]?.id}/revoca`, {
    corpo: { motivo: 'Inviata per errore' },
  });
  expect(revocata.stato, revocata.testo).toBeLessThan(300);
  expect(await giorni(capo)).toEqual([giorno(33)]);
  expect(await conto(capo)).toBe(2);
  await cerca();
  expect(await righe()).toEqual([`${giorno(33)} lavori`]);
  expect(await conto(capo)).toBe(1);
});

/** What the chart says of a unit from a day on. */
async function cambia(unita: string, n: number, campo: 'padre_id' | 'attiva', valore: string): Promise<void> {
  const campi = ['padre_id', 'denominazione', 'tipo', 'uop', 'uu', 'ufficio_protocollo', 'ordine', 'attiva'];
  await p.superutente.query('BEGIN');
  await p.superutente.query(`SELECT set_config('tabularium.ente', $1, true)`, [p.ente.enteId]);
  await p.superutente.query(
    `INSERT INTO unita_storia (ente_id, unita_id, dal, atto, scritta_da, ${campi.join()})
     SELECT s.ente_id, s.unita_id, $2, 'Atto', 'Prova', ${campi.map((c) => (c === campo ? valore : `s.${c}`)).join()}
     FROM unita_storia s JOIN unita u ON u.id = s.unita_id AND u.codice = $1 ORDER BY s.dal DESC LIMIT 1`,
    [unita, giorno(n)],
  );
  await p.superutente.query('SELECT attua_organigramma()');
  await p.superutente.query('COMMIT');
}

test('quando un ufficio cambia Area ciò che attendeva lo segue, e non ciò che era firmato; di uno chiuso firma l’Area di chi gli succede', async () => {
  await p.sposta(`${giorno(76)}T09:00:00+01:00`);
  const altra = `(SELECT id FROM unita WHERE codice = 'affari-generali')`;
  await cambia('edilizia', 76, 'padre_id', altra);
  await cambia('lavori', 76, 'padre_id', altra);
  expect(await giorni(capo)).toEqual([]);
  expect(await giorni(capoAltra, 'affari-generali')).toEqual([giorno(33)]);
  expect([await conto(capo), await conto(capoAltra)]).toEqual([0, 1]);
  // All that Edilizia had was signed by the Area it was in.
  await daCapo();
  await cerca();
  expect(await righe()).toEqual([`${giorno(33)} lavori`]);

  await p.superutente.query(`INSERT INTO unita_successore (ente_id, unita_id, successore_id, ordine)
    SELECT l.ente_id, l.id, s.id, 1 FROM unita l, unita s WHERE l.codice = 'lavori' AND s.codice = 'area-tecnica'`);
  await p.sposta(`${giorno(77)}T09:00:00+01:00`);
  await cambia('lavori', 77, 'attiva', 'false');
  expect(await giorni(capo)).toEqual([giorno(33)]);
  expect(await giorni('rsp', 'affari-generali')).toEqual([]);
  expect(await vidima(capo, giorno(33))).toBe(201);
  expect(await righe()).toEqual([]);
});
