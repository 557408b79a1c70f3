import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrivoDiCarta } from '../../../test/support/carte-di-prova.ts';
import type { UnitaDiProva } from '../../../test/support/ente-di-prova.ts';
import { OrologioDiProva } from '../../../test/support/orologio-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../../test/support/prodotto-di-prova.ts';
import type { ElencoTrattenuti, Quadro } from './quadro.schema.ts';

let p: ProdottoDiProva;
let superutente: pg.Client;
const OGGI = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Rome' }).format(new Date());

beforeAll(async () => {
  p = await prodottoDiProva({ orologio: new OrologioDiProva() });
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  // What is written here is the past, with no act behind it; the triggers speak of acts.
  await superutente.query('SET session_replication_role = replica');
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});

async function registra(extra: Record<string, unknown> = {}): Promise<{ anno: number; numero: number }> {
  const r = await p.chiama<{ anno: number; numero: string }>(
    'operatore',
    'POST',
    '/registri/PG/registrazioni',
    {
      corpo: { ...arrivoDiCarta(), ...extra },
    },
  );
  expect(r.stato, r.testo).toBe(201);
  return { anno: r.corpo.anno, numero: Number(r.corpo.numero) };
}

type Assegnata = {
  giorniFa: number;
  oreAllaConferma?: number;
  scadenza?: string;
  stato?: string;
  titolo?: string;
};

/** An assignment as it would be after some days: nobody waits that long in a test. */
async function assegna(r: { numero: number }, unita: UnitaDiProva, a: Assegnata): Promise<string> {
  const { rows } = await superutente.query<{ id: string }>(
    `INSERT INTO assegnazione (ente_id, registrazione_id, unita_id, titolo, stato, scadenza, assegnata_da_nome, smistata_il, in_carico_il,
       confermata_il, conclusa_il, rinvio_motivo)
     SELECT r.ente_id, r.id, $2, $3, $4, $5, 'Prova', x.il, x.il, x.il + make_interval(mins => $7),
       CASE WHEN $4 IN ('rinviata', 'archiviata') THEN clock_timestamp() END,
       CASE WHEN $4 = 'rinviata' THEN 'Non è di questo ufficio' END
     FROM registrazione r JOIN registro g ON g.id = r.registro_id AND g.codice = 'PG',
       LATERAL (SELECT clock_timestamp() - make_interval(days => $6) AS il) x
     WHERE r.numero = $1 RETURNING id`,
    [
      r.numero,
      p.ente.unita[unita].id,
      a.titolo ?? 'competenza',
      a.stato ?? 'in-carico',
      a.scadenza ?? null,
      a.giorniFa,
      a.oreAllaConferma === undefined ? null : Math.round(a.oreAllaConferma * 60),
    ],
  );
  return rows[0]?.id ?? '';
}

const quadro = async (chi: 'rsp' | 'operatore' | 'admin', domanda = `dal=${OGGI}&al=${OGGI}`) =>
  await p.chiama<Quadro>(chi, 'GET', `/supervisione?${domanda}`);
const conta = async (domanda: string): Promise<number> => {
  const { rows } = await superutente.query<{ n: string }>(`SELECT count(*) AS n FROM ${domanda}`);
  return Number(rows[0]?.n);
};

test('i conteggi del quadro sono quelli che si ottengono interrogando i dati (parte di RN-4.3f: la conservazione verrà)', async () => {
  for (let i = 0; i < 3; i++) await registra();
  await registra({
    flusso: 'U',
    mittente: undefined,
    destinatari: [{ tipo: 'PG', denominazione: 'Impresa' }],
  });
  const annullata = await registra({ classificazione: 'VI.3' });
  const chiesta = await p.chiama<{ id: string }>(
    'operatore',
    'POST',
    `/registri/PG/registrazioni/${annullata.anno}/${annullata.numero}/annullamento`,
    { corpo: { motivazione: 'Registrata due volte per errore', atto: { numero: '7', data: '2026-01-10' } } },
  );
  const aperta = await quadro('rsp');
  expect(aperta.stato, aperta.testo).toBe(200);
  expect(aperta.corpo.inSospeso.provvedimenti).toBe(1);
  await p.chiama('rsp', 'POST', `/registri/PG/richieste/${chiesta.corpo.id}/decisione`, {
    corpo: { esito: 'autorizzata' },
  });
  await p.chiama(null, 'POST', '/sessione', { corpo: { utente: 'operatore', password: 'non è questa' } });
  const daTecnico = await registra();
  await assegna(daTecnico, 'tecnico', { giorniFa: 0, oreAllaConferma: 3 });
  await assegna(await registra(), 'tecnico', { giorniFa: 0, oreAllaConferma: 5 });
  await assegna(await registra(), 'tecnico', { giorniFa: 0, stato: 'rinviata' });
  await assegna(await registra(), 'ragioneria', { giorniFa: 0 });

  const { corpo: q } = await quadro('rsp');
  expect(q.registro).toMatchObject({
    codice: 'PG',
    ultimoNumero: await conta('registrazione'),
    oggi: await conta('registrazione'),
  });
  expect(q.volumi).toEqual([
    {
      giorno: OGGI,
      arrivo: await conta(`registrazione WHERE flusso = 'E'`),
      partenza: 1,
      interno: 0,
    },
  ]);
  expect(q.attese).toEqual([
    {
      ufficio: { codice: 'tecnico', denominazione: 'Ufficio Tecnico' },
      assegnati: 3,
      confermati: 2,
      rinviati: 1,
      oreMediane: 4,
      ore90: 4.8,
    },
    {
      ufficio: { codice: 'ragioneria', denominazione: 'Ufficio Ragioneria' },
      assegnati: 1,
      confermati: 0,
      rinviati: 0,
    },
  ]);
  expect(q.correzioni).toMatchObject({ annullamenti: 1, rettifiche: 0 });
  expect(q.correzioni.perUfficio).toEqual([
    {
      ufficio: { codice: 'protocollo', denominazione: 'Ufficio Protocollo' },
      registrazioni: await conta('registrazione'),
      corrette: 1,
    },
  ]);
  expect(q.rifiuti.totale).toBe(await conta(`traccia WHERE operazione = 'accesso.rifiutato'`));
  expect(q.rifiuti.perOrigine[0]?.attore).toBe('Prova-operatore Anna (operatore)');
  expect(q.inSospeso).toEqual({
    provvedimenti: 0,
    daSmistare: await conta(`assegnazione WHERE stato = 'assegnata'`),
    rinviati: 1,
    senzaClassificazione: await conta('scheda WHERE voce_titolario_id IS NULL AND NOT annullata'),
    senzaFascicolo: await conta('scheda WHERE NOT fascicolata AND NOT annullata'),
    richiesteFascicolo: 0,
    segnalazioni: 0,
    avvisi: await conta('avviso WHERE risolto_il IS NULL'),
  });
});

test('i documenti trattenuti sono quelli aperti da troppi giorni o oltre la scadenza, dal più vecchio, una pagina alla volta', async () => {
  const vecchio = await registra({ oggetto: 'Domanda ferma da due mesi' });
  await assegna(vecchio, 'tecnico', { giorniFa: 60 });
  const scaduto = await registra({ oggetto: 'Domanda scaduta ieri' });
  await assegna(scaduto, 'ragioneria', { giorniFa: 2, scadenza: '2020-01-01' });
  await assegna(await registra(), 'tecnico', { giorniFa: 90, stato: 'archiviata' });
  await assegna(await registra(), 'tecnico', { giorniFa: 90, titolo: 'conoscenza' });
  const quasi = await registra();
  await assegna(quasi, 'tecnico', { giorniFa: 29 });

  const { corpo: prima } = await p.chiama<ElencoTrattenuti>('rsp', 'GET', '/supervisione/trattenuti?limit=1');
  expect(prima.items).toMatchObject([
    { numero: vecchio.numero, giorni: 60, scaduto: false, confermato: false },
  ]);
  const { corpo: poi } = await p.chiama<ElencoTrattenuti>(
    'rsp',
    'GET',
    `/supervisione/trattenuti?limit=1&cursor=${prima.cursor}`,
  );
  expect(poi.items).toMatchObject([{ numero: scaduto.numero, scaduto: true, scadenza: '2020-01-01' }]);
  expect(poi.cursor).toBeUndefined();
  const { corpo: più } = await p.chiama<ElencoTrattenuti>(
    'rsp',
    'GET',
    '/supervisione/trattenuti?giorni=28&unita=tecnico',
  );
  expect(più.items.map((x) => x.numero)).toEqual([vecchio.numero, quasi.numero]);
  const { corpo: q } = await quadro('rsp');
  expect(q.trattenuti).toMatchObject({ giorni: 30, totale: 2, scaduti: 1 });
});

test('il quadro è di chi vigila, e di un periodo che ha senso', async () => {
  expect((await quadro('operatore')).stato).toBe(403);
  expect((await quadro('admin')).stato).toBe(403);
  const rovescio = await p.chiama<{ codice: string }>(
    'rsp',
    'GET',
    '/supervisione?dal=2026-02-01&al=2026-01-01',
  );
  expect([rovescio.stato, rovescio.corpo.codice]).toEqual([422, 'quadro.periodo']);
  const lungo = await p.chiama<{ codice: string }>(
    'rsp',
    'GET',
    '/supervisione?dal=2020-01-01&al=2026-01-01',
  );
  expect(lungo.corpo.codice).toBe('quadro.periodo');
  const anno = await p.chiama<Quadro>('rsp', 'GET', '/supervisione?dal=2025-01-01&al=2025-12-31');
  expect(anno.corpo.volumi).toHaveLength(365);
});
