import pg from 'pg';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inDueLetture, inLettura } from '#platform/db';
import { arrivoDiCarta, pdfDiProva } from '../../../test/support/carte-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../../test/support/prodotto-di-prova.ts';
import { verificaRegistro } from '../index.ts';
import { leggiFoglie } from './leggi-foglie.ts';

let p: ProdottoDiProva;
let superutente: pg.Client;
beforeAll(async () => {
  p = await prodottoDiProva();
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  await superutente.query('SET session_replication_role = replica');
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});

const STRANO = '"\\/ \b\f\n\r\t\u0001\u001f\u007f\u2028 àЖ😀 \\u0041 "sale":"';
const registra = async (corpo: object): Promise<void> => {
  const r = await p.chiama('operatore', 'POST', '/registri/PG/registrazioni', { corpo });
  expect(r.stato, r.testo).toBe(201);
};
const accordi = (): Promise<(string | null)[]> =>
  inLettura(p.db, p.ente.enteId, async (tx) => {
    const { codice: aoo } = await tx.selectFrom('aoo').select('codice').executeTakeFirstOrThrow();
    const log = { id: p.ente.registroId, codice: 'PG', ipa: p.ente.codiceIpa, aoo };
    return (await leggiFoglie(tx, log, 0, 100)).map((f) => f.accordo);
  });
const verifica = () =>
  inDueLetture(p.db, p.ente.enteId, (tx, altra) => verificaRegistro(tx, p.ente.registroId, { altra }));
const difetti = async (): Promise<string[]> => [...new Set((await verifica()).difetti.map((d) => d.codice))];

test('di ciò che nulla ha cambiato il testo della foglia si riscrive uguale, con ogni dato e qualunque carattere', async () => {
  await registra(arrivoDiCarta({ oggetto: `Domanda ${STRANO}` }));
  await registra({
    ...arrivoDiCarta(),
    supporto: 'digitale',
    analogico: undefined,
    documentoPrincipale: await p.carica('operatore', 'Domanda «prima».pdf', pdfDiProva()),
    allegati: [
      {
        documento: await p.carica('operatore', 'b.pdf', pdfDiProva('b')),
        descrizione: 'Una "b"',
        tipo: 'altro',
      },
    ],
    mittente: {
      tipo: 'PAI',
      denominazione: 'Comune «Altrove»',
      codiceIpa: 'c_h501',
      codiceAoo: 'A1',
      codiceFiscale: '80012345678',
      indirizziDigitali: ['protocollo@pec.altrove.example'],
    },
    protocolloMittente: { numero: 'A "1"', data: '2026-01-02' },
    dataArrivo: new Date(Date.now() - 3_600_000).toISOString(),
    mezzo: 'pec',
    luogo: 'Roma',
    classificazione: 'VI.3',
    unitaCompetente: 'tecnico',
    note: STRANO,
    dataDocumento: '2026-01-01',
  });
  await registra({
    flusso: 'U',
    oggetto: 'A più d’uno',
    documentoPrincipale: await p.carica('operatore', 'c.pdf', pdfDiProva('c')),
    destinatari: [
      { tipo: 'PF', nome: 'Maria', cognome: 'Rossi' },
      { tipo: 'PG', denominazione: 'Aurora S.r.l.' },
    ],
    perConoscenza: [{ tipo: 'PG', denominazione: 'Studio' }],
  });
  expect(await accordi()).toEqual(['testo', 'testo', 'testo']);
  expect(await verifica()).toMatchObject({ registrazioni: 3, foglie: 3, difetti: [] });
});

test('dove il testo cambierebbe per il nome di oggi o per dati annidati si confrontano i dati', async () => {
  await registra(
    arrivoDiCarta({
      mittente: {
        tipo: 'PF',
        nome: 'Ugo',
        cognome: 'Bo',
        indirizziDigitali: ['a@pec.example', 'b@pec.example'],
      },
    }),
  );
  await superutente.query(`UPDATE voce_titolario SET denominazione = 'Altro nome' WHERE codice = 'VI.3'`);
  expect(await accordi()).toEqual(['testo', 'dati', 'testo', 'dati']);
  expect(await difetti()).toEqual([]);
});

const rifatta = (cambio: string): string =>
  `UPDATE foglia SET contenuto = ${cambio}, impronta = sha256('\\x00'::bytea || convert_to(${cambio}, 'UTF8')) WHERE posizione = 1`;

test.each([
  [
    'un dato in più nel mittente',
    `UPDATE corrispondente SET dati = dati || '{"altro": "x"}' WHERE ordine = 1`,
    'riga-diversa',
  ],
  [
    'un dato in più nella foglia',
    rifatta(`replace(contenuto, '{"anno":', '{"altro":1,"anno":')`),
    'foglia-incoerente',
  ],
  [
    'un dato facoltativo in più nella foglia',
    rifatta(`replace(contenuto, '"facoltativi":{', '"facoltativi":{"a":1,')`),
    'foglia-incoerente',
  ],
  [
    'un destinatario che è solo nella foglia',
    rifatta(`replace(contenuto, '"destinatari":[]', '"destinatari":[{"nominativo":"Altri","tipo":"PG"}]')`),
    'riga-diversa',
  ],
  ['uno spazio in più', rifatta(`replace(contenuto, '"anno":', '"anno": ')`), 'forma-non-canonica'],
  [
    'un’altra posizione',
    rifatta(`replace(contenuto, '"posizione":1', '"posizione":7')`),
    'foglia-incoerente',
  ],
  [
    'un altro registro',
    rifatta(`replace(contenuto, '"registro":"PG"', '"registro":"X"')`),
    'foglia-incoerente',
  ],
  [
    'un’altra impronta',
    `ALTER TABLE foglia DROP CONSTRAINT foglia_check; UPDATE foglia SET impronta = sha256(impronta) WHERE posizione = 1`,
    'impronta-diversa',
  ],
])('%s non passa per lo stesso testo', async (_come, istruzione, codice) => {
  await superutente.query('CREATE TABLE c0 AS TABLE corrispondente; CREATE TABLE f0 AS TABLE foglia');
  await superutente.query(istruzione);
  expect(await difetti()).toContain(codice);
  expect((await accordi())[0]).not.toBe('testo');
  await superutente.query(
    'DELETE FROM corrispondente; DELETE FROM foglia; INSERT INTO corrispondente SELECT * FROM c0; INSERT INTO foglia SELECT * FROM f0; DROP TABLE c0, f0',
  );
  expect(await difetti()).toEqual([]);
});

test('un documento il cui nome di file contiene ciò che la foglia dice di due non passa per due', async () => {
  await superutente.query('CREATE TABLE d0 AS TABLE registrazione_documento');
  const { rows } = await superutente.query<{ contenuto: string; registrazione_id: string }>(
    'SELECT contenuto, registrazione_id FROM foglia WHERE posizione = 2',
  );
  // From the name of the first to that of the second: written between quotes as it is, the text of the leaf would be the same.
  const nome = /"nome_file":"(.*)","ordine":\d+,"ruolo":"allegato"/su.exec(rows[0]?.contenuto ?? '')?.[1];
  expect(nome).toMatch(/^Domanda.*b\.pdf$/u);
  await superutente.query(
    `WITH primo AS (DELETE FROM registrazione_documento WHERE registrazione_id = $1 AND ruolo = 'principale' RETURNING *)
     UPDATE registrazione_documento x SET documento_id = p.documento_id, descrizione = p.descrizione, impronta = p.impronta,
       algoritmo = p.algoritmo, nome_file = $2, formato = p.formato, dimensione = p.dimensione
       FROM primo p WHERE x.registrazione_id = p.registrazione_id AND x.ruolo = 'allegato'`,
    [rows[0]?.registrazione_id, nome],
  );
  expect((await accordi())[1]).toBeNull();
  expect(await difetti()).toContain('riga-diversa');
  await superutente.query(
    'DELETE FROM registrazione_documento; INSERT INTO registrazione_documento SELECT * FROM d0; DROP TABLE d0',
  );
  expect(await difetti()).toEqual([]);
});

test('le due letture vedono la stessa cosa, anche di ciò che si registra nel frattempo', async () => {
  const conta = sql<{ n: number }>`SELECT count(*)::int AS n FROM foglia`;
  const lette = await inDueLetture(p.db, p.ente.enteId, async (tx, altra) => {
    await registra(arrivoDiCarta());
    return [(await conta.execute(tx)).rows[0]?.n, (await conta.execute(altra)).rows[0]?.n];
  });
  expect(lette).toEqual([4, 4]);
});
