import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sessione } from '../../src/autorizzazioni/sessioni/sessione.schema.ts';
import type { Utente } from '../../src/persone/utenti/utenti.schema.ts';
import type { Registrazione } from '../../src/registrazione/registrazione.schema.ts';
import type { ElencoLog } from '../../src/supervisione/log/log.schema.ts';
import { arrivoDiCarta } from '../support/carte-di-prova.ts';
import { PASSWORD_DI_PROVA, type UtenteDiProva } from '../support/ente-di-prova.ts';
import { codiceFiscaleDiProva } from '../support/persone-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../support/prodotto-di-prova.ts';

let p: ProdottoDiProva;
let superutente: pg.Client;
beforeAll(async () => {
  p = await prodottoDiProva();
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});

const manda = (
  metodo: 'GET' | 'POST' | 'PUT' | 'DELETE',
  via: string,
  cookie = '',
  payload?: Record<string, unknown>,
) => p.app.inject({ method: metodo, url: `/api/v1${via}`, headers: { cookie }, ...(payload && { payload }) });
async function entra(utente: string, password = PASSWORD_DI_PROVA) {
  const r = await manda('POST', '/sessione', '', { utente, password });
  return {
    stato: r.statusCode,
    corpo: r.json<Sessione>(),
    cookie: r.cookies.map((c) => `${c.name}=${c.value}`).join('; '),
  };
}
async function crea(nomeUtente: string, altro: Record<string, unknown>) {
  return await p.chiama<Utente & { codice?: string }>('admin', 'POST', '/utenti', {
    corpo: { nomeUtente, nome: 'Mario', cognome: 'Rossi', rapporto: 'dipendente', ...altro },
  });
}
async function iniziale(id: string): Promise<string> {
  const r = await p.chiama<{ password: string }>('admin', 'POST', `/utenti/${id}/password-iniziale`);
  expect(r.stato, r.testo).toBe(201);
  return r.corpo.password;
}

test('RN-11.3 dipendente, esterno e outsourcer: il rapporto resta scritto, e le regole di password e blocco sono le stesse', async () => {
  const storie = [];
  for (const [i, rapporto] of ['dipendente', 'esterno', 'outsourcer'].entries()) {
    const nome = `persona.${rapporto}`;
    const creato = await crea(nome, { rapporto, codiceFiscale: codiceFiscaleDiProva(900 + i) });
    expect(creato.stato, creato.testo).toBe(201);
    expect(creato.corpo.rapporto).toBe(rapporto);
    const password = await iniziale(creato.corpo.id);
    const prima = await entra(nome, password);
    const cambia = async (nuova: string) =>
      (await manda('PUT', '/sessione/password', prima.cookie, { attuale: password, nuova })).statusCode;
    const cambi = [
      await cambia('corta'),
      await cambia(password),
      await cambia(`forbici lampione ${rapporto} 88`),
    ];
    const dopo = await entra(nome, `forbici lampione ${rapporto} 88`);
    const giorni = Math.round((Date.parse(dopo.corpo.passwordScadeIl) - Date.now()) / 86_400_000);
    await manda('POST', '/sessione/blocco', dopo.cookie);
    const bloccata = (await manda('GET', '/sessioni', dopo.cookie)).statusCode;
    const errori = [];
    for (let n = 0; n < 6; n++) errori.push((await entra(nome, 'sbagliata sbagliata')).stato);
    const { rows } = await superutente.query<{ falliti: number; sospeso: boolean }>(
      `SELECT falliti, sospeso_fino > clock_timestamp() AS sospeso FROM tentativo WHERE chi = $1 AND fonte LIKE 'rete %'`,
      [creato.corpo.id],
    );
    await superutente.query('DELETE FROM tentativo');
    storie.push({
      obblighi: prima.corpo.obblighi,
      cambi,
      giorni,
      minuti: dopo.corpo.inattivitaMinuti,
      bloccata,
      errori,
      rows,
    });
  }
  expect(storie[0]).toMatchObject({
    obblighi: ['password'],
    cambi: [422, 422, 204],
    minuti: 10,
    bloccata: 401,
  });
  expect(storie[0]?.giorni).toBeGreaterThan(180);
  expect(storie[0]?.rows[0]?.sospeso).toBe(true);
  expect(storie[1]).toEqual(storie[0]);
  expect(storie[2]).toEqual(storie[0]);
  expect((await crea('ignoto', { rapporto: 'amico', codiceFiscale: codiceFiscaleDiProva(910) })).stato).toBe(
    422,
  );
});

test('RN-11.5 un utente per persona, e ogni operazione porta chi l’ha fatta', async () => {
  const codiceFiscale = codiceFiscaleDiProva(920);
  expect((await crea('persona.una', { codiceFiscale })).stato).toBe(201);
  const seconda = await crea('persona.due', { codiceFiscale: codiceFiscale.toLowerCase() });
  expect([seconda.stato, seconda.corpo.codice]).toEqual([409, 'utente.persona-gia-attiva']);

  const prima = await superutente.query<{ quando: Date }>('SELECT clock_timestamp() AS quando');
  const fatte: [UtenteDiProva, 'POST' | 'PATCH' | 'PUT', string, unknown][] = [
    ['operatore', 'POST', '/registri/PG/registrazioni', arrivoDiCarta()],
    ['anagrafe', 'POST', '/registri/PG/registrazioni', arrivoDiCarta()],
    ['operatore', 'POST', '/rubrica', { tipo: 'PG', denominazione: 'Impresa Verdi' }],
    [
      'operatore',
      'POST',
      '/fascicoli',
      {
        tipo: 'affare',
        classificazione: 'VI.3',
        denominazione: 'Via Roma',
        oggetto: 'Lavori in via Roma',
        riservatezza: 'nessuno',
        uffici: 'tutti',
      },
    ],
    ['anagrafe', 'POST', '/esclusioni', { categoria: 'giornali', descrizione: 'Quotidiano' }],
    ['rsp', 'POST', '/politiche-uso', { versione: 1, testo: 'Le regole della casa. '.repeat(20) }],
  ];
  for (const [chi, metodo, via, corpo] of fatte) {
    const r = await p.chiama(chi, metodo, via, { corpo });
    expect([chi, via, r.stato], r.testo).toEqual([chi, via, r.stato < 300 ? r.stato : 'riuscita']);
  }
  const { rows } = await superutente.query<{ operazione: string; utente_id: string | null; attore: string }>(
    'SELECT operazione, utente_id, attore FROM traccia WHERE istante >= $1 ORDER BY id',
    [prima.rows[0]?.quando],
  );
  expect(rows.length).toBeGreaterThanOrEqual(fatte.length);
  expect(rows.filter((r) => r.utente_id === null)).toEqual([]);
  for (const [chi] of fatte)
    expect(rows.some((r) => r.utente_id === p.ente.utenti[chi].id && r.attore.includes(chi))).toBe(true);
  // Not even the programme can write that somebody did something without saying who.
  await expect(
    superutente.query(
      `INSERT INTO traccia (ente_id, istante, attore, operazione, oggetto_tipo, oggetto_id, dettaglio)
       SELECT ente_id, clock_timestamp(), 'Prova-operatore Anna (operatore)', 'registrata', 'registrazione', id::text, '{}'
       FROM registrazione LIMIT 1`,
    ),
  ).rejects.toThrow(/traccia/);
  await superutente.query(
    `INSERT INTO conferma_politica (ente_id, utente_id, versione) SELECT ente_id, id, 1 FROM utente ON CONFLICT DO NOTHING`,
  );
});

test('RN-11.4 chi è autorizzato controlla accessi, uscite, accessi rifiutati e letture riservate in un log che nessuno scrive', async () => {
  const inizio = new Date().toISOString();
  const r = await p.chiama<Registrazione>('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({ riservatezza: 'riservato', unitaCompetente: 'tecnico' }),
  });
  expect(r.stato, r.testo).toBe(201);
  const via = `/registri/PG/registrazioni/${r.corpo.anno}/${Number(r.corpo.numero)}`;
  const { cookie } = await entra('rsp');
  expect((await manda('GET', via, cookie)).statusCode).toBe(403);
  const motivo = 'Verifica dopo il reclamo del 12 novembre';
  expect((await manda('POST', `${via}/letture`, cookie, { motivo })).statusCode).toBe(201);
  expect((await manda('GET', via, cookie)).statusCode).toBe(200);
  expect((await manda('DELETE', '/sessione', cookie)).statusCode).toBe(204);
  expect((await entra('rsp', 'sbagliata sbagliata')).stato).toBe(401);

  const suo = p.ente.utenti.rsp.id;
  for (const chi of ['rsp', 'admin'] as const) {
    const log = await p.chiama<ElencoLog>(chi, 'GET', `/log?persona=${suo}`);
    expect(log.stato, log.testo).toBe(200);
    const viste = log.corpo.items.filter((v) => v.istante >= inizio.slice(0, 10)).map((v) => v.operazione);
    expect(viste).toEqual(expect.arrayContaining(['sessione.aperta', 'sessione.chiusa']));
  }
  const rifiutati = await p.chiama<ElencoLog>('admin', 'GET', '/log?gruppo=rifiuti');
  expect(rifiutati.corpo.items.map((v) => v.operazione)).toContain('accesso.rifiutato');
  const letture = await p.chiama<ElencoLog>('rsp', 'GET', '/log?gruppo=letture');
  expect(letture.corpo.items[0]).toMatchObject({ operazione: 'documento.riservato-letto' });
  expect(JSON.stringify(letture.corpo.items)).toContain(motivo);
  for (const chi of ['operatore', 'tecnico', 'consultazione'] as const)
    expect((await p.chiama(chi, 'GET', '/log')).stato).toBe(403);

  // Read-only: no route writes it, and neither the application nor the owner of the tables changes what is there.
  for (const metodo of ['POST', 'PUT', 'PATCH', 'DELETE'] as const)
    expect((await p.chiama('rsp', metodo, '/log', { corpo: {} })).stato).toBe(404);
  for (const ruolo of ['tabularium_applicazione', 'proprietario'])
    for (const istruzione of [
      `UPDATE traccia SET attore = 'altri'`,
      'DELETE FROM traccia',
      'TRUNCATE traccia',
    ]) {
      await superutente.query('BEGIN');
      await superutente.query(`SET LOCAL ROLE ${ruolo}`);
      await superutente.query(`SELECT set_config('tabularium.ente', '${p.ente.enteId}', true)`);
      await expect(superutente.query(istruzione), `${ruolo}: ${istruzione}`).rejects.toThrow(
        /permission denied|non ammette/,
      );
      await superutente.query('ROLLBACK');
    }
});
