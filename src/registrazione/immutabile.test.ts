import { readFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { chmod, writeFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransazione, sqlstate } from '#platform/db';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { creaEnteDiProva } from '../../test/support/ente-di-prova.ts';
import { arrivoDiCarta, pdfDiProva } from '../../test/support/carte-di-prova.ts';
import type { Registrazione } from './registrazione.schema.ts';

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

async function registra(corpo: unknown = arrivoDiCarta()): Promise<Registrazione> {
  const r = await p.chiama<Registrazione>('operatore', 'POST', '/registri/PG/registrazioni', { corpo });
  expect(r.testo && r.stato).toBe(201);
  return r.corpo;
}

/** SQLSTATE with which the database refuses a statement, as the application and as the superuser who may do anything. */
async function rifiuti(
  istruzione: string,
): Promise<{ applicazione: string | undefined; superutente: string | undefined }> {
  const prova = async (esegui: () => Promise<unknown>): Promise<string | undefined> => {
    try {
      await esegui();
      return undefined;
    } catch (errore) {
      return sqlstate(errore);
    }
  };
  return {
    applicazione: await prova(() =>
      inTransazione(p.db, p.ente.enteId, (tx) => sql.raw(istruzione).execute(tx)),
    ),
    superutente: await prova(() => superutente.query(istruzione)),
  };
}

const NEGATO = { applicazione: '42501', superutente: 'TB001' };

test('RN-54.1a il numero è generato dal sistema e nessun ruolo lo può cambiare', async () => {
  const r = await registra();
  expect(r.numero).toMatch(/^\d{7}$/);
  expect(await rifiuti(`UPDATE registrazione SET numero = numero + 1000`)).toEqual(NEGATO);
});

test('RN-54.1b la data di registrazione è del sistema: quella mandata è rifiutata, quella scritta non si cambia', async () => {
  const mandata = await p.chiama<{ campi: { campo: string }[] }>(
    'operatore',
    'POST',
    '/registri/PG/registrazioni',
    {
      corpo: { ...arrivoDiCarta(), dataRegistrazione: '2020-01-01T00:00:00Z' },
    },
  );
  expect(mandata.stato).toBe(422);
  expect(mandata.corpo.campi[0]?.campo).toBe('dataRegistrazione');
  const prima = Date.now();
  const r = await registra();
  expect(Date.parse(r.dataRegistrazione)).toBeGreaterThanOrEqual(prima - 1000);
  expect(Date.parse(r.dataRegistrazione)).toBeLessThanOrEqual(Date.now() + 1000);
  expect(r.dataRegistrazione).toMatch(/[+-]\d\d:\d\d$/);
  expect(await rifiuti(`UPDATE registrazione SET istante = '2020-01-01'`)).toEqual(NEGATO);
});

test('RN-54.1c mittente e destinatari sono obbligatori e immodificabili', async () => {
  for (const [flusso, campo] of [
    ['E', 'mittente'],
    ['U', 'destinatari'],
    ['I', 'destinatari'],
  ] as const) {
    const r = await p.chiama<{ campi: { campo: string }[] }>(
      'operatore',
      'POST',
      '/registri/PG/registrazioni',
      {
        corpo: { ...arrivoDiCarta(), flusso, mittente: undefined },
      },
    );
    expect([r.stato, r.corpo.campi[0]?.campo]).toEqual([422, campo]);
  }
  const r = await registra();
  expect(await rifiuti(`UPDATE corrispondente SET nominativo = 'Altri'`)).toEqual(NEGATO);
  expect(await rifiuti(`DELETE FROM corrispondente`)).toEqual(NEGATO);
  const diretta = await p.chiama(
    'operatore',
    'PATCH',
    `/registri/PG/registrazioni/${r.anno}/${Number(r.numero)}`,
    {
      corpo: { versione: 1, mittenti: [{ tipo: 'PG', denominazione: 'Altri' }] },
    },
  );
  expect(diretta.stato).toBe(422);
  const rettifica = await p.chiama(
    'rsp',
    'POST',
    `/registri/PG/registrazioni/${r.anno}/${Number(r.numero)}/rettifiche`,
    {
      corpo: {
        campo: 'mittenti',
        valore: [{ tipo: 'PG', denominazione: 'Rossi s.r.l.' }],
        motivazione: 'Il mittente è la società, non la persona',
      },
    },
  );
  expect(rettifica.stato).toBe(201);
});

test('RN-54.1d l’oggetto è obbligatorio e immodificabile', async () => {
  const vuoto = await p.chiama<{ codice: string }>('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: arrivoDiCarta({ oggetto: '   ' }),
  });
  expect([vuoto.stato, vuoto.corpo.codice]).toEqual([422, 'registrazione.oggetto-mancante']);
  const r = await registra();
  expect(await rifiuti(`UPDATE registrazione SET oggetto = 'Altro oggetto'`)).toEqual(NEGATO);
  const diretta = await p.chiama('rsp', 'PATCH', `/registri/PG/registrazioni/${r.anno}/${Number(r.numero)}`, {
    corpo: { versione: 1, oggetto: 'Altro oggetto' },
  });
  expect(diretta.stato).toBe(422);
  const rettifica = await p.chiama(
    'rsp',
    'POST',
    `/registri/PG/registrazioni/${r.anno}/${Number(r.numero)}/rettifiche`,
    {
      corpo: {
        campo: 'oggetto',
        valore: 'Domanda di iscrizione al nido, anno 2027',
        motivazione: 'Mancava l’anno di riferimento',
      },
    },
  );
  expect(rettifica.stato).toBe(201);
});

test('RN-54.1f ogni file ha la sua impronta, uguale a quella di un altro programma, e nessuno la cambia', async () => {
  const files = [pdfDiProva('Istanza'), Buffer.from('elenco;dei;beni\n1;2;3\n')];
  const ids = [
    await p.carica('operatore', 'istanza.pdf', files[0] ?? ''),
    await p.carica('operatore', 'elenco.csv', files[1] ?? ''),
  ];
  const r = await registra({
    ...arrivoDiCarta(),
    supporto: undefined,
    analogico: undefined,
    documentoPrincipale: ids[0],
    allegati: [ids[1]],
  });
  const impronte = [r.documentoPrincipale, ...r.allegati].map((d) => d?.impronta);
  const esterne = files.map((f) => execFileSync('sha256sum', { input: f }).toString().slice(0, 64));
  expect(impronte).toEqual(esterne);
  expect(await rifiuti(`UPDATE registrazione_documento SET impronta = repeat('0', 64)`)).toEqual(NEGATO);
  expect(await rifiuti(`UPDATE documento SET impronta = repeat('0', 64)`)).toEqual(NEGATO);
});

test('RN-25.1 il documento è conservato immodificabile insieme alla registrazione', async () => {
  const byte = pdfDiProva('Ricorso');
  const id = await p.carica('operatore', 'ricorso.pdf', byte);
  const r = await registra({
    ...arrivoDiCarta(),
    supporto: undefined,
    analogico: undefined,
    documentoPrincipale: id,
  });
  const impronta = r.documentoPrincipale?.impronta ?? '';
  const file = join(p.ambiente.dati, 'documenti', ...percorso(p.ente.enteId, impronta));
  expect((await stat(file)).mode & 0o222).toBe(0);
  expect((await readFile(file)).equals(byte)).toBe(true);
  expect(await rifiuti(`DELETE FROM documento WHERE id = '${id}'`)).toEqual({
    applicazione: '23503',
    superutente: '23503',
  });
  expect(await rifiuti(`DELETE FROM registrazione_documento`)).toEqual(NEGATO);
  // A registration that fails leaves neither row nor number: storage reference and registration are one transaction.
  const ripetuta = await p.chiama('operatore', 'POST', '/registri/PG/registrazioni', {
    corpo: { ...arrivoDiCarta(), supporto: undefined, analogico: undefined, documentoPrincipale: id },
  });
  expect(ripetuta.stato).toBe(409);
  const dopo = await registra();
  expect(Number(dopo.numero)).toBe(Number(r.numero) + 1);
  // Who overwrites the file behind the system's back is found out: never are other bytes handed out as the document.
  await chmod(file, 0o644);
  await writeFile(file, pdfDiProva('Contraffatto'));
  const scaricata = await p.chiama<{ codice: string }>('operatore', 'GET', `/documenti/${id}/contenuto`);
  expect([scaricata.stato, scaricata.corpo.codice]).toEqual([503, 'documenti.alterato']);
});

function percorso(enteId: string, impronta: string): string[] {
  return [enteId, impronta.slice(0, 2), impronta.slice(2, 4), impronta];
}

test('la traccia, il registro verificabile, le rettifiche e gli annullamenti si possono solo aggiungere', async () => {
  await registra();
  for (const tabella of [
    'traccia',
    'foglia',
    'rettifica',
    'annullamento',
    'variazione',
    'collegamento',
    'esclusione',
  ]) {
    for (const istruzione of [`UPDATE ${tabella} SET ente_id = ente_id`, `DELETE FROM ${tabella}`]) {
      const esito = await rifiuti(istruzione);
      expect([tabella, esito.applicazione]).toEqual([tabella, '42501']);
    }
    expect([tabella, (await rifiuti(`TRUNCATE ${tabella} CASCADE`)).superutente]).toEqual([tabella, 'TB001']);
  }
  expect(await rifiuti(`UPDATE traccia SET attore = 'altri'`)).toEqual(NEGATO);
  expect(await rifiuti(`UPDATE foglia SET contenuto = ''`)).toEqual(NEGATO);
});

test('la banca dati rifiuta un numero ripetuto, saltato, preso senza registrare o un contatore che torna indietro', async () => {
  await registra();
  const copia = (
    numero: string,
  ) => `INSERT INTO registrazione (id, ente_id, registro_id, anno, numero, istante, flusso, oggetto, supporto,
      esemplare, esemplare_unico, segnatura, segnatura_dati, impronta_segnatura, token, operatore, unita_id)
    SELECT uuid_v7(), ente_id, registro_id, anno, ${numero}, istante, flusso, oggetto, supporto, esemplare, esemplare_unico,
      segnatura, segnatura_dati, impronta_segnatura, gen_random_uuid()::text, operatore, unita_id
    FROM registrazione ORDER BY anno DESC, numero DESC LIMIT 1`;
  expect((await rifiuti(copia('numero'))).applicazione).toBe('23505');
  expect(await rifiuti(copia('numero + 2'))).toEqual({ applicazione: 'TB003', superutente: 'TB003' });
  expect(await rifiuti(copia('numero + 1'))).toEqual({ applicazione: 'TB003', superutente: 'TB003' });
  expect(await rifiuti(`UPDATE contatore SET ultimo = ultimo + 1`)).toEqual({
    applicazione: 'TB003',
    superutente: 'TB003',
  });
  expect(await rifiuti(`UPDATE contatore SET ultimo = 1`)).toEqual({
    applicazione: 'TB003',
    superutente: 'TB003',
  });
  expect(await rifiuti(`DELETE FROM contatore`)).toEqual(NEGATO);
  expect(await rifiuti(`UPDATE registro_stato SET ultimo_istante = '2020-01-01'`)).toEqual({
    applicazione: 'TB003',
    superutente: 'TB003',
  });
});

test('le righe di un altro ente non si vedono e non si scrivono', async () => {
  await registra();
  const altro = await creaEnteDiProva(p.banca.urlSuperutente, 2);
  const viste = await inTransazione(p.db, altro.enteId, (tx) =>
    tx.selectFrom('registrazione').select('id').execute(),
  );
  expect(viste).toEqual([]);
  const nessuno = await sql<{ n: number }>`SELECT count(*)::int AS n FROM registrazione`.execute(p.db);
  expect(nessuno.rows[0]?.n).toBe(0);
  const scritta = inTransazione(p.db, altro.enteId, (tx) =>
    tx.insertInto('modello').values({ ente_id: p.ente.enteId, nome: 'altrui', contenuto: '{}' }).execute(),
  );
  await expect(scritta).rejects.toMatchObject({ code: '42501' });
});
