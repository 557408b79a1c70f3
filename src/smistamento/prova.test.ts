import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrivoDiCarta } from '../../test/support/carte-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { mutaUffici } from '../../test/support/uffici-di-prova.ts';
import type { EsitoProva, NuovaRegola } from './smistamento.schema.ts';

type Arrivo = Parameters<typeof arrivoDiCarta>[0];

let p: ProdottoDiProva;
let superutente: pg.Client;
const anno = new Date().getFullYear();
const periodo = { dal: `${anno - 1}-12-01`, al: `${anno + 1}-01-31` };

beforeAll(async () => {
  p = await prodottoDiProva();
  await mutaUffici(p.banca.urlSuperutente, ['ragioneria', 'anagrafe'], { uu: true });
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  const di = (unitaCompetente: string, oggetto: string, altro: Arrivo = {}) =>
    registra({ oggetto, unitaCompetente, ...altro });
  for (let i = 0; i < 12; i++) await di('tecnico', `SCIA edilizia numero ${i}`);
  await di('ragioneria', 'Diritti di segreteria per la SCIA');
  await di('ragioneria', 'Fattura elettrica');
  await di('anagrafe', 'Scheda elettorale', {
    mittente: { tipo: 'PG', denominazione: 'Prefettura di Roma' },
  });
  await registra({ oggetto: 'SCIA senza ufficio' });
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});

async function registra(dati: Arrivo): Promise<void> {
  const r = await p.chiama('operatore', 'POST', '/registri/PG/registrazioni', { corpo: arrivoDiCarta(dati) });
  expect(r.stato, r.testo).toBe(201);
}
async function prova(regola?: NuovaRegola, altro: object = {}): Promise<EsitoProva> {
  const r = await p.chiama<EsitoProva>('rsp', 'POST', '/regole-smistamento/prova', {
    corpo: { ...periodo, ...(regola && { regola }), ...altro },
  });
  expect(r.stato, r.testo).toBe(200);
  return r.corpo;
}
const scia: NuovaRegola = { nome: 'Edilizia', parole: { tutte: ['scia'] }, competenza: 'tecnico' };

test('una regola non ancora scritta dice quanti documenti avrebbe smistato allo stesso modo, quanti no, e quali', async () => {
  const esito = await prova(scia);
  expect(esito).toMatchObject({
    ...periodo,
    esaminati: 16,
    senzaUfficio: 1,
    stesso: 12,
    diverso: 1,
    nessuna: 2,
  });
  expect(esito.limitata).toBeUndefined();
  expect(esito.regole).toEqual([
    { id: expect.any(String) as string, nome: 'Edilizia', applicata: 14, coperta: 0 },
  ]);
  expect(esito.uffici.map((u) => [u.codice, u.stesso, u.diverso, u.nessuna])).toEqual([
    ['anagrafe', 0, 0, 1],
    ['ragioneria', 0, 1, 1],
    ['tecnico', 12, 0, 0],
  ]);
  expect(esito.differenze).toEqual([
    expect.objectContaining({
      registro: 'PG',
      numero: '0000013',
      oggetto: 'Diritti di segreteria per la SCIA',
      attuale: { codice: 'ragioneria', denominazione: 'Ufficio Ragioneria' },
      proposto: { codice: 'tecnico', denominazione: 'Ufficio Tecnico' },
      regola: 'Edilizia',
    }),
  ]);
  // A trial writes nothing.
  expect((await p.chiama<{ items: unknown[] }>('rsp', 'GET', '/regole-smistamento')).corpo.items).toEqual([]);
});

test('tutte le regole insieme: decide la prima, e di ciascuna si sa quante volte un’altra la precede', async () => {
  for (const regola of [
    { nome: 'Diritti', parole: { tutte: ['diritti'] }, competenza: 'ragioneria' },
    scia,
    { nome: 'Prefettura', mittente: 'prefettura', competenza: 'anagrafe' },
  ])
    expect((await p.chiama('rsp', 'POST', '/regole-smistamento', { corpo: regola })).stato).toBe(201);
  const esito = await prova();
  expect(esito).toMatchObject({ stesso: 14, diverso: 0, nessuna: 1, senzaUfficio: 1, differenze: [] });
  expect(esito.regole.map((r) => [r.nome, r.applicata, r.coperta])).toEqual([
    ['Diritti', 1, 0],
    ['Edilizia', 14, 1],
    ['Prefettura', 1, 0],
  ]);
});

test('un ufficio chiuso vale quanto chi ne fa il lavoro', async () => {
  const { anagrafe, ragioneria } = p.ente.unita;
  await superutente.query('SET session_replication_role = replica');
  await superutente.query('UPDATE unita SET attiva = false WHERE id = $1', [anagrafe.id]);
  await superutente.query(
    'INSERT INTO unita_successore (ente_id, unita_id, ordine, successore_id) VALUES ($1, $2, 1, $3)',
    [p.ente.enteId, anagrafe.id, ragioneria.id],
  );
  const regola = { nome: 'Prefettura', mittente: 'PREFETTURA', competenza: 'ragioneria' };
  expect(await prova(regola)).toMatchObject({ stesso: 1, diverso: 0 });
  await superutente.query('UPDATE unita SET attiva = true WHERE id = $1', [anagrafe.id]);
  await superutente.query('SET session_replication_role = DEFAULT');
});

test('contano solo i documenti che chi prova vede: non i riservati, non gli annullati, non quelli fuori dal periodo', async () => {
  const proteggi = (dati: string, numero: number) =>
    superutente.query(
      `SET session_replication_role = replica; UPDATE scheda SET ${dati} WHERE numero = ${numero} AND registro_id = '${p.ente.registroId}'; SET session_replication_role = DEFAULT`,
    );
  await proteggi(`riservatezza = 'riservato'`, 1);
  await proteggi('annullata = true', 2);
  // The RSP of the test is not appointed for sensitive data.
  await proteggi('dati_particolari = true', 3);
  expect(await prova(scia)).toMatchObject({ esaminati: 13, stesso: 9 });
  const altroAnno = { dal: '2001-01-01', al: '2001-12-31' };
  expect(await prova(scia, altroAnno)).toMatchObject({ ...altroAnno, esaminati: 0, stesso: 0, uffici: [] });
  const rovesciato = await p.chiama('rsp', 'POST', '/regole-smistamento/prova', {
    corpo: { dal: '2026-02-02', al: '2026-02-01' },
  });
  expect(rovesciato.corpo).toMatchObject({ status: 422, codice: 'smistamento.giorni' });
  expect((await p.chiama('operatore', 'POST', '/regole-smistamento/prova', { corpo: periodo })).stato).toBe(
    403,
  );
});

test('si ferma ai ventimila documenti più recenti e dice fino a quale giorno è arrivata', async () => {
  // The same sheet many times over: what is measured is where it stops.
  await superutente.query(`SET session_replication_role = replica;
    INSERT INTO scheda (registrazione_id, ente_id, registro_id, anno, numero, istante, flusso, oggetto, corrispondenti, unita_competente_id, ricerca, nomi, visibile_a)
    SELECT uuid_v7(), s.ente_id, s.registro_id, s.anno - 1, 100000 - n, s.istante - make_interval(days => 1 + n / 10000), 'E', s.oggetto,
      s.corrispondenti, s.unita_competente_id, s.ricerca, s.nomi, s.visibile_a
    FROM scheda s, generate_series(1, 20000) n WHERE s.numero = 4 AND s.registro_id = '${p.ente.registroId}';
    SET session_replication_role = DEFAULT`);
  const inizio = performance.now();
  const esito = await prova(scia, { dal: '2000-01-01' });
  expect(performance.now() - inizio).toBeLessThan(20_000);
  expect(esito).toMatchObject({ limitata: 'documenti', esaminati: 20_000, stesso: 19_996 });
  expect(esito.dal > '2000-01-01').toBe(true);
}, 60_000);
