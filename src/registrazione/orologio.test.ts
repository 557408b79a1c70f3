import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { arrivoDiCarta } from '../../test/support/carte-di-prova.ts';
import { fissaIstante, OrologioDiProva } from '../../test/support/orologio-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import type { EventoStoria, Registrazione } from './registrazione.schema.ts';

const REGISTRO = '/registri/PG/registrazioni';

// One register and one story: each test moves the clock from where the one before left it.
describe('un orologio di cui non fidarsi', () => {
  const orologio = new OrologioDiProva();
  let p: ProdottoDiProva;
  let superutente: pg.Client;

  beforeAll(async () => {
    p = await prodottoDiProva({ orologio });
    superutente = new pg.Client(p.banca.urlSuperutente);
    await superutente.connect();
  });
  afterAll(async () => {
    await superutente.end();
    await p.chiudi();
  });

  const segna = async (iso: string, scorre = false): Promise<void> => {
    orologio.imposta(iso, scorre);
    await fissaIstante(p.banca.urlSuperutente, iso, scorre);
  };
  const registra = () =>
    p.chiama<Registrazione & { codice?: string }>('operatore', 'POST', REGISTRO, { corpo: arrivoDiCarta() });
  const avvisi = async (): Promise<{ codice: string; volte: number; aperto: boolean }[]> =>
    (
      await superutente.query<{ codice: string; volte: number; aperto: boolean }>(
        'SELECT codice, volte, risolto_il IS NULL AS aperto FROM avviso ORDER BY primo_il',
      )
    ).rows;
  const quante = async (): Promise<number> =>
    (await superutente.query<{ n: number }>('SELECT count(*)::int AS n FROM registrazione')).rows[0]?.n ?? -1;

  test('indietro di due secondi al massimo: la registrazione aspetta e non porta mai un istante precedente', async () => {
    await segna('2026-11-21T10:00:00.000+01:00');
    expect((await registra()).corpo.numero).toBe('0000001');
    await segna('2026-11-21T09:59:58.800+01:00', true);
    const inizio = performance.now();
    const r = await registra();
    expect(performance.now() - inizio).toBeGreaterThan(900);
    expect(r.corpo.numero).toBe('0000002');
    expect(Date.parse(r.corpo.dataRegistrazione)).toBeGreaterThanOrEqual(
      Date.parse('2026-11-21T10:00:00.000+01:00'),
    );
    expect(await avvisi()).toEqual([]);
  });

  test('indietro di più: rifiutata con 503 e un avviso, senza prendere numeri; con l’ora giusta si prosegue', async () => {
    await segna('2026-11-21T11:00:00.000+01:00');
    expect((await registra()).corpo.numero).toBe('0000003');
    await segna('2026-11-21T10:59:57.999+01:00');
    for (let i = 0; i < 2; i++) {
      const rifiuto = await registra();
      expect(rifiuto.stato).toBe(503);
      expect(rifiuto.corpo.codice).toBe('registrazione.orologio-indietro');
      expect(rifiuto.intestazioni['retry-after']).toBe('5');
    }
    expect(await avvisi()).toEqual([{ codice: 'registrazione.orologio-indietro', volte: 2, aperto: true }]);
    expect(await quante()).toBe(3);
    await segna('2026-11-21T11:00:00.001+01:00');
    expect((await registra()).corpo.numero).toBe('0000004');
  });

  test('avanti oltre il silenzio ammesso: rifiutata finché il responsabile non conferma l’orologio', async () => {
    await segna('2027-01-20T11:00:00.000+01:00');
    expect((await registra()).stato).toBe(201);
    await segna('2027-03-21T11:00:00.001+01:00');
    const rifiuto = await registra();
    expect(rifiuto.stato).toBe(503);
    expect(rifiuto.corpo.codice).toBe('registrazione.orologio-avanti');
    const conferma = (chi: 'operatore' | 'rsp') => p.chiama(chi, 'POST', '/registri/PG/conferma-orologio');
    expect((await conferma('operatore')).stato).toBe(403);
    expect((await registra()).stato).toBe(503);
    expect((await conferma('rsp')).stato).toBeLessThan(300);
    expect((await registra()).corpo).toMatchObject({ anno: 2027, numero: '0000002' });
    expect((await avvisi()).find((a) => a.codice === 'registrazione.orologio-avanti')).toMatchObject({
      aperto: false,
    });
    const atti = await superutente.query(
      `SELECT attore FROM traccia WHERE operazione = 'registro.orologio-confermato'`,
    );
    expect(atti.rows).toHaveLength(1);
  });

  test('chi aspetta a lungo il registro non è accusato di avere un altro orologio', async () => {
    await segna('2027-03-22T09:00:00.000+01:00');
    await superutente.query('BEGIN');
    await superutente.query('SELECT FROM registro_stato FOR UPDATE');
    const inAttesa = registra();
    await expect
      .poll(async () => (await superutente.query('SELECT FROM pg_locks WHERE NOT granted')).rowCount)
      .toBeGreaterThan(0);
    await fissaIstante(p.banca.urlSuperutente, '2027-03-22T09:00:45.000+01:00');
    await superutente.query('COMMIT');
    expect((await inAttesa).corpo.dataRegistrazione).toBe('2027-03-22T09:00:45.000+01:00');
  });

  test('RN-A.21 ogni evento ha istante ISO con scostamento, e gli orologi che non concordano danno un avviso', async () => {
    await segna('2027-06-01T11:00:00.000+02:00');
    orologio.imposta('2027-06-01T11:00:30.001+02:00');
    const rifiuto = await registra();
    expect(rifiuto.stato).toBe(503);
    expect(rifiuto.corpo.codice).toBe('registrazione.orologi-discordi');
    expect(await avvisi()).toContainEqual({
      codice: 'registrazione.orologi-discordi',
      volte: 1,
      aperto: true,
    });

    orologio.imposta('2027-03-22T10:00:29.999+01:00');
    await fissaIstante(p.banca.urlSuperutente, '2027-03-22T10:00:00.000+01:00');
    const { anno, numero, dataRegistrazione } = (await registra()).corpo;
    expect(dataRegistrazione).toBe('2027-03-22T10:00:00.000+01:00');
    const indirizzo = `${REGISTRO}/${anno}/${Number(numero)}`;
    const modifica = await p.chiama('operatore', 'PATCH', indirizzo, {
      corpo: { versione: 1, note: 'Nota aggiunta' },
      intestazioni: { 'content-type': 'application/merge-patch+json' },
    });
    expect(modifica.stato, modifica.testo).toBe(200);
    await segna('2027-03-22T10:00:01.000+01:00');
    const corpo = {
      motivazione: 'Registrata due volte per errore',
      atto: { numero: '12', data: '2027-03-22' },
    };
    expect((await p.chiama('rsp', 'POST', `${indirizzo}/annullamento`, { corpo })).stato).toBe(201);
    const storia = await p.chiama<{ items: EventoStoria[] }>('operatore', 'GET', `${indirizzo}/storia`);
    expect(storia.corpo.items.map((e) => e.tipo)).toEqual(['registrazione', 'variazione', 'annullamento']);
    for (const evento of storia.corpo.items)
      expect(evento.istante).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);
  });
});
