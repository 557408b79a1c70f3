import { spawnSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { elenca, nuovaChiave, scriviExport } from '../test/support/export-scritto.ts';

// Exports written from their description, by a hand that is not the program's.
const radice = mkdtempSync(join(tmpdir(), 'tabularium-verificatore-'));
const buona = join(radice, 'buona');
const chiave = nuovaChiave();
let testa = '';
beforeAll(() => {
  testa = scriviExport(buona, { quante: 37, chiave });
});
afterAll(() => rmSync(radice, { recursive: true }));

const VERIFICA = join(import.meta.dirname, 'verifica.mjs');
const FILE = [
  'registro.json',
  'teste.jsonl',
  'annullamenti.jsonl',
  'rettifiche.jsonl',
  'variazioni.jsonl',
  'giornalieri.jsonl',
  'foglie.jsonl',
  'registrazioni.jsonl',
];
function verifica(...argomenti: string[]): {
  codice: number | null;
  uscita: string;
  errore: string;
  difetti: Record<string, unknown>[];
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, [VERIFICA, ...argomenti], {
    encoding: 'utf8',
    env: {},
  });
  const difetti = argomenti.includes('--json')
    ? stdout
        .split('\n')
        .filter(Boolean)
        .map((r) => JSON.parse(r) as Record<string, unknown>)
    : [];
  return { codice: status, uscita: stdout, errore: stderr, difetti };
}
const scritto = (nome: string, contenuto: string): string => {
  writeFileSync(join(radice, nome), contenuto);
  return join(radice, nome);
};
/** A copy in which a file is rewritten, listed again as who alters it would. */
function alterata(nome: string, cambia: (testo: string) => string): string {
  const dove = join(radice, 'alterata');
  rmSync(dove, { recursive: true, force: true });
  cpSync(buona, dove, { recursive: true });
  const file = join(dove, 'registri/PG', nome);
  writeFileSync(file, cambia(readFileSync(file, 'utf8')));
  elenca(
    dove,
    FILE.map((f) => `registri/PG/${f}`),
  );
  return dove;
}

test('un’esportazione scritta dalla sola descrizione torna tutta, anche con la chiave in ogni forma e con la testa di carta', () => {
  expect(verifica(buona).uscita).toContain('Tutto torna.');
  const spki = createPublicKey({ key: chiave.spki, format: 'der', type: 'spki' });
  const forme = [
    chiave.impronta,
    chiave.spki.toString('base64'),
    String(spki.export({ type: 'spki', format: 'pem' })),
  ];
  for (const [i, forma] of forme.entries())
    expect(verifica(buona, '--chiave', scritto(`chiave-${i}`, forma), '--json')).toMatchObject({
      codice: 0,
      uscita: '',
    });
  // As it comes out of a QR read under Windows.
  expect(verifica(buona, '--testa', scritto('testa.txt', testa.replaceAll('\n', '\r\n')))).toMatchObject({
    codice: 0,
  });
});

test('una chiave che non è dell’ente e la testa di un altro registro o di un’altra storia sono difetti', () => {
  const altra = nuovaChiave();
  expect(verifica(buona, '--chiave', scritto('altra', altra.impronta), '--json').difetti).toMatchObject([
    { registro: 'PG', campo: 'chiave' },
  ]);
  const altrove = scriviExport(join(radice, 'altrove'), { quante: 37, chiave });
  expect(verifica(buona, '--testa', scritto('altrove.txt', altrove), '--json').difetti).toMatchObject([
    { registro: 'PG', testa: 38, campo: 'testa.radice' },
  ]);
  const piuLunga = scriviExport(join(radice, 'lunga'), { quante: 60, chiave });
  expect(verifica(buona, '--testa', scritto('lunga.txt', piuLunga), '--json').difetti).toMatchObject([
    { testa: 61, campo: 'testa.dimensione' },
  ]);
  const estraneo = testa.replace('/PG\n', '/ALTRO\n');
  expect(verifica(buona, '--testa', scritto('estraneo.txt', estraneo), '--json').difetti).toMatchObject([
    { registro: 'ALTRO', campo: 'registro' },
  ]);
});

test('di ogni difetto dice registro, foglia, numero e campo, in una riga JSON', () => {
  const oggetto = alterata('registrazioni.jsonl', (t) =>
    t.replaceAll('"oggetto":"Domanda 12"', '"oggetto":"Domanda 13"'),
  );
  expect(verifica(oggetto, '--json')).toMatchObject({
    codice: 1,
    difetti: [
      { registro: 'PG', posizione: 13, anno: 2026, numero: 12, campo: 'registrazione.oggetto' },
      { registro: 'PG', posizione: 13, anno: 2026, numero: 12, campo: 'scheda.oggetto' },
    ],
  });
  const tolta = alterata('foglie.jsonl', (t) =>
    t
      .split('\n')
      .filter((_, i) => i !== 20)
      .join('\n'),
  );
  const campi = verifica(tolta, '--json').difetti.map((d) => d.campo);
  expect(campi).toEqual(
    expect.arrayContaining(['foglia.posizione', 'numero', 'registrazione', 'testa.dimensione']),
  );
  const istante = alterata('registrazioni.jsonl', (t) =>
    t.replace('2026-03-02T08:00:00.000Z', '2026-03-02T08:00:00.000001Z'),
  );
  expect(verifica(istante, '--json').difetti[0]).toMatchObject({ numero: 1, campo: 'registrazione.istante' });
});

test('un file che non è quello dell’elenco è un difetto anche se il resto torna', () => {
  const dove = join(radice, 'toccata');
  cpSync(buona, dove, { recursive: true });
  appendFileSync(join(dove, 'registri/PG/variazioni.jsonl'), '\n');
  expect(verifica(dove, '--json').difetti[0]).toEqual({
    file: 'registri/PG/variazioni.jsonl',
    campo: 'impronta',
    difetto: 'non è quella dell’elenco',
  });
});

test('ciò che non si può verificare non passa per verificato', () => {
  expect(verifica()).toMatchObject({ codice: 2, uscita: '' });
  expect(verifica(join(radice, 'non-c’è'))).toMatchObject({ codice: 2, uscita: '' });
  expect(verifica(buona, '--testa', scritto('rotta.txt', 'non è una testa'))).toMatchObject({ codice: 2 });
  expect(verifica(buona, '--altro').errore).toContain('Uso:');
});
