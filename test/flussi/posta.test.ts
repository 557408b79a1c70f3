import { createServer } from 'node:net';
import { once } from 'node:events';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { leggiConfigurazione } from '#platform/config';
import { inTransazione, apriBancaDati, type Db } from '#platform/db';
import { creaPostino, type Postino } from '#platform/mail';
import { nuovaBancaDati, type BancaDatiDiProva } from '../support/banca-dati.ts';
import {
  contestoDiProva,
  creaEnteDiProva,
  type EnteDiProva,
  type UtenteDiProva,
} from '../support/ente-di-prova.ts';
import { postaDiProva, type PostaDiProva } from '../support/posta-di-prova.ts';
import { impostazioniMail } from '../../src/platform/mail/mail.config.ts';
import { scriviComunicazioni, type DaComunicare } from '../../src/comunicazioni/scrivi-comunicazioni.ts';
import { decidiRegola, scegliPreferenze } from '../../src/comunicazioni/posta/preferenze.ts';
import { lavoroPosta, lavoroRiepilogo, preparaRiepiloghi } from '#comunicazioni';

let banca: BancaDatiDiProva;
let db: Db;
let ente: EnteDiProva;
let posta: PostaDiProva;
let postino: Postino;
let superutente: pg.Client;
/** What the server says to the next recipients. */
let rifiuti: number[] = [];
const urlPubblico = 'https://protocollo.prova.example';

const postinoVerso = (porta: number): Postino => {
  const letta = leggiConfigurazione(
    { mail: impostazioniMail },
    {
      TABULARIUM_SMTP_HOST: '127.0.0.1',
      TABULARIUM_SMTP_PORTA: String(porta),
      TABULARIUM_SMTP_SICUREZZA: 'nessuna',
      TABULARIUM_SMTP_MITTENTE: 'protocollo@comune.example',
    },
  );
  if ('problemi' in letta) throw new Error(letta.problemi.join('\n'));
  const nuovo = creaPostino(letta.valori.mail);
  if (!nuovo) throw new Error('nessun postino');
  return nuovo;
};

beforeAll(async () => {
  banca = await nuovaBancaDati();
  ente = await creaEnteDiProva(banca.urlSuperutente);
  db = apriBancaDati(banca.url, { max: 4 });
  posta = await postaDiProva({ rifiuta: () => rifiuti.shift() });
  postino = postinoVerso(posta.porta);
  superutente = new pg.Client(banca.urlSuperutente);
  await superutente.connect();
  await superutente.query(
    `UPDATE utente SET email = nome_utente || '@comune.example' WHERE nome_utente <> 'consultazione'`,
  );
});
afterEach(async () => {
  rifiuti = [];
  posta.lettere.length = 0;
  await superutente.query(
    'DELETE FROM comunicazione_posta; DELETE FROM preferenza_posta; DELETE FROM regola_posta; DELETE FROM graphile_worker._private_jobs',
  );
  await superutente.query('UPDATE comunicazione_destinatario SET letta_il = clock_timestamp()');
});
afterAll(async () => {
  postino.chiudi();
  await posta.chiudi();
  await superutente.end();
  await db.destroy();
  await banca.elimina();
});

async function preferisce(chi: UtenteDiProva, modo: 'subito' | 'riepilogo' | 'mai', ora = 8): Promise<void> {
  const ctx = await contestoDiProva(db, ente, chi);
  await inTransazione(db, ente.enteId, (tx) => scegliPreferenze(tx, ctx, { modo, ora }));
}
const comunica = (chi: UtenteDiProva[], altro: Partial<DaComunicare> = {}): Promise<{ ids: string[] }> =>
  inTransazione(db, ente.enteId, (tx) =>
    scriviComunicazioni(tx, ente.enteId, [
      {
        tipo: 'protocollazione',
        oggetto: 'Arrivo n. 345/2026 del 12/11/2026',
        testo: 'Indirizzato a Ufficio Tecnico.',
        collegamento: '/registro/2026/345',
        mittente: 'Protocollo',
        utenti: chi.map((c) => ente.utenti[c].id),
        ...altro,
      },
    ]),
  );
const accodati = async (nome: string): Promise<unknown[]> => {
  const { rows } = await superutente.query<{ payload: unknown }>(
    `SELECT j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = $1 ORDER BY j.id`,
    [nome],
  );
  return rows.map((r) => r.payload);
};
const svolgi = async (con = postino): Promise<void> => {
  for (const contenuto of await accodati('comunicazioni.posta'))
    await lavoroPosta(contenuto, { db, postino: con, urlPubblico });
};
const registro = async (): Promise<unknown[]> =>
  (
    await superutente.query<{ stato: string }>('SELECT stato FROM comunicazione_posta ORDER BY presa_il')
  ).rows.map((r) => r.stato);

test('chi le vuole subito ha una lettera per comunicazione, con il collegamento e senza l’oggetto nell’intestazione; gli altri nessuna', async () => {
  await preferisce('tecnico', 'subito');
  await preferisce('ragioniere', 'mai');
  await comunica(['tecnico', 'ragioniere', 'operatore', 'consultazione']);
  await svolgi();
  expect(posta.lettere.map((l) => l.a)).toEqual([['tecnico@comune.example']]);
  expect(posta.lettere[0]?.testo).toContain('https://protocollo.prova.example/registro/2026/345');
  expect(posta.lettere[0]?.testo).toContain('/comunicazioni/preferenze');
  expect(posta.lettere[0]?.intestazioni).toContain('Arrivo n. 345/2026');
});

test('un lavoro che riparte, o due insieme, non spediscono due volte la stessa comunicazione', async () => {
  await preferisce('tecnico', 'subito');
  await comunica(['tecnico']);
  const [contenuto] = await accodati('comunicazioni.posta');
  await Promise.all([1, 2, 3].map(() => lavoroPosta(contenuto, { db, postino, urlPubblico })));
  await svolgi();
  expect(posta.lettere).toHaveLength(1);
  expect(await registro()).toEqual(['spedita']);
});

test('ciò che il server per ora non prende si ritenta, ciò che rifiuta per sempre no', async () => {
  await preferisce('tecnico', 'subito');
  await preferisce('operatore', 'subito');
  await comunica(['tecnico', 'operatore']);
  rifiuti = [451, 550];
  await expect(svolgi()).rejects.toThrow();
  expect(posta.lettere).toHaveLength(0);
  expect(await registro()).toEqual(['rifiutata']);
  await svolgi();
  expect(posta.lettere).toHaveLength(1);
  expect((await registro()).sort()).toEqual(['rifiutata', 'spedita']);
});

test('con il server spento si ritenta; se tace dopo aver avuto il messaggio non si spedisce di nuovo', async () => {
  await preferisce('tecnico', 'subito');
  await comunica(['tecnico']);
  const spento = postinoVerso(1);
  await expect(svolgi(spento)).rejects.toThrow();
  spento.chiudi();
  expect(await registro()).toEqual([]);

  // Says yes to everything, and hangs up once it has the text.
  const muto = createServer((presa) => {
    let testo = false;
    presa.on('error', () => undefined);
    presa.write('220 muto ESMTP\r\n');
    presa.on('data', (pezzo) => {
      const detto = pezzo.toString();
      if (testo) return void presa.destroy();
      testo = /^DATA/im.test(detto);
      presa.write(testo ? '354 avanti\r\n' : '250 va bene\r\n');
    });
  }).listen(0, '127.0.0.1');
  await once(muto, 'listening');
  const indirizzo = muto.address();
  const versoMuto = postinoVerso(typeof indirizzo === 'object' ? (indirizzo?.port ?? 0) : 0);
  await svolgi(versoMuto);
  versoMuto.chiudi();
  muto.close();
  expect(await registro()).toEqual(['presa']);
  await svolgi();
  expect(posta.lettere).toHaveLength(0);
});

test('il riepilogo della mattina raccoglie ciò che non è stato letto, una volta al giorno, anche se l’ora è passata a programma fermo', async () => {
  await preferisce('tecnico', 'riepilogo', 7);
  await comunica(['tecnico'], { oggetto: 'Arrivo n. 1/2026 del 12/11/2026' });
  await comunica(['tecnico'], { oggetto: 'Arrivo n. 2/2026 del 12/11/2026' });
  const parti = { db, postino, urlPubblico };
  const riepiloghi = async (iso: string): Promise<number> => {
    await superutente.query('DELETE FROM graphile_worker._private_jobs');
    await preparaRiepiloghi(parti, ente.enteId, new Date(iso));
    const pronti = await accodati('comunicazioni.riepilogo');
    for (const contenuto of pronti) await lavoroRiepilogo(contenuto, parti);
    return pronti.length;
  };
  expect(await riepiloghi('2026-11-12T06:30:00+01:00')).toBe(0);
  expect(await riepiloghi('2026-11-12T09:00:00+01:00')).toBe(1);
  expect(posta.lettere).toHaveLength(1);
  expect(posta.lettere[0]?.testo).toMatch(/Arrivo n\. 1\/2026[\s\S]*Arrivo n\. 2\/2026/);
  await comunica(['tecnico'], { oggetto: 'Arrivo n. 3/2026 del 12/11/2026' });
  expect(await riepiloghi('2026-11-12T10:00:00+01:00')).toBe(0);
  expect(await riepiloghi('2026-11-13T07:00:00+01:00')).toBe(1);
  expect(posta.lettere).toHaveLength(2);
  expect(posta.lettere[1]?.testo).not.toContain('Arrivo n. 1/2026');
});

test('chi non vuole posta la riceve raccolta quando l’ente ha stabilito che si riceva', async () => {
  await preferisce('ragioniere', 'mai');
  await comunica(['ragioniere']);
  const parti = { db, postino, urlPubblico };
  const alle9 = new Date('2026-11-12T09:00:00+01:00');
  await preparaRiepiloghi(parti, ente.enteId, alle9);
  expect(await accodati('comunicazioni.riepilogo')).toEqual([]);
  const rsp = await contestoDiProva(db, ente, 'rsp');
  await inTransazione(db, ente.enteId, (tx) => decidiRegola(tx, rsp, false));
  await preparaRiepiloghi(parti, ente.enteId, alle9);
  expect(await accodati('comunicazioni.riepilogo')).toHaveLength(1);
  await expect(preferisce('ragioniere', 'mai')).rejects.toMatchObject({ codice: 'posta.mai-non-ammesso' });
});

test('ciò che è già stato letto non si scrive per posta, e una comunicazione con la stessa chiave si fa una volta', async () => {
  await preferisce('tecnico', 'subito');
  await comunica(['tecnico'], { chiave: 'una' });
  await comunica(['tecnico'], { chiave: 'una' });
  await inTransazione(db, ente.enteId, (tx) =>
    sql`UPDATE comunicazione_destinatario SET letta_il = clock_timestamp()`.execute(tx),
  );
  await svolgi();
  expect(posta.lettere).toEqual([]);
  const { rows } = await superutente.query(`SELECT FROM comunicazione WHERE chiave = 'una'`);
  expect(rows).toHaveLength(1);
});
