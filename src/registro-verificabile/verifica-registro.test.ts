import { randomBytes } from 'node:crypto';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orologioDiSistema } from '#platform/clock';
import { inLettura, inTransazione } from '#platform/db';
import { vaultOf } from '#platform/vault';
import { arrivoDiCarta, pdfDiProva } from '../../test/support/carte-di-prova.ts';
import { contestoDiProva } from '../../test/support/ente-di-prova.ts';
import { prodottoDiProva, type ProdottoDiProva } from '../../test/support/prodotto-di-prova.ts';
import { leggiFoglie } from './verifica/leggi-foglie.ts';
import { chiudiTesta, ruotaChiave, verificaRegistro, type EsitoVerifica, type PartiTeste } from './index.ts';

let p: ProdottoDiProva;
let superutente: pg.Client;
let parti: PartiTeste;

const chiama = async (
  chi: 'operatore' | 'rsp',
  metodo: 'POST' | 'PATCH',
  percorso: string,
  corpo: object,
) => {
  const r = await p.chiama<Record<string, unknown>>(chi, metodo, percorso, { corpo });
  expect(r.stato < 300 ? '' : r.testo).toBe('');
  return r.corpo;
};
const verifica = (): Promise<EsitoVerifica> =>
  inLettura(p.db, p.ente.enteId, (tx) => verificaRegistro(tx, p.ente.registroId));
const accordi = (): Promise<[number, string | null][]> =>
  inLettura(p.db, p.ente.enteId, async (tx) => {
    const { codice: aoo } = await tx.selectFrom('aoo').select('codice').executeTakeFirstOrThrow();
    const log = { id: p.ente.registroId, codice: 'PG', ipa: p.ente.codiceIpa, aoo };
    return (await leggiFoglie(tx, log, 0, 100)).map((f) => [f.posizione, f.accordo]);
  });
const chiudi = () => chiudiTesta(parti, p.ente.enteId, p.ente.registroId);

/** A register with everything a leaf can tell: documents, changes, a rettifica, an annullamento, two keys, heads. */
beforeAll(async () => {
  p = await prodottoDiProva();
  superutente = new pg.Client(p.banca.urlSuperutente);
  await superutente.connect();
  const vault = vaultOf([{ id: 'k1', bytes: randomBytes(32) }]);
  parti = { db: p.db, vault, orologio: orologioDiSistema, log: p.ambiente.log };
  const anno = new Date().getFullYear();
  const file = await p.carica('operatore', 'Domanda.pdf', pdfDiProva());
  await chiama('operatore', 'POST', '/registri/PG/registrazioni', {
    ...arrivoDiCarta(),
    supporto: 'digitale',
    analogico: undefined,
    documentoPrincipale: file,
    protocolloMittente: { numero: 'A/1', data: '2026-01-02' },
    luogo: 'Prova',
    note: 'prima nota',
  });
  for (let i = 0; i < 4; i++)
    await chiama('operatore', 'POST', '/registri/PG/registrazioni', arrivoDiCarta());
  await chiama('operatore', 'PATCH', `/registri/PG/registrazioni/${anno}/1`, {
    versione: 1,
    note: 'seconda nota',
  });
  await chiudi();
  const nota = { motivazione: 'Errore di battitura nel testo' };
  await chiama('rsp', 'POST', `/registri/PG/registrazioni/${anno}/2/rettifiche`, {
    ...nota,
    campo: 'oggetto',
    valore: 'Oggetto rettificato',
  });
  await chiama('rsp', 'POST', `/registri/PG/registrazioni/${anno}/3/annullamento`, {
    ...nota,
    atto: { numero: '1', data: '2026-01-03' },
  });
  const ctx = await contestoDiProva(p.db, p.ente, 'rsp');
  await inTransazione(p.db, p.ente.enteId, (tx) => ruotaChiave(tx, vault, ctx));
  await chiudi();
});
afterAll(async () => {
  await superutente.end();
  await p.chiudi();
});

/** Alters as the owner of the database can, triggers off; verifies; puts back. */
async function dopo(...istruzioni: string[]): Promise<string[]> {
  await superutente.query('BEGIN');
  await superutente.query('SET LOCAL session_replication_role = replica');
  try {
    for (const i of istruzioni) await superutente.query(i);
    return await nellaStessa();
  } finally {
    await superutente.query('ROLLBACK');
  }
}

/** The verification sees what is not committed only from inside: it runs on the superuser's own connection. */
async function nellaStessa(): Promise<string[]> {
  const connessione = { query, release: () => undefined };
  const pool = { connect: () => Promise.resolve(connessione), end: () => Promise.resolve() };
  const db = new Kysely({ dialect: new PostgresDialect({ pool: pool as never }) });
  const esito = await verificaRegistro(db as never, p.ente.registroId);
  return [
    ...new Set(esito.difetti.map((d) => [d.codice, d.dove.tabella, d.dove.campo].filter(Boolean).join(' '))),
  ];
}

const tipi = new pg.TypeOverrides(pg.types);
tipi.setTypeParser(pg.types.builtins.DATE, (testo) => testo);
tipi.setTypeParser(pg.types.builtins.INT8, (testo) => Number(testo));
const query = (testo: string, valori: unknown[]) =>
  superutente.query({ text: testo, values: valori, types: tipi });

test('un registro intero non ha difetti, con tutto ciò che può contenere', async () => {
  expect(await verifica()).toMatchObject({ registrazioni: 5, foglie: 10, teste: 2, difetti: [], altri: 0 });
  expect(await nellaStessa()).toEqual([]);
});

test('di ciò che nulla ha cambiato basta il confronto della banca dati, il resto è confrontato dato per dato', async () => {
  expect((await accordi()).filter(([, a]) => a !== null)).toEqual([
    [4, 'testo'],
    [5, 'testo'],
  ]);
});

test('una foglia che non è nemmeno JSON è un difetto, non un guasto della verifica', async () => {
  expect(await dopo(FOGLIA_RIFATTA(`'{"' || contenuto`))).toContain('forma-non-canonica foglia contenuto');
});

test.each([
  ['registrazione', '"documenti":[{', '"documenti":[{"altro":1,', 'documenti.1.altro'],
  ['annullamento', '"atto":{', '"atto":{"altro":1,', 'atto.altro'],
  ['rettifica', '{"anno":', '{"altro":null,"anno":', 'altro'],
  ['variazione', '"variazioni":[{', '"variazioni":[{"altro":1,', 'variazioni.1.altro'],
  ['chiave', '{"chiave":', '{"altro":1,"chiave":', 'altro'],
])(
  'una foglia «%s» che dice altro da ciò che dice il suo formato è un difetto',
  async (tipo, da, a, campo) => {
    const cambio = `replace(contenuto, '${da}', '${a}')`;
    expect(
      await dopo(
        `UPDATE foglia SET contenuto = ${cambio}, impronta = sha256('\\x00'::bytea || convert_to(${cambio}, 'UTF8')) WHERE tipo = '${tipo}'`,
      ),
    ).toContain(`foglia-incoerente foglia ${campo}`);
  },
);

const PRIMA = `registrazione_id = (SELECT id FROM registrazione WHERE numero = 1)`;
const FOGLIA_RIFATTA = (cambio: string) => `
  UPDATE foglia SET contenuto = ${cambio}, impronta = sha256('\\x00'::bytea || convert_to(${cambio}, 'UTF8')) WHERE posizione = 1`;

test.each<[string, string[], string[]]>([
  [
    'l’oggetto',
    [`UPDATE registrazione SET oggetto = 'altro' WHERE numero = 1`],
    ['riga-diversa registrazione oggetto', 'riga-diversa scheda oggetto'],
  ],
  [
    'l’operatore',
    [`UPDATE registrazione SET operatore = 'altri' WHERE numero = 1`],
    ['riga-diversa registrazione operatore'],
  ],
  [
    'la data',
    [`UPDATE registrazione SET istante = istante - interval '1 hour' WHERE numero = 2`],
    ['riga-diversa registrazione istante'],
  ],
  [
    'il protocollo del mittente',
    [`UPDATE registrazione SET protocollo_mittente_numero = 'B' WHERE numero = 1`],
    ['riga-diversa registrazione protocollo_mittente_numero'],
  ],
  [
    'la data di arrivo',
    [`UPDATE registrazione SET data_arrivo = '2020-01-01' WHERE numero = 1`],
    ['riga-diversa registrazione data_arrivo'],
  ],
  [
    'il mittente',
    [`UPDATE corrispondente SET dati = jsonb_set(dati, '{nominativo}', '"X"') WHERE ${PRIMA}`],
    ['riga-diversa corrispondente mittenti', 'riga-diversa corrispondente nominativo'],
  ],
  [
    'il nome in elenco',
    [`UPDATE corrispondente SET nominativo = 'X' WHERE ${PRIMA}`],
    ['riga-diversa corrispondente nominativo'],
  ],
  [
    'l’impronta del documento',
    [`UPDATE registrazione_documento SET impronta = repeat('a', 64) WHERE ${PRIMA}`],
    ['riga-diversa registrazione_documento documenti', 'riga-diversa documento impronta'],
  ],
  [
    'il documento tolto',
    [`DELETE FROM registrazione_documento WHERE ${PRIMA}`],
    ['riga-diversa registrazione_documento documenti'],
  ],
  [
    'il file attribuito',
    [`UPDATE documento SET impronta = repeat('a', 64)`],
    ['riga-diversa documento impronta'],
  ],
  ['una nota', [`UPDATE scheda SET note = 'terza' WHERE ${PRIMA}`], ['riga-diversa scheda note']],
  [
    'il luogo mai variato',
    [`UPDATE scheda SET luogo = 'Altrove' WHERE ${PRIMA}`],
    ['riga-diversa scheda luogo'],
  ],
  ['una variazione', [`UPDATE variazione SET prima = '"mai"'`], ['riga-diversa variazione note']],
  [
    'una variazione tolta',
    [`DELETE FROM variazione`],
    ['riga-diversa variazione note', 'riga-diversa scheda note', 'righe-diverse variazione'],
  ],
  [
    'una variazione aggiunta',
    [
      `INSERT INTO variazione (ente_id, registrazione_id, istante, campo, prima, dopo, operatore) SELECT ente_id, id, istante + interval '1 ms', 'rpa', 'null', '"X"', 'io' FROM registrazione WHERE numero = 1`,
    ],
    ['riga-senza-foglia variazione', 'riga-diversa scheda rpa', 'righe-diverse variazione'],
  ],
  [
    'la rettifica',
    [`UPDATE rettifica SET dopo = '"altro"'`],
    ['riga-diversa scheda oggetto', 'riga-diversa rettifica oggetto'],
  ],
  [
    'la rettifica tolta',
    [`DELETE FROM rettifica`],
    [
      'riga-diversa scheda oggetto',
      'riga-diversa scheda rettificata',
      'riga-diversa rettifica oggetto',
      'righe-diverse rettifica',
    ],
  ],
  [
    'l’annullamento tolto',
    [`DELETE FROM annullamento`, `UPDATE scheda SET annullata = false`],
    ['riga-diversa annullamento annullamento', 'righe-diverse annullamento'],
  ],
  [
    'l’atto di annullamento',
    [`UPDATE annullamento SET atto_numero = '2'`],
    ['riga-diversa annullamento annullamento'],
  ],
  [
    'una registrazione tolta',
    [`DELETE FROM registrazione WHERE numero = 4`],
    ['numero-mancante registrazione numero', 'riga-mancante registrazione'],
  ],
  [
    'l’ultima tolta con la sua foglia',
    [`DELETE FROM registrazione WHERE numero = 5`, `DELETE FROM foglia WHERE posizione = 5`],
    ['contatore-diverso contatore numero', 'foglia-mancante foglia', 'radice-diversa testa'],
  ],
  [
    'due numeri scambiati',
    [
      `UPDATE registrazione SET numero = numero + 100 WHERE numero IN (4, 5)`,
      `UPDATE registrazione SET numero = CASE numero WHEN 104 THEN 5 ELSE 4 END WHERE numero > 100`,
    ],
    [
      'istante-non-crescente registrazione istante',
      'riga-diversa registrazione numero',
      'riga-diversa scheda numero',
    ],
  ],
  [
    'il contenuto della foglia',
    [
      `ALTER TABLE foglia DROP CONSTRAINT foglia_check`,
      `UPDATE foglia SET contenuto = replace(contenuto, 'Prova', 'Altro') WHERE posizione = 1`,
    ],
    ['impronta-diversa foglia impronta'],
  ],
  [
    'riga e foglia rifatte insieme',
    [
      `UPDATE registrazione SET operatore = 'altri' WHERE numero = 1`,
      FOGLIA_RIFATTA(`regexp_replace(contenuto, '"operatore":"[^"]*"', '"operatore":"altri"')`),
    ],
    ['radice-diversa testa'],
  ],
  [
    'la foglia non canonica',
    [FOGLIA_RIFATTA(`contenuto || ' '`)],
    ['forma-non-canonica foglia contenuto', 'radice-diversa testa'],
  ],
  [
    'la radice di una testa',
    [`UPDATE testa SET radice = sha256('x')`],
    ['radice-diversa testa', 'testa-incoerente testa'],
  ],
  ['la firma di una testa', [`UPDATE testa SET firma = sha512('x')`], ['firma-non-valida testa']],
  [
    'una testa tolta dalla chiave',
    [`UPDATE testa SET chiave_id = (SELECT id FROM chiave_firma WHERE progressivo = 2)`],
    ['testa-incoerente testa'],
  ],
  [
    'le ultime foglie tolte',
    [`DELETE FROM foglia WHERE posizione > 8`, `UPDATE registro_stato SET ultima_foglia = 8`],
    ['foglie-mancanti foglia', 'riga-senza-foglia annullamento', 'righe-diverse annullamento'],
  ],
  [
    'una chiave sostituita di nascosto',
    [
      `UPDATE chiave_firma SET pubblica = decode('302a300506032b6570032100', 'hex') || sha256('y'), impronta = sha256(decode('302a300506032b6570032100', 'hex') || sha256('y')) WHERE progressivo = 1`,
    ],
    ['testa-incoerente testa', 'chiave-mancante chiave_firma'],
  ],
])('alterare %s si trova', async (_cosa, istruzioni, attesi) => {
  const trovati = await dopo(...istruzioni);
  expect(trovati).toEqual(expect.arrayContaining(attesi));
});
