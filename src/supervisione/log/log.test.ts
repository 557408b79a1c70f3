import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrivoDiCarta } from '../../../test/support/carte-di-prova.ts';
import type { UtenteDiProva } from '../../../test/support/ente-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../../test/support/prodotto-di-prova.ts';
import { creaEnteDiProva } from '../../../test/support/ente-di-prova.ts';
import type { ElencoLog } from './log.schema.ts';
import { gruppiDiSistema, operazioni, type Gruppo } from './operazioni.ts';

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

/** A line of the trail as it was written on another day. */
async function semina(
  chi: UtenteDiProva,
  istante: string,
  operazione: string,
  ente = p.ente,
): Promise<string> {
  const { rows } = await superutente.query<{ id: string }>(
    `INSERT INTO traccia (ente_id, istante, utente_id, attore, unita_id, operazione, oggetto_tipo, ip)
     VALUES ($1, $2, $3, $4, $5, $6, 'rubrica', '192.0.2.7') RETURNING id`,
    [
      ente.enteId,
      istante,
      ente.utenti[chi].id,
      `Prova-${chi} Anna (${chi})`,
      ente.unita.anagrafe.id,
      operazione,
    ],
  );
  return rows[0]?.id ?? '';
}
const log = async (chi: UtenteDiProva, domanda: string): Promise<ElencoLog> => {
  const r = await p.chiama<ElencoLog>(chi, 'GET', `/log?${domanda}`);
  expect(r.stato, r.testo).toBe(200);
  return r.corpo;
};

test('RN-4.3h il RSP interroga il log per operatore, documento e periodo e trova esattamente quelle operazioni; l’operatore no', async () => {
  const del = await semina('anagrafe', '2026-03-10T08:00:00+01:00', 'rubrica.creata');
  const ultimo = await semina('anagrafe', '2026-03-12T23:59:59.999+01:00', 'rubrica.modificata');
  // Another person, and the same one a moment before and after the period.
  await semina('operatore', '2026-03-11T08:00:00+01:00', 'rubrica.creata');
  await semina('anagrafe', '2026-03-09T23:59:59.999+01:00', 'rubrica.creata');
  await semina('anagrafe', '2026-03-13T00:00:00+01:00', 'rubrica.creata');

  const persona = p.ente.utenti.anagrafe.id;
  const trovate = await log('rsp', `persona=${persona}&dal=2026-03-10&al=2026-03-12`);
  expect(trovate.items.map((r) => r.id)).toEqual([ultimo, del]);
  expect(trovate.items[1]).toMatchObject({
    attore: 'Prova-anagrafe Anna (anagrafe)',
    unita: 'Ufficio Anagrafe',
    operazione: 'rubrica.creata',
    gruppo: 'corrispondenti',
    testo: 'Ha aggiunto una voce di rubrica',
    ip: '192.0.2.7',
  });

  const r = await p.chiama<{ anno: number; numero: string }>(
    'operatore',
    'POST',
    '/registri/PG/registrazioni',
    {
      corpo: arrivoDiCarta(),
    },
  );
  const altra = await p.chiama('operatore', 'POST', '/registri/PG/registrazioni', { corpo: arrivoDiCarta() });
  expect([r.stato, altra.stato]).toEqual([201, 201]);
  await p.chiama(
    'operatore',
    'PATCH',
    `/registri/PG/registrazioni/${r.corpo.anno}/${Number(r.corpo.numero)}`,
    {
      corpo: { versione: 1, note: 'nota' },
    },
  );
  const delDocumento = await log('rsp', `anno=${r.corpo.anno}&numero=${Number(r.corpo.numero)}`);
  expect(delDocumento.items.map((x) => x.operazione)).toEqual(['registrazione.modificata', 'registrata']);
  expect(delDocumento.items[0]?.oggetto).toMatchObject({
    nome: `PG ${Number(r.corpo.numero)}/${r.corpo.anno}`,
    collegamento: `/registro/${r.corpo.anno}/${Number(r.corpo.numero)}`,
  });

  expect((await p.chiama('operatore', 'GET', '/log')).stato).toBe(403);
  expect((await p.chiama('consultazione', 'GET', '/log.csv')).stato).toBe(403);
});

test('le pagine del log si susseguono senza doppioni né salti, anche con operazioni dello stesso istante', async () => {
  const stesso = '2026-04-01T10:00:00+02:00';
  const seminate: string[] = [];
  for (let i = 0; i < 7; i++) seminate.push(await semina('operatore', stesso, 'rubrica.creata'));
  const viste: string[] = [];
  let cursor: string | undefined;
  do {
    const pagina = await log(
      'rsp',
      `dal=2026-04-01&al=2026-04-01&limit=3${cursor ? `&cursor=${cursor}` : ''}`,
    );
    viste.push(...pagina.items.map((r) => r.id));
    cursor = pagina.cursor;
  } while (cursor);
  expect(viste).toEqual([...seminate].sort().reverse());
  const errato = await p.chiama<{ codice: string }>('rsp', 'GET', '/log?cursor=inventato');
  expect([errato.stato, errato.corpo.codice]).toEqual([422, 'elenco.cursore-non-valido']);
});

test('l’amministratore di sistema vede nel log gli accessi e la configurazione, non ciò che si registra (parte di RN-72.2a)', async () => {
  await p.chiama('operatore', 'POST', '/registri/PG/registrazioni', { corpo: arrivoDiCarta() });
  const visti = new Set<Gruppo>();
  let cursor: string | undefined;
  do {
    const pagina = await log('admin', `limit=200${cursor ? `&cursor=${cursor}` : ''}`);
    for (const r of pagina.items) visti.add(r.gruppo as Gruppo);
    cursor = pagina.cursor;
  } while (cursor);
  expect(visti).toContain('accessi');
  expect([...visti].filter((g) => !gruppiDiSistema.includes(g))).toEqual([]);
  expect((await log('admin', 'gruppo=registrazioni')).items).toEqual([]);
});

test('il log si porta via come CSV, e resta scritto chi l’ha fatto e con quale filtro', async () => {
  await semina('anagrafe', '2026-05-05T09:00:00+02:00', 'rubrica.disattivata');
  const csv = await p.chiama('rsp', 'GET', '/log.csv?dal=2026-05-05&al=2026-05-05');
  expect(csv.stato).toBe(200);
  const righe = csv.testo.trimEnd().split('\r\n');
  expect(righe[0]).toBe(
    '\uFEFFData e ora;Chi;Ufficio;Operazione;Codice;Su che cosa;Dettaglio;Indirizzo;Richiesta',
  );
  expect(righe.slice(1)).toEqual([
    '2026-05-05T09:00:00.000+02:00;Prova-anagrafe Anna (anagrafe);Ufficio Anagrafe;Ha disattivato una voce di rubrica;rubrica.disattivata;rubrica;;192.0.2.7;',
  ]);
  const [annotata] = (await log('rsp', 'gruppo=letture&limit=1')).items;
  expect(annotata).toMatchObject({
    operazione: 'log.esportato',
    attore: 'Prova-rsp Anna (rsp)',
    dettaglio: { filtro: { dal: '2026-05-05', al: '2026-05-05' } },
  });
  const senzaAnno = await p.chiama<{ codice: string }>('rsp', 'GET', '/log.csv?numero=3');
  expect([senzaAnno.stato, senzaAnno.corpo.codice]).toEqual([422, 'log.numero-non-valido']);
});

test('nessuno modifica né cancella il log: né l’applicazione né il proprietario della banca dati', async () => {
  const id = await semina('operatore', '2026-06-01T09:00:00+02:00', 'rubrica.creata');
  const istruzioni = [
    `UPDATE traccia SET attore = 'altri' WHERE id = '${id}'`,
    `DELETE FROM traccia WHERE id = '${id}'`,
    'TRUNCATE traccia',
  ];
  for (const ruolo of ['tabularium_applicazione', 'proprietario'])
    for (const istruzione of istruzioni) {
      await superutente.query('BEGIN');
      await superutente.query(`SET LOCAL ROLE ${ruolo}`);
      await superutente.query(`SELECT set_config('tabularium.ente', '${p.ente.enteId}', true)`);
      await expect(superutente.query(istruzione), `${ruolo}: ${istruzione}`).rejects.toThrow(
        /permission denied|non ammette/,
      );
      await superutente.query('ROLLBACK');
    }
});

test('il log di un altro ente non si vede', async () => {
  const altro = await creaEnteDiProva(p.banca.urlSuperutente, 2);
  const id = await semina('operatore', '2026-07-01T09:00:00+02:00', 'rubrica.creata', altro);
  const viste = await log('rsp', 'dal=2026-07-01&al=2026-07-01');
  expect(viste.items.map((r) => r.id)).not.toContain(id);
  expect(await log('rsp', `persona=${altro.utenti.operatore.id}`)).toEqual({ items: [] });
});

test('ogni operazione che il programma traccia ha il suo nome in italiano', () => {
  const radice = join(import.meta.dirname, '../..');
  const sorgenti = readdirSync(radice, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts') && !f.startsWith('web/'))
    .map((f) => readFileSync(join(radice, f), 'utf8'));
  // The third argument of every call, whole: a name, or a choice between names.
  const chiamate = sorgenti.flatMap((s) => [
    ...s.matchAll(/\btraccia\(\s*tx,\s*[^,()]+(?:\([^()]*\))?,\s*([^,]+),/g),
  ]);
  const nomi = new Set(
    chiamate.flatMap(([, argomento = '']) =>
      [...argomento.matchAll(/'([a-z-]+(?:\.[a-z-]+)+)'/g)].map((m) => m[1] ?? ''),
    ),
  );
  expect(nomi.size).toBeGreaterThan(40);
  expect([...nomi].filter((n) => !(n in operazioni)).sort()).toEqual([]);
});
